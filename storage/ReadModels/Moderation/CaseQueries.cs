using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels.Ideas;

namespace IdeaStorage.Storage.ReadModels.Moderation;

/// <summary>Queues of moderation cases, and what decisions tell those concerned.</summary>
/// <remarks>Who may read a queue is for the caller to decide: <see cref="Viewer.Moderates"/>.</remarks>
public sealed class CaseQueries(IReadConnections connections, IDatabaseWriter writer)
{
    private const string OpenScope = "cases.open";
    private const string DecidedScope = "cases.decided";
    private const string AllScope = "cases";
    private const string NoticesScope = "notices";

    private const string Columns =
        """
        SELECT k.id, k.cluster_id, k.idea_id, k.comment_id, k.author_id, k.is_open, k.flags, k.opened_at, k.changed_at,
            k.decision, k.decided_by, k.decided_at, k.version, r.content AS reason,
            COALESCE(p.display_name, '') AS author_name, dp.display_name AS decided_by_name,
            COALESCE(t.content, '') AS idea_title,
            CASE WHEN k.comment_id IS NULL THEN COALESCE(b.content, '') ELSE COALESCE(cb.content, '') END AS content
        FROM cases k
        LEFT JOIN ideas i ON i.id = k.idea_id
        LEFT JOIN comments c ON c.id = k.comment_id
        LEFT JOIN texts t ON t.id = i.title_id
        LEFT JOIN texts b ON b.id = i.body_id
        LEFT JOIN texts cb ON cb.id = c.body_id
        LEFT JOIN texts r ON r.id = k.reason_id
        LEFT JOIN profiles p ON p.member_id = k.author_id
        LEFT JOIN profiles dp ON dp.member_id = k.decided_by
        """;

    /// <summary>Up to where the viewer has seen their notices.</summary>
    private const string SeenPosition =
        "COALESCE((SELECT s.position FROM notices_seen s WHERE s.member_id = n.member_id), 0)";

    private const string UnseenSql =
        $"SELECT COUNT(*) FROM notices n WHERE n.member_id = @p0 AND n.position > {SeenPosition}";

    // Never beyond the newest notice, or one that is still to come would count as seen.
    private const string SeeSql =
        """
        INSERT INTO notices_seen (member_id, position)
        SELECT member_id, MAX(position) FROM notices
        WHERE member_id = @memberId AND position <= @position GROUP BY member_id
        ON CONFLICT (member_id) DO UPDATE SET position = excluded.position
        WHERE excluded.position > notices_seen.position
        """;

    private const string OwnFlagSql =
        "SELECT category FROM case_flags WHERE case_id = @caseId AND member_id = @memberId";

    private const string FlagsSql =
        """
        SELECT f.case_id, f.member_id, f.category, f.at, n.content AS note, COALESCE(p.display_name, '') AS member_name
        FROM case_flags f
        LEFT JOIN texts n ON n.id = f.note_id
        LEFT JOIN profiles p ON p.member_id = f.member_id
        WHERE f.case_id IN @ids
        ORDER BY f.at, f.member_id
        """;

    private const string RulingsSql =
        """
        SELECT d.decision, d.by_id, d.at, COALESCE(r.content, '') AS reason, COALESCE(p.display_name, '') AS by_name
        FROM case_decisions d
        LEFT JOIN texts r ON r.id = d.reason_id
        LEFT JOIN profiles p ON p.member_id = d.by_id
        WHERE d.case_id = @id
        ORDER BY d.version
        """;

