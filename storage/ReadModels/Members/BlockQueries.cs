using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.ReadModels.Members;

/// <summary>
/// The organisations that a member blocks: for that member's own eyes, and for what is recommended to them.
/// </summary>
public sealed class BlockQueries(IReadConnections connections)
{
    private const string Scope = "blocks";

    private const string IdsSql = "SELECT organisation_id FROM blocked_organisations WHERE member_id = @memberId";

    private const string ListSql =
        """
        SELECT b.organisation_id AS id, COALESCE(n.content, '') AS name, b.at
        FROM blocked_organisations b
        LEFT JOIN organisations o ON o.id = b.organisation_id
        LEFT JOIN texts n ON n.id = o.name_id
        WHERE b.member_id = @memberId AND (b.at, b.organisation_id) < (@at, @last)
        ORDER BY b.at DESC, b.organisation_id DESC
        LIMIT @take
        """;

    /// <summary>All of them, in no order.</summary>
    public Task<IReadOnlyList<string>> ListIdsAsync(string memberId, CancellationToken cancellationToken = default) =>
        connections.ListAsync<string>(IdsSql, new { memberId }, cancellationToken);

    /// <summary>With names, the latest first.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<BlockedOrganisation>>> ListAsync(
        string memberId, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, Scope, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var parameters = new
        {
            memberId,
            at = cursor?.Number ?? long.MaxValue,
            last = cursor?.Id ?? "",
            take = take + 1,
        };
        var rows = await connections.ListAsync<BlockedOrganisation>(ListSql, parameters, cancellationToken);
        return rows.ToPage(take, Scope, row => Cursor.Of(row.At.ToUnixTimeMilliseconds(), row.Id));
    }
}
