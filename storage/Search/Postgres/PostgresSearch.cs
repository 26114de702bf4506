using System.Text;

namespace IdeaStorage.Storage.Search.Postgres;

/// <summary>Full-text search with <c>tsvector</c> and GIN
/// (https://www.postgresql.org/docs/current/textsearch.html).</summary>
internal sealed class PostgresSearch : ISearchIndex
{
    // The weights of D, C, B and A: comment, body, tags and initials, title. The planner knows which words are common:
    // it walks over the newest rows for those, and asks the index for others. So what is searched for stands in the
    // statement itself: the kept plan of a statement with a parameter would be one for any words.
    private static readonly string IdeasSql =
        $$"""
        SELECT idea_id, CAST(max(ts_rank('{0.04, 0.25, 0.6, 1}', words, @match)) AS float8) AS score
        FROM (
            SELECT idea_id, words FROM idea_search
            WHERE words @@ @match AND hidden = 0 AND {{SearchClause.Everywhere}}
            ORDER BY position DESC
            LIMIT {{ISearchIndex.RankedMax}}) AS newest
        GROUP BY idea_id
        """;

    // Offers and needs, products, tags and initials, name.
    private static readonly string OrganisationsSql =
        $$"""
        SELECT organisation_id,
            CAST(ts_rank('{0.25, 0.4, 0.5, 1}', words, @match) AS float8) AS score
        FROM (
            SELECT organisation_id, words FROM organisation_search
            WHERE words @@ @match AND {{SearchClause.Everywhere}}
            ORDER BY position DESC
            LIMIT {{ISearchIndex.RankedMax}}) AS newest
        """;

    private const string MembersSql =
        """
        SELECT member_id, 0 AS score FROM profiles
        WHERE lower(display_name) ~ @match OR lower(handle_key) ~ @match
        """;

    /// <summary>
    /// How many rows hold a common word is known to the planner, from the last ANALYZE; rare ones are counted, which is
    /// quick because they are rare.
    /// </summary>
    private const string CountsSql =
        """
        WITH common AS (
            SELECT m.term, CAST(m.share * c.reltuples AS bigint) AS documents
            FROM pg_stats s
            JOIN pg_class c ON c.oid = CAST('idea_search' AS regclass)
            CROSS JOIN LATERAL unnest(
                CAST(CAST(s.most_common_elems AS text) AS text[]), s.most_common_elem_freqs) AS m (term, share)
            WHERE s.schemaname = current_schema() AND s.tablename = 'idea_search' AND s.attname = 'words'
                AND m.term = ANY (@terms)
        ), counted AS (
            SELECT t.term, COALESCE(
                c.documents,
                (SELECT count(*) FROM (
                    SELECT FROM idea_search WHERE words @@ CAST('''' || t.term || '''' AS tsquery)
                    LIMIT 1000) AS found))
                AS documents
            FROM unnest(@terms) AS t (term)
            LEFT JOIN common c ON c.term = t.term
        )
        SELECT term, documents FROM counted WHERE documents > 0
        """;

    public string TermCountsSql => CountsSql;

    public SearchClause? Ideas(string text, MatchMode mode) => Clause(IdeasSql, text, mode);

    public SearchClause? Organisations(string text, MatchMode mode) => Clause(OrganisationsSql, text, mode);

    public SearchClause Members(string text)
    {
        var pattern = new StringBuilder();
        foreach (var rune in KoreanAnalyser.Fold(text.Trim()).EnumerateRunes().Take(KoreanAnalyser.WordCharactersMax))
            pattern.Append(Pattern(rune));
        return new SearchClause(MembersSql, pattern.ToString(), MatchMode.All);
    }

    public SearchClause? IdeasWith(IReadOnlyCollection<string> tokens) => tokens.Count == 0
        ? null
        : About(IdeasSql, string.Join(" | ", tokens.Select(token => $"'{token}':ABC")), MatchMode.Any);

    /// <summary>A statement about what is searched for, as its text.</summary>
    private static SearchClause About(string sql, string match, MatchMode mode) =>
        new(sql.Replace("@match", $"CAST({Literal(match)} AS tsquery)", StringComparison.Ordinal), match, mode);

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static SearchClause? Clause(string sql, string text, MatchMode mode)
    {
        var words = SearchedWords.Of(text)
            .Select(word => mode == MatchMode.All ? Exactly(word) : Loosely(word))
            .ToList();
        return words.Count == 0
            ? null
            : About(sql, string.Join(mode == MatchMode.All ? " & " : " | ", words), mode);
    }

    /// <summary>The word as such, or its pairs side by side: a part of a compound is found too.</summary>
    private static string Exactly(Word word)
    {
        if (word.Script == Script.Initials)
            return ByInitials(word);
        var pairs = word.Pairs;
        return pairs.Count == 0
            ? Quoted(word.Stem)
            : $"({Quoted(word.Stem)} | {string.Join(" <-> ", pairs.Select(Quoted))})";
    }

    private static string Loosely(Word word) =>
        word.Script == Script.Initials
            ? ByInitials(word)
            : string.Join(" | ", word.Pairs.Prepend(word.Surface).Prepend(word.Stem).Distinct().Select(Quoted));

    private static string ByInitials(Word word) =>
        Quoted(word.Surface[..Math.Min(Word.InitialsMax, word.Surface.Length)]) + ":*B";

    /// <summary>Tokens hold letters and digits only, so a quoted one cannot end its quotes.</summary>
    private static string Quoted(string token) => $"'{token}'";

    private static string Pattern(Rune rune)
    {
        if (rune.IsBmp && Hangul.IsInitial((char)rune.Value))
        {
            var (from, to) = Hangul.SyllablesWith((char)rune.Value);
            return $"[{rune}{from}-{to}]";
        }

        // A name holds no control characters; PostgreSQL takes no NUL in a text.
        if (Rune.IsControl(rune))
            return " ";
        return Rune.IsLetterOrDigit(rune) ? rune.ToString() : $"[{(rune.Value is '^' or '\\' ? "\\" : "")}{rune}]";
    }
}
