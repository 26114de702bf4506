using System.Text;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.Tags;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Organisations;

/// <summary>Lists of organisations, and single ones.</summary>
public sealed class OrganisationQueries(IReadConnections connections, ISearchIndex search)
{
    private const string MembersScope = "organisation-members";

    private const string Columns =
        """
        SELECT o.id, o.kind, o.name_key, o.region, o.complex, o.industries, o.tags, o.members,
            COALESCE(n.content, '') AS name, COALESCE(pr.content, '') AS products
        """;

    private const string Joins =
        """
        LEFT JOIN texts n ON n.id = o.name_id
        LEFT JOIN texts pr ON pr.id = o.products_id
        """;

    private const string FindSql =
        $"""
        {Columns}, o.registration_number, o.source, o.home_page, o.registered_by, o.created_at, o.version,
            COALESCE(f.content, '') AS offers, COALESCE(d.content, '') AS needs
        FROM organisations o
        {Joins}
        LEFT JOIN texts f ON f.id = o.offers_id
        LEFT JOIN texts d ON d.id = o.needs_id
        """;

    private const string MembersSql =
        """
        SELECT m.id, COALESCE(p.handle, '') AS handle, COALESCE(p.display_name, '') AS display_name, m.organisation_id,
            m.tags, m.is_operator, m.origin, m.created_at
        FROM organisation_members om
        JOIN members m ON m.id = om.member_id
        LEFT JOIN profiles p ON p.member_id = m.id
        WHERE om.organisation_id = @id AND om.member_id > @last
        ORDER BY om.member_id
        LIMIT @take
        """;

    /// <summary>An organisation, or null.</summary>
    public Task<OrganisationDetail?> FindAsync(string organisationId, CancellationToken cancellationToken = default) =>
        connections.FindAsync<OrganisationDetail>(
            $"{FindSql} WHERE o.id = @id", new { id = organisationId }, cancellationToken);

    /// <summary>The only organisation of this name, however it is written; null if there is none, or several.</summary>
    public async Task<string?> FindNamedAsync(string name, CancellationToken cancellationToken = default)
    {
        var found = await connections.ListAsync<string>(
            "SELECT id FROM organisations WHERE name_key = @key LIMIT 2", new { key = KoreanAnalyser.Fold(name) },
            cancellationToken);
        return found is [{ } id] ? id : null;
    }

    /// <summary>The members of an organisation.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<MemberItem>>> ListMembersAsync(
        string organisationId, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, MembersScope, KeyKind.Text, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var parameters = new { id = organisationId, last = cursor?.Id ?? "", take = take + 1 };
        var rows = await connections.ListAsync<MemberItem>(MembersSql, parameters, cancellationToken);
        return rows.ToPage(take, MembersScope, row => new Cursor("", row.Id));
    }

    /// <summary>
    /// One page of a list. A search text must be found with all of its words; if that finds nothing at all, with any.
    /// </summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<OrganisationItem>>> ListAsync(
        OrganisationFilter filter, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(filter.Text))
            return await ReadAsync(filter, null, cancellationToken) ?? (Result<Page<OrganisationItem>>)Cursor.Refused;
        var isFirstPage = string.IsNullOrEmpty(filter.After);
        foreach (var mode in (MatchMode[])[MatchMode.All, MatchMode.Any])
        {
            if (search.Organisations(filter.Text, mode) is not { } hits)
                return isFirstPage ? Page<OrganisationItem>.Empty : Cursor.Refused;
            var page = await ReadAsync(filter, hits, cancellationToken);
            if (page is not null && (page.Items.Count > 0 || !isFirstPage || mode == MatchMode.Any))
                return page;
        }
        return Cursor.Refused;
    }

    private async Task<Page<OrganisationItem>?> ReadAsync(
        OrganisationFilter filter, SearchClause? hits, CancellationToken cancellationToken)
    {
        var scope = hits is null ? "organisations" : $"organisations.{hits.Mode}";
        var kind = hits is null ? KeyKind.Text : KeyKind.Score;
        if (!Cursor.TryRead(filter.After, scope, kind, out var cursor))
            return null;
        var take = PageLimits.Clamp(filter.Limit);
        var (from, below) = filter.Industry is { } industry ? TagKeys.OfIndustry(industry) : ("", "");
        var parameters = new
        {
            kind = filter.Kind?.ToString(),
            region = filter.Region,
            from,
            below,
            match = hits?.Match,
            key = cursor is null ? null : hits is null ? cursor.Key : (object)cursor.Score,
            last = cursor?.Id,
        };
        var rows = await connections.ListAsync<OrganisationItem>(
            ListSql(filter, hits, cursor is not null, take + 1), parameters, cancellationToken);
        return rows.ToPage(
            take, scope, row => hits is null ? new Cursor(row.NameKey, row.Id) : Cursor.Of(row.SortScore, row.Id));
    }

    private static string ListSql(OrganisationFilter filter, SearchClause? hits, bool isContinued, int take)
    {
        var (sql, filters) = (new StringBuilder(Columns), Filters(filter));
        sql.Append(hits is null ? "" : ", h.score AS sort_score").Append(" FROM organisations o ");
        if (hits is not null)
        {
            // Filtered before the newest are taken, or older ones that meet the filter would not be found.
            var found = filters.Length == 0
                ? hits.Sql
                : hits.SqlWhere($"EXISTS (SELECT 1 FROM organisations o WHERE o.id = organisation_id{filters})");
            sql.Append($"JOIN ({found}) h ON h.organisation_id = o.id ");
        }

        sql.Append(Joins).Append(" WHERE 1 = 1").Append(filters);
        var (after, order) = hits is null
            ? ("(o.name_key, o.id) > (@key, @last)", "o.name_key, o.id")
            : ("(h.score, o.id) < (@key, @last)", "h.score DESC, o.id DESC");
        if (isContinued)
            sql.Append(" AND ").Append(after);
        return sql.Append(" ORDER BY ").Append(order).Append($" LIMIT {take}").ToString();
    }

    private static string Filters(OrganisationFilter filter)
    {
        var sql = new StringBuilder();
        if (filter.Kind is not null)
            sql.Append(" AND o.kind = @kind");
        if (filter.Region is not null)
            sql.Append(" AND o.region = @region");
        if (filter.Industry is not null)
        {
            sql.Append(
                " AND o.id IN (SELECT organisation_id FROM organisation_industries "
                + "WHERE code >= @from AND code < @below)");
        }

        return sql.ToString();
    }
}
