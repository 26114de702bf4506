using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Storage.ReadModels.Introductions;

/// <summary>Wishes to be introduced: a member's own, those of a cluster, and whose task a new one is.</summary>
/// <remarks>Who may read which is for the caller to decide: <see cref="IntroductionTask.IsOf"/>.</remarks>
public sealed class IntroductionQueries(IReadConnections connections)
{
    private const string OwnScope = "introductions.own";
    private const string ClusterScope = "introductions.cluster";
    private const string AllScope = "introductions";

    // Of the asked organisation's clusters those that the member, or one of the member's organisation, is in as well.
    private const string ClustersSql =
        """
        SELECT DISTINCT theirs.cluster_id AS id, CASE WHEN EXISTS (
            SELECT 1 FROM cluster_members ours JOIN members me ON me.id = ours.member_id
            WHERE ours.cluster_id = theirs.cluster_id AND (me.id = @memberId
                OR me.organisation_id = (SELECT organisation_id FROM members WHERE id = @memberId)))
            THEN 1 ELSE 0 END AS is_shared
        FROM members them
        JOIN cluster_members theirs ON theirs.member_id = them.id
        JOIN clusters c ON c.id = theirs.cluster_id
        WHERE them.organisation_id = @organisationId AND c.lifecycle <> 'Closed'
        ORDER BY is_shared DESC, theirs.cluster_id
        """;

    private const string IdeaSql =
        """
        SELECT m.organisation_id, i.cluster_id FROM ideas i LEFT JOIN members m ON m.id = i.author_id WHERE i.id = @id
        """;

    private const string TaskSql = "SELECT cluster_id FROM introduction_clusters WHERE introduction_id = @id";

    private static string Select(Viewer viewer) =>
        $"""
        SELECT n.id, n.member_id, n.organisation_id, n.state, n.asked_at, n.concluded_at,
            n.concluded_by AS concluded_by_id,
            COALESCE(p.display_name, '') AS member_name, COALESCE(an.content, '') AS organisation_name,
            COALESCE(n.asking_organisation_id, m.organisation_id) AS asking_organisation_id,
            fn.content AS asking_organisation_name, t.content AS note, cp.display_name AS concluded_by_name,
            CASE WHEN n.kind = 'Idea' THEN n.target_id END AS idea_id,
            CASE WHEN {IdeaVisibility.Condition(viewer)} THEN it.content END AS idea_title
        FROM introductions n
        LEFT JOIN members m ON m.id = n.member_id
        LEFT JOIN profiles p ON p.member_id = n.member_id
        LEFT JOIN profiles cp ON cp.member_id = n.concluded_by
        LEFT JOIN organisations a ON a.id = n.organisation_id
        LEFT JOIN texts an ON an.id = a.name_id
        LEFT JOIN organisations f ON f.id = COALESCE(n.asking_organisation_id, m.organisation_id)
        LEFT JOIN texts fn ON fn.id = f.name_id
        LEFT JOIN texts t ON t.id = n.note_id
        LEFT JOIN ideas i ON n.kind = 'Idea' AND i.id = n.target_id
        LEFT JOIN texts it ON it.id = i.title_id
        """;

    /// <summary>
    /// Whom a wish about what was recommended is about, and whose task it is: of the idea's cluster; or of the clusters
    /// that both organisations are in, else of those that the other is in; of operators where it is in none.
    /// </summary>
    /// <returns>Null where there is no such organisation: the author of an idea belongs to none.</returns>
    public async Task<IntroductionPlace?> FindPlaceAsync(
        string memberId, RecommendedKind kind, string targetId, CancellationToken cancellationToken = default)
    {
        if (kind == RecommendedKind.Idea)
        {
            var idea = await connections.FindAsync<IdeaPlace>(IdeaSql, new { id = targetId }, cancellationToken);
            return idea?.OrganisationId is { } asked ? new IntroductionPlace(asked, [idea.ClusterId]) : null;
        }

        var found = await connections.ListAsync<AskedCluster>(
            ClustersSql, new { memberId, organisationId = targetId }, cancellationToken);
        var isAnyShared = found.Any(cluster => cluster.IsShared);
        return new IntroductionPlace(
            targetId,
            [
                .. found.Where(cluster => cluster.IsShared == isAnyShared).Select(cluster => cluster.Id)
                    .Take(MemberLimits.ClustersPerIntroductionMax),
            ]);
    }

