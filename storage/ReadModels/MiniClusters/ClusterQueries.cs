using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.MiniClusters;

/// <summary>Mini-clusters with their counts, members and coordinators.</summary>
public sealed class ClusterQueries(IReadConnections connections)
{
    private const string ListScope = "clusters";
    private const string MembersScope = "cluster-members";

    private const string Columns =
        """
        SELECT c.id, c.name_key, COALESCE(n.content, '') AS name, COALESCE(d.content, '') AS description, c.tags,
            c.lifecycle, c.members, COALESCE(ci.ideas, 0) AS ideas, c.created_at
        """;

    private const string Joins =
        """
        FROM clusters c
        LEFT JOIN texts n ON n.id = c.name_id
        LEFT JOIN texts d ON d.id = c.description_id
        LEFT JOIN cluster_ideas ci ON ci.cluster_id = c.id
        """;

    private const string ListSql =
        $"""
        {Columns} {Joins}
        WHERE (@lifecycle IS NULL OR c.lifecycle = @lifecycle) AND (c.name_key, c.id) > (@key, @last)
        ORDER BY c.name_key, c.id
        LIMIT @take
        """;

    private const string FindSql =
        $"""
        {Columns}, c.rules AS rules_text, c.source, c.version,
            EXISTS (SELECT 1 FROM cluster_members m WHERE m.cluster_id = c.id AND m.member_id = @viewer) AS is_member,
            EXISTS (
                SELECT 1 FROM cluster_members m
                WHERE m.cluster_id = c.id AND m.member_id = @viewer AND m.is_coordinator = 1) AS is_coordinator
        {Joins}
        WHERE c.id = @id
        """;

    private const string StandingSql =
        """
        SELECT c.lifecycle, c.rules,
            EXISTS (SELECT 1 FROM cluster_members m WHERE m.cluster_id = c.id AND m.member_id = @viewer) AS is_member,
            EXISTS (
                SELECT 1 FROM cluster_members m
                WHERE m.cluster_id = c.id AND m.member_id = @viewer AND m.is_coordinator = 1) AS is_coordinator
        FROM clusters c WHERE c.id = @id
        """;

    private const string MemberColumns =
        """
        SELECT m.id, COALESCE(p.handle, '') AS handle, COALESCE(p.display_name, '') AS display_name, m.organisation_id,
            n.content AS organisation_name, m.tags, m.is_operator, m.origin, m.created_at, cm.is_coordinator,
            cm.joined_at
        FROM cluster_members cm
        JOIN members m ON m.id = cm.member_id
        LEFT JOIN profiles p ON p.member_id = m.id
        LEFT JOIN organisations o ON o.id = m.organisation_id
        LEFT JOIN texts n ON n.id = o.name_id
        """;

    private const string CoordinatorsSql =
        $"{MemberColumns} WHERE cm.cluster_id = @id AND cm.is_coordinator = 1 ORDER BY cm.joined_at, cm.member_id";

    private const string MembersSql =
        $"{MemberColumns} WHERE cm.cluster_id = @id AND cm.member_id > @last ORDER BY cm.member_id LIMIT @take";

    /// <summary>One page of mini-clusters by name.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<ClusterItem>>> ListAsync(
        ClusterLifecycle? lifecycle = null, string? after = null, int? limit = null,
        CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, ListScope, KeyKind.Text, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var parameters = new
        {
            lifecycle = lifecycle?.ToString(),
            key = cursor?.Key ?? "",
            last = cursor?.Id ?? "",
            take = take + 1,
        };
        var rows = await connections.ListAsync<ClusterItem>(ListSql, parameters, cancellationToken);
        return rows.ToPage(take, ListScope, row => new Cursor(row.NameKey, row.Id));
    }

    /// <summary>A mini-cluster with its coordinators, or null.</summary>
    public async Task<ClusterDetail?> FindAsync(
        string clusterId, Viewer viewer, CancellationToken cancellationToken = default)
    {
        var parameters = new { id = clusterId, viewer = viewer.MemberId ?? "" };
        using var lease = await connections.RentAsync(cancellationToken);
        await using var results = await lease.Connection.QueryMultipleAsync(
            Rows.Command($"{FindSql};\n{CoordinatorsSql}", parameters, cancellationToken));
        var cluster = await results.ReadFirstOrDefaultAsync<ClusterDetail>();
        return cluster is null
            ? null
            : cluster with { Coordinators = (await results.ReadAsync<ClusterMember>()).AsList() };
    }

    /// <summary>
    /// The viewer's place in a cluster, to offer only what its rules allow; nowhere if there is none.
    /// </summary>
    public async Task<ClusterStanding> FindStandingAsync(
        string clusterId, Viewer viewer, CancellationToken cancellationToken = default)
    {
        var parameters = new { id = clusterId, viewer = viewer.MemberId ?? "" };
        var row = await connections.FindAsync<StandingRow>(StandingSql, parameters, cancellationToken);
        return row is null
            ? ClusterStanding.Nowhere
            : new ClusterStanding(
                clusterId, Exists: true, row.Lifecycle, RulesJson.Read(row.Rules), row.IsMember, row.IsCoordinator);
    }

    /// <summary>The members of a mini-cluster.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<ClusterMember>>> ListMembersAsync(
        string clusterId, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, MembersScope, KeyKind.Text, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var parameters = new { id = clusterId, last = cursor?.Id ?? "", take = take + 1 };
        var rows = await connections.ListAsync<ClusterMember>(MembersSql, parameters, cancellationToken);
        return rows.ToPage(take, MembersScope, row => new Cursor("", row.Id));
    }

    private sealed record StandingRow
    {
        public ClusterLifecycle Lifecycle { get; init; }
        public string Rules { get; init; } = "";
        public bool IsMember { get; init; }
        public bool IsCoordinator { get; init; }
    }
}
