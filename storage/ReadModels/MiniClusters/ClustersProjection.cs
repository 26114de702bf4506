using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.MiniClusters;

/// <summary>Mini-clusters with their members and coordinators.</summary>
internal sealed class ClustersProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO clusters (
            id, name_id, name_key, description_id, tags, lifecycle, rules, source, members, created_at, version)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, 0, @p8, @p9)
        """;

    private const string Describe =
        """
        UPDATE clusters SET version = @p1, name_id = @p2, name_key = @p3, description_id = @p4, tags = @p5
        WHERE id = @p0
        """;

    private const string SetRules = "UPDATE clusters SET version = @p1, rules = @p2 WHERE id = @p0";

    private const string SetLifecycle = "UPDATE clusters SET version = @p1, lifecycle = @p2 WHERE id = @p0";

    /// <summary>Appointing a coordinator makes a member of whoever is none yet; who is one already is not counted
    /// again.</summary>
    private const string CountJoiner =
        """
        UPDATE clusters
        SET version = @p1, members = members + CASE
            WHEN EXISTS (SELECT 1 FROM cluster_members WHERE cluster_id = @p0 AND member_id = @p2) THEN 0 ELSE 1 END
        WHERE id = @p0
        """;

    private const string Join =
        """
        INSERT INTO cluster_members (cluster_id, member_id, is_coordinator, joined_at) VALUES (@p0, @p1, 0, @p2)
        ON CONFLICT (cluster_id, member_id) DO NOTHING
        """;

    private const string SetCoordinator =
        "UPDATE cluster_members SET is_coordinator = @p2 WHERE cluster_id = @p0 AND member_id = @p1";

    private const string CountLeaver =
        """
        UPDATE clusters
        SET version = @p1, members = members - (
            SELECT COUNT(*) FROM cluster_members WHERE cluster_id = @p0 AND member_id = @p2)
        WHERE id = @p0
        """;

    private const string Leave = "DELETE FROM cluster_members WHERE cluster_id = @p0 AND member_id = @p1";

    private const string Touch = "UPDATE clusters SET version = @p1 WHERE id = @p0";

    public string Name => "clusters";

    public IReadOnlyList<string> Tables { get; } = ["clusters", "cluster_members"];

    public IEnumerable<Statement> Project(RecordedEvent recorded, ITextSource texts)
    {
        var id = recorded.AggregateId();
        var version = recorded.Version;
        return recorded.Event switch
        {
            ClusterCreated e =>
            [
                new(
                    Insert, e.ClusterId, e.Name.Id, KoreanAnalyser.Fold(texts.Read(e.Name.Id)), e.Description.Id,
                    Rows.Join(e.Tags), $"{ClusterLifecycle.Active}", RulesJson.Write(e.Rules), e.Source,
                    e.At.Milliseconds(), version),
            ],
            ClusterDescribed e =>
            [
                new(
                    Describe, id, version, e.Name.Id, KoreanAnalyser.Fold(texts.Read(e.Name.Id)), e.Description.Id,
                    Rows.Join(e.Tags)),
            ],
            ClusterRulesChanged e => [new(SetRules, id, version, RulesJson.Write(e.Rules))],
            ClusterLifecycleChanged e => [new(SetLifecycle, id, version, $"{e.To}")],
            ClusterMemberJoined e => Joined(id, version, e.MemberId, e.At),
            ClusterMemberLeft e => [new(CountLeaver, id, version, e.MemberId), new(Leave, id, e.MemberId)],
            CoordinatorAppointed e =>
            [
                .. Joined(id, version, e.MemberId, e.At),
                new(SetCoordinator, id, e.MemberId, 1),
            ],
            CoordinatorDismissed e => [new(SetCoordinator, id, e.MemberId, 0), new(Touch, id, version)],
            _ => [],
        };
    }

    private static IEnumerable<Statement> Joined(string id, long version, string memberId, DateTimeOffset at) =>
        [new(CountJoiner, id, version, memberId), new(Join, id, memberId, at.Milliseconds())];
}
