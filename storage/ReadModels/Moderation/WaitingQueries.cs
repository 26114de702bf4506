using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels.Introductions;

namespace IdeaStorage.Storage.ReadModels.Moderation;

/// <summary>What waits for a coordinator or an operator.</summary>
/// <remarks>Who may know is for the caller to decide: <see cref="Viewer.Moderates"/>.</remarks>
public sealed class WaitingQueries(IReadConnections connections)
{
    /// <summary>Of each cluster and kind they are counted up to here: it is a long queue in any case.</summary>
    public const int CountedMax = 100;

    private static readonly string s_sql =
        $"""
        SELECT c.id AS cluster_id,
            (SELECT COUNT(*) FROM (
                SELECT 1 FROM cases k WHERE k.cluster_id = c.id AND k.is_open = 1 LIMIT {CountedMax}) AS open_cases)
                AS cases,
            (SELECT COUNT(*) FROM (
                SELECT 1 FROM introduction_clusters t JOIN introductions n ON n.id = t.introduction_id
                WHERE t.cluster_id = c.id AND n.state = '{IntroductionState.Open}' LIMIT {CountedMax}) AS open_wishes)
                AS introductions
        FROM clusters c WHERE c.id IN @ids
        """;

    private static readonly string s_outsideSql =
        $"""
        SELECT COUNT(*) FROM (
            SELECT 1 FROM introductions n
            WHERE n.state = '{IntroductionState.Open}'
                AND NOT EXISTS (SELECT 1 FROM introduction_clusters t WHERE t.introduction_id = n.id)
            LIMIT {CountedMax}) AS open_wishes
        """;

    /// <summary>For each of these clusters that there is, what waits in it.</summary>
    public async Task<IReadOnlyDictionary<string, Waiting>> CountAsync(
        IReadOnlyList<string> clusterIds, CancellationToken cancellationToken = default)
    {
        if (clusterIds.Count == 0)
            return new Dictionary<string, Waiting>();
        var rows = await connections.ListAsync<Waiting>(
            s_sql, new { ids = new InList(clusterIds) }, cancellationToken);
        return rows.ToDictionary(row => row.ClusterId);
    }

    /// <summary>
    /// Wishes to be introduced that nobody has seen to and that are no cluster's, counted up to
    /// <see cref="CountedMax"/>: no coordinator sees them, so they are for operators.
    /// </summary>
    public Task<int> CountOutsideClustersAsync(CancellationToken cancellationToken = default) =>
        connections.FindAsync<int>(s_outsideSql, new { }, cancellationToken);
}

/// <summary>What waits in a cluster, each counted up to <see cref="WaitingQueries.CountedMax"/>.</summary>
public sealed record Waiting
{
    public string ClusterId { get; init; } = "";

    /// <summary>Cases without a decision.</summary>
    public int Cases { get; init; }

    /// <summary>Wishes to be introduced that nobody has seen to.</summary>
    public int Introductions { get; init; }
}
