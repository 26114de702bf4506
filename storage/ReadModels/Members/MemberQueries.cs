using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Members;

/// <summary>Members with their names, places and rights.</summary>
public sealed class MemberQueries(IReadConnections connections, ISearchIndex search)
{
    private const string SearchScope = "members";

    private const string Columns =
        """
        SELECT m.id, COALESCE(p.handle, '') AS handle, COALESCE(p.display_name, '') AS display_name, m.organisation_id,
            n.content AS organisation_name, m.tags, m.is_operator, m.origin, m.created_at
        """;

    private const string Joins =
        """
        FROM members m
        LEFT JOIN profiles p ON p.member_id = m.id
        LEFT JOIN organisations o ON o.id = m.organisation_id
        LEFT JOIN texts n ON n.id = o.name_id
        """;

    private const string FindSql = $"{Columns}, m.locale, p.email, m.version, m.uses_activity {Joins} WHERE m.id = @id";

    private const string ClustersSql =
        """
        SELECT c.id, COALESCE(n.content, '') AS name, cm.is_coordinator, cm.joined_at
        FROM cluster_members cm
        JOIN clusters c ON c.id = cm.cluster_id
        LEFT JOIN texts n ON n.id = c.name_id
        WHERE cm.member_id = @id
        ORDER BY cm.joined_at, c.id
        """;

    private const string FindIdSql = "SELECT member_id FROM profiles WHERE handle_key = @key";

    private static string SearchSql(SearchClause hits) =>
        $"""
        {Columns} {Joins}
        JOIN ({hits.Sql}) h ON h.member_id = m.id
        WHERE (p.handle_key, m.id) > (@key, @last)
        ORDER BY p.handle_key, m.id
        LIMIT @take
        """;

    /// <summary>A member with their clusters, or null.</summary>
    public async Task<MemberDetail?> FindAsync(string memberId, CancellationToken cancellationToken = default)
    {
        using var lease = await connections.RentAsync(cancellationToken);
        await using var results = await lease.Connection.QueryMultipleAsync(
            Rows.Command($"{FindSql};\n{ClustersSql}", new { id = memberId }, cancellationToken));
        var member = await results.ReadFirstOrDefaultAsync<MemberDetail>();
        return member is null
            ? null
            : member with { Clusters = (await results.ReadAsync<MemberCluster>()).AsList() };
    }

    /// <summary>The id of the member with this user name, regardless of case, or null.</summary>
    public Task<string?> FindIdByHandleAsync(string handle, CancellationToken cancellationToken = default) =>
        connections.FindAsync<string>(FindIdSql, new { key = HandleKey.Of(handle) }, cancellationToken);

    /// <summary>
    /// Members whose name or user name holds the text; initial consonants (ㄱㅎㄷ) find names too.
    /// In the order of user names.
    /// </summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<MemberItem>>> SearchAsync(
        string text, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, SearchScope, KeyKind.Text, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var hits = search.Members(text);
        var parameters = new { match = hits.Match, key = cursor?.Key ?? "", last = cursor?.Id ?? "", take = take + 1 };
        var rows = await connections.ListAsync<MemberItem>(SearchSql(hits), parameters, cancellationToken);
        return rows.ToPage(take, SearchScope, row => new Cursor(HandleKey.Of(row.Handle), row.Id));
    }
}