    /// <summary>What the viewer wished, the latest first.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public Task<Result<Page<IntroductionItem>>> ListOwnAsync(
        Viewer viewer, string? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        ListAsync(viewer, OwnScope, "n.member_id = @viewer", null, null, after, limit, cancellationToken);

    /// <summary>The wishes that are the task of a cluster's coordinators, the latest first.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="state">Only these; null for all.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <param name="limit">See <see cref="PageLimits"/>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public Task<Result<Page<IntroductionItem>>> ListOfClusterAsync(
        string clusterId, IntroductionState? state, Viewer viewer, string? after = null, int? limit = null,
        CancellationToken cancellationToken = default) =>
        ListAsync(
            viewer, ClusterScope,
            """
            n.id IN (SELECT introduction_id FROM introduction_clusters WHERE cluster_id = @clusterId)
            """,
            clusterId, state, after, limit, cancellationToken);

    /// <summary>The wishes of all clusters and of none, for operators; as in a cluster.</summary>
    public Task<Result<Page<IntroductionItem>>> ListAllAsync(
        IntroductionState? state, Viewer viewer, string? after = null, int? limit = null,
        CancellationToken cancellationToken = default) =>
        ListAsync(viewer, AllScope, "1 = 1", null, state, after, limit, cancellationToken);

    /// <summary>A wish and whose task it is, or null.</summary>
    public async Task<IntroductionTask?> FindAsync(
        string id, Viewer viewer, CancellationToken cancellationToken = default)
    {
        var parameters = Parameters(viewer, id, null, null, null, 0);
        if (await connections.FindAsync<IntroductionItem>(
            $"{Select(viewer)} WHERE n.id = @id", parameters, cancellationToken) is not { } item)
            return null;
        var clusters = await connections.ListAsync<string>(TaskSql, new { id }, cancellationToken);
        return new IntroductionTask(item, [.. clusters.Order(StringComparer.Ordinal)]);
    }

    private async Task<Result<Page<IntroductionItem>>> ListAsync(
        Viewer viewer, string scope, string condition, string? clusterId, IntroductionState? state, string? after,
        int? limit, CancellationToken cancellationToken)
    {
        var own = state is null ? scope : $"{scope}.{state}";
        if (!Cursor.TryRead(after, own, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var sql =
            $"""
            {Select(viewer)}
            WHERE {condition}{(state is null ? "" : " AND n.state = @state")}
                AND (n.asked_at, n.id) < (@keyAt, @id)
            ORDER BY n.asked_at DESC, n.id DESC
            LIMIT @take
            """;
        var rows = await connections.ListAsync<IntroductionItem>(
            sql, Parameters(viewer, cursor?.Id ?? "", clusterId, state, cursor, take + 1), cancellationToken);
        return rows.ToPage(take, own, row => Cursor.Of(row.AskedAt.ToUnixTimeMilliseconds(), row.Id));
    }

    private static object Parameters(
        Viewer viewer, string id, string? clusterId, IntroductionState? state, Cursor? cursor, int take) => new
        {
            viewer = viewer.MemberId ?? "",
            coordinated = new InList(viewer.CoordinatedClusters),
            id,
            clusterId,
            state = state?.ToString(),
            keyAt = cursor?.Number ?? long.MaxValue,
            take,
        };

    private sealed record IdeaPlace
    {
        public string? OrganisationId { get; init; }
        public string ClusterId { get; init; } = "";
    }

    private sealed record AskedCluster
    {
        public string Id { get; init; } = "";
        public bool IsShared { get; init; }
    }
}
