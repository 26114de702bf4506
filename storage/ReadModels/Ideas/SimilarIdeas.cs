using System.Text.Json;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>Ideas that say much the same, to be shown before somebody posts another one.</summary>
public sealed class SimilarIdeas(IReadConnections connections, ISearchIndex search)
{
    public const int ResultsMax = 20;

    /// <summary>How many tokens of a title and body are looked up.</summary>
    private const int TokensMax = 400;

    /// <summary>The rarest of them decide: common ones cost most to follow and tell least.</summary>
    private const int RarestTokens = 32;

    /// <summary>Those of the title count first, because a title says what the idea is.</summary>
    private const int RarestTitleTokens = 16;

    /// <summary>
    /// Ideas that everyone may see, the most alike first: those that have most of the rarest words, of the newest
    /// <see cref="ISearchIndex.RankedMax"/> that have any.
    /// </summary>
    /// <param name="title">A title, perhaps not finished.</param>
    /// <param name="body">A body, perhaps empty.</param>
    /// <param name="max">At most so many, and never more than <see cref="ResultsMax"/>.</param>
    /// <param name="exceptId">An idea not to give: the one that is compared. Null for none.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<IdeaItem>> FindAsync(
        string title, string body, int max, string? exceptId = null, CancellationToken cancellationToken = default)
    {
        var inTitle = KoreanAnalyser.Tokens(title).Distinct().Take(TokensMax).ToArray();
        var inBody = KoreanAnalyser.Tokens(body).Distinct().Except(inTitle).Take(TokensMax - inTitle.Length).ToArray();
        var counts = await CountAsync([.. inTitle, .. inBody], cancellationToken);
        var rarestInTitle = Rarest(inTitle, counts, RarestTitleTokens);
        var rarest = rarestInTitle.Concat(Rarest(inBody, counts, RarestTokens - rarestInTitle.Count)).ToList();
        if (search.IdeasWith(rarest) is not { } hits)
            return [];
        var sql =
            $"""
            SELECT {IdeaReadSql.ItemColumns}, substr(COALESCE(b.content, ''), 1, {IdeaQueries.ExcerptCharactersMax})
                AS excerpt
            FROM (
            SELECT i.id, h.score
            FROM ({hits.Sql}) h
            JOIN ideas i ON i.id = h.idea_id
            WHERE i.is_public = 1 AND i.id <> @except
            ORDER BY h.score DESC, i.id DESC
            LIMIT {Math.Clamp(max, 1, ResultsMax)}) best
            JOIN ideas i ON i.id = best.id
            {IdeaReadSql.ItemJoins}
            ORDER BY best.score DESC, best.id DESC
            """;
        var parameters = new { match = hits.Match, except = exceptId ?? "", viewer = "" };
        return await connections.ListAsync<IdeaItem>(sql, parameters, cancellationToken);
    }

    private async Task<Dictionary<string, long>> CountAsync(string[] terms, CancellationToken cancellationToken)
    {
        var rows = await connections.ListAsync<TermCount>(
            search.TermCountsSql, new { terms, json = JsonSerializer.Serialize(terms) }, cancellationToken);
        return rows.ToDictionary(row => row.Term, row => row.Documents);
    }

    private static List<string> Rarest(IEnumerable<string> tokens, Dictionary<string, long> counts, int take) =>
    [
        .. tokens.Where(counts.ContainsKey)
            .OrderBy(token => counts[token]).ThenBy(token => token, StringComparer.Ordinal)
            .Take(take),
    ];

    private sealed record TermCount
    {
        public string Term { get; init; } = "";
        public long Documents { get; init; }
    }
}
