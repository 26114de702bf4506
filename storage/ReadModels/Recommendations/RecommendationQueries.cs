using Dapper;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Recommendations;

/// <summary>What the recommender is trained on. For what happens afterwards it reads the log.</summary>
public sealed class RecommendationQueries(IReadConnections connections)
{
    private const string PositionSql = "SELECT COALESCE(MAX(position), 0) FROM events";

    private const string MembersSql = "SELECT id, organisation_id, tags FROM members ORDER BY id";

    private const string OrganisationsSql =
        """
        SELECT o.id, o.kind, o.region, o.complex, o.industries, o.tags, o.members, COALESCE(n.content, '') AS name,
            COALESCE(p.content, '') AS products, COALESCE(f.content, '') AS offers, COALESCE(d.content, '') AS needs
        FROM organisations o
        LEFT JOIN texts n ON n.id = o.name_id
        LEFT JOIN texts p ON p.id = o.products_id
        LEFT JOIN texts f ON f.id = o.offers_id
        LEFT JOIN texts d ON d.id = o.needs_id
        ORDER BY o.id
        """;

    private const string IdeasSql =
        """
        SELECT i.id, i.cluster_id, i.author_id, i.tags, i.stage, i.visibility, COALESCE(t.content, '') AS title,
            COALESCE(b.content, '') AS body
        FROM ideas i
        LEFT JOIN texts t ON t.id = i.title_id
        LEFT JOIN texts b ON b.id = i.body_id
        WHERE i.stage <> 'Draft'
        ORDER BY i.id
        """;

    private const string ClustersSql =
        """
        SELECT c.id, c.tags, COALESCE(n.content, '') AS name
        FROM clusters c LEFT JOIN texts n ON n.id = c.name_id
        ORDER BY c.id
        """;

    private const string ActivitiesSql =
        """
        SELECT 'Posted' AS kind, author_id AS member_id, 'Idea' AS target, id AS target_id, created_at AS at,
            NULL AS answer
        FROM ideas WHERE stage <> 'Draft'
        UNION ALL SELECT 'Commented', author_id, 'Idea', idea_id, created_at, NULL FROM comments
        UNION ALL SELECT 'Supported', member_id, 'Idea', idea_id, at, NULL FROM supports
        UNION ALL SELECT 'Followed', member_id, 'Idea', idea_id, at, NULL FROM follows
        UNION ALL SELECT 'Joined', member_id, 'Cluster', cluster_id, joined_at, NULL FROM cluster_members
        UNION ALL SELECT 'Answered', member_id, kind, target_id, at, answer FROM recommendation_answers
        ORDER BY 5, 2, 4, 1
        """;

    /// <summary>Everything, as of one moment: a read transaction holds it together.</summary>
    public async Task<RecommendationData> ReadAsync(CancellationToken cancellationToken = default)
    {
        using var lease = connections.Rent();
        // As a statement, because the driver would begin a transaction that takes the write lock.
        await lease.Connection.ExecuteAsync("BEGIN TRANSACTION");
        var data = new RecommendationData(
            (await Read<long>(PositionSql))[0],
            await Read<MemberFeatures>(MembersSql),
            await Read<OrganisationFeatures>(OrganisationsSql),
            await Read<IdeaFeatures>(IdeasSql),
            await Read<ClusterFeatures>(ClustersSql),
            [.. (await Read<ActivityRow>(ActivitiesSql)).Select(row => row.ToActivity())]);
        await lease.Connection.ExecuteAsync("COMMIT TRANSACTION");
        return data;

        async Task<List<T>> Read<T>(string sql) =>
            (await lease.Connection.QueryAsync<T>(
                new CommandDefinition(sql, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>The answer is text here: in a union a column has no declared type, and most rows have none.</summary>
    private sealed record ActivityRow
    {
        public ActivityKind Kind { get; init; }
        public string MemberId { get; init; } = "";
        public ActivityTarget Target { get; init; }
        public string TargetId { get; init; } = "";
        public DateTimeOffset At { get; init; }
        public string? Answer { get; init; }

        public Activity ToActivity() => new()
        {
            Kind = Kind,
            MemberId = MemberId,
            Target = Target,
            TargetId = TargetId,
            At = At,
            Answer = Answer is null ? null : Enum.Parse<RecommendationAnswer>(Answer),
        };
    }
}