    /// <summary>A cluster's cases: open ones first, in each part the newest change first.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="status">Only these; null for all.</param>
    /// <param name="after">The cursor of the page before.</param>
    /// <param name="limit">See <see cref="PageLimits"/>.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<CaseItem>>> ListAsync(
        string clusterId, CaseStatus? status = null, string? after = null, int? limit = null,
        CancellationToken cancellationToken = default)
    {
        var scope = status switch { CaseStatus.Open => OpenScope, CaseStatus.Decided => DecidedScope, _ => AllScope };
        if (!QueueKey.TryRead(after, scope, out var key))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var sql =
            $"""
            {Columns}
            WHERE k.cluster_id = @clusterId{(status is null ? "" : " AND k.is_open = @isOpen")}
                {(key is null ? "" : "AND (k.is_open, k.changed_at, k.id) < (@keyOpen, @keyAt, @keyId)")}
            ORDER BY k.is_open DESC, k.changed_at DESC, k.id DESC
            LIMIT @take
            """;
        var parameters = new
        {
            clusterId,
            isOpen = status == CaseStatus.Open ? 1 : 0,
            keyOpen = key?.IsOpen,
            keyAt = key?.ChangedAt,
            keyId = key?.Id,
            take = take + 1,
        };
        using var lease = await connections.RentAsync(cancellationToken);
        var rows = await lease.Connection.QueryAsync<CaseItem>(Rows.Command(sql, parameters, cancellationToken));
        var page = rows.AsList().ToPage(take, scope, QueueKey.Of);
        var flags = await lease.Connection.QueryAsync<CaseFlag>(
            Rows.Command(FlagsSql, new { ids = new InList([.. page.Items.Select(row => row.Id)]) }, cancellationToken));
        var byCase = flags.ToLookup(flag => flag.CaseId);
        return page with { Items = [.. page.Items.Select(row => row with { FlagList = [.. byCase[row.Id]] })] };
    }

    /// <summary>A case with its flags and decisions, or null.</summary>
    public async Task<CaseDetail?> FindAsync(string caseId, CancellationToken cancellationToken = default)
    {
        var sql = $"{Columns} WHERE k.id = @id;\n{FlagsSql};\n{RulingsSql}";
        using var lease = await connections.RentAsync(cancellationToken);
        await using var results = await lease.Connection.QueryMultipleAsync(
            Rows.Command(sql, new { id = caseId, ids = new InList([caseId]) }, cancellationToken));
        if (await results.ReadFirstOrDefaultAsync<CaseItem>() is not { } found)
            return null;
        var flags = (await results.ReadAsync<CaseFlag>()).AsList();
        return new CaseDetail(found with { FlagList = flags }, (await results.ReadAsync<CaseRuling>()).AsList());
    }

    /// <summary>What decisions told this member, newest first.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<Notice>>> ListNoticesAsync(
        Viewer viewer, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, NoticesScope, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var sql =
            $"""
            SELECT n.position, n.audience, n.case_id, n.decision, n.at, k.idea_id, k.comment_id,
                COALESCE(r.content, '') AS reason,
                CASE WHEN {IdeaVisibility.Condition(viewer)} THEN COALESCE(t.content, '') END AS idea_title,
                n.position <= {SeenPosition} AS is_seen
            FROM notices n
            JOIN cases k ON k.id = n.case_id
            LEFT JOIN texts r ON r.id = n.reason_id
            LEFT JOIN ideas i ON i.id = k.idea_id
            LEFT JOIN texts t ON t.id = i.title_id
            WHERE n.member_id = @viewer AND n.position < @before
            ORDER BY n.position DESC
            LIMIT @take
            """;
        var parameters = new
        {
            viewer = viewer.MemberId ?? "",
            coordinated = new InList(viewer.CoordinatedClusters),
            before = cursor?.Number ?? long.MaxValue,
            take = take + 1,
        };
        var rows = await connections.ListAsync<Notice>(sql, parameters, cancellationToken);
        return rows.ToPage(take, NoticesScope, row => Cursor.Of(row.Position, row.CaseId));
    }

    /// <summary>How many notices the member has not seen. Asked with every page, so it costs microseconds.</summary>
    public async ValueTask<int> CountUnseenNoticesAsync(
        string memberId, CancellationToken cancellationToken = default)
    {
        using var lease = await connections.RentAsync(cancellationToken);
        Span<long> count = stackalloc long[1];
        return lease.TryReadNumbers(UnseenSql, memberId, count) ? (int)count[0] : 0;
    }

    /// <summary>Marks notices as seen, up to and with a position; what was seen stays seen.</summary>
    public Task SeeNoticesAsync(string memberId, long position, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) => connection.Execute(SeeSql, new { memberId, position }, transaction),
            cancellationToken);

    /// <summary>Whether the member flagged the case's target before.</summary>
    public async Task<bool> HasFlaggedAsync(
        string caseId, string memberId, CancellationToken cancellationToken = default) =>
        await connections.FindAsync<string>(OwnFlagSql, new { caseId, memberId }, cancellationToken) is not null;

    /// <summary>The last row of a page of a queue.</summary>
    private sealed record QueueKey(long IsOpen, long ChangedAt, string Id)
    {
        /// <summary>Open cases lie above decided ones, so one number orders both parts.</summary>
        private const long OpenBase = 1L << 60;

        public static Cursor Of(CaseItem row) =>
            Cursor.Of(row.ChangedAt.ToUnixTimeMilliseconds() + (row.IsOpen ? OpenBase : 0), row.Id);

        public static bool TryRead(string? after, string scope, out QueueKey? key)
        {
            key = null;
            if (!Cursor.TryRead(after, scope, KeyKind.Number, out var cursor))
                return false;
            if (cursor is not null)
                key = new QueueKey(cursor.Number / OpenBase, cursor.Number % OpenBase, cursor.Id);
            return true;
        }
    }
}
