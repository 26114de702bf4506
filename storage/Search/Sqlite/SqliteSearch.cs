using System.Text;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>Full-text search with FTS5 (https://www.sqlite.org/fts5.html).</summary>
internal sealed class SqliteSearch : ISearchIndex
{
    // A comment is a short row of its own: it weighs little. The newest rows, which the index does not hold yet, are
    // looked into one by one; there are seldom more of them than the index takes at once.
    private static readonly string IdeasSql = IdeasBy("s.title, s.tags, s.body, s.comment, s.initials");
    private static readonly string IdeasWithSql = IdeasBy("s.title, s.tags, s.body");

    private const string Score =
        $"{SearchScore.Function}(@match, 8, s.title, 5, s.tags, 2, s.body, 0.3, s.comment, 4, s.initials)";

    private static readonly string OrganisationsSql =
        $"""
        SELECT organisation_id,
            {SearchScore.Function}(@match, 8, name, 4, tags, 3, products, 2, offers, 2, needs, 4, initials) AS score
        FROM organisation_search
        WHERE organisation_search MATCH @match AND {SearchClause.Everywhere}
        ORDER BY rowid DESC
        LIMIT {ISearchIndex.RankedMax}
        """;

    private const string MembersSql =
        """
        SELECT member_id, 0 AS score FROM profiles
        WHERE lower(display_name) GLOB @match OR lower(handle_key) GLOB @match
        """;

    /// <summary>
    /// Where the 100th newest row with a term stands tells how common it is; rarer ones are counted. The vocabulary of
    /// FTS5 would count every row. The rows above the index are counted all.
    /// </summary>
    private const string CountsSql =
        $"""
        WITH pending AS MATERIALIZED (
            SELECT key AS term, value AS documents FROM json_each((
                SELECT {TermCounts.Function}(@json, title, tags, body, comment, initials) FROM idea_search
                WHERE position > {SqliteIndexing.Highest}))
        )
        SELECT term, documents FROM (
            SELECT t.value AS term, COALESCE(p.documents, 0) + COALESCE(
                (SELECT 100 * head.id / (head.id - s.rowid + 1) FROM idea_search_index s
                 WHERE s.idea_search_index MATCH '"' || t.value || '"' ORDER BY s.rowid DESC LIMIT 1 OFFSET 99),
                (SELECT count(*) FROM (
                    SELECT 1 FROM idea_search_index s
                    WHERE s.idea_search_index MATCH '"' || t.value || '"' LIMIT 100)))
                AS documents
            FROM json_each(@json) t
            CROSS JOIN (SELECT {SqliteIndexing.Highest} AS id) head
            LEFT JOIN pending p ON p.term = t.value)
        WHERE documents > 0
        """;

    public string TermCountsSql => CountsSql;

    public SearchClause? Ideas(string text, MatchMode mode) => Clause(IdeasSql, text, mode);

    public SearchClause? Organisations(string text, MatchMode mode) => Clause(OrganisationsSql, text, mode);

    public SearchClause Members(string text)
    {
        var pattern = new StringBuilder("*");
        foreach (var character in KoreanAnalyser.Fold(text.Trim()).Take(KoreanAnalyser.WordCharactersMax))
            pattern.Append(Pattern(character));
        return new SearchClause(MembersSql, pattern.Append('*').ToString(), MatchMode.All);
    }

    public SearchClause? IdeasWith(IReadOnlyCollection<string> tokens) => tokens.Count == 0
        ? null
        : new SearchClause(
            IdeasWithSql, $"{{title tags body}} : ({string.Join(" OR ", tokens.Select(Quoted))})", MatchMode.Any);

    /// <summary>
    /// Both halves come in the order that is asked for, by the table and by FTS5, so nothing is sorted, and no row is
    /// read beyond the limit. For words side by side FTS5 is asked for the rarest of them alone, unless that gives as
    /// many rows as are ranked at most; each row that it gives is then looked into.
    /// </summary>
    /// <param name="columns">Of <c>s</c>, in which a word may stand.</param>
    private static string IdeasBy(string columns) =>
        $"""
        WITH narrowed AS MATERIALIZED (
            SELECT {SearchNarrowing.Function}(@match, (
                SELECT json_group_object(t.value, COALESCE((
                    SELECT s.rowid FROM idea_search_index s
                    WHERE s.idea_search_index MATCH '"' || t.value || '"' ORDER BY s.rowid DESC LIMIT 1 OFFSET 99), 0))
                FROM json_each({SearchNarrowing.Tokens}(@match)) t)) AS match),
        asked AS MATERIALIZED (
            SELECT CASE WHEN match <> @match AND EXISTS (
                SELECT 1 FROM idea_search_index s WHERE s.idea_search_index MATCH narrowed.match
                LIMIT 1 OFFSET {ISearchIndex.RankedMax - 1}) THEN @match ELSE match END AS match
            FROM narrowed)
        SELECT idea_id, MAX(score) AS score
        FROM (
            SELECT position, idea_id, {Score} AS score FROM idea_search s
            WHERE position > {SqliteIndexing.Highest} AND hidden = 0
                AND {SearchMatch.Function}(@match, {columns}) AND {SearchClause.Everywhere}
            UNION ALL
            SELECT idea_search_index.rowid, idea_id, {Score} AS score
            FROM idea_search_index CROSS JOIN idea_search s ON s.position = idea_search_index.rowid
            WHERE idea_search_index MATCH (SELECT match FROM asked) AND hidden = 0
                AND ((SELECT match FROM asked) = @match OR {SearchMatch.Function}(@match, {columns}))
                AND {SearchClause.Everywhere}
            ORDER BY position DESC
            LIMIT {ISearchIndex.RankedMax})
        GROUP BY idea_id
        """;

    private static SearchClause? Clause(string sql, string text, MatchMode mode)
    {
        var words = SearchedWords.Of(text)
            .Select(word => mode == MatchMode.All ? Exactly(word) : Loosely(word))
            .ToList();
        return words.Count == 0
            ? null
            : new SearchClause(sql, string.Join(mode == MatchMode.All ? " AND " : " OR ", words), mode);
    }

    /// <summary>The word as such, or its pairs side by side: a part of a compound is found too.</summary>
    private static string Exactly(Word word)
    {
        if (word.Script == Script.Initials)
            return ByInitials(word);
        var pairs = word.Pairs;
        return pairs.Count == 0 ? Quoted(word.Stem) : $"({Quoted(word.Stem)} OR {Quoted(string.Join(' ', pairs))})";
    }

    private static string Loosely(Word word) =>
        word.Script == Script.Initials
            ? ByInitials(word)
            : string.Join(" OR ", word.Pairs.Prepend(word.Surface).Prepend(word.Stem).Distinct().Select(Quoted));

    private static string ByInitials(Word word) =>
        Quoted(word.Surface[..Math.Min(Word.InitialsMax, word.Surface.Length)]) + " *";

    /// <summary>Tokens hold letters and digits only, so a quoted one cannot end its quotes.</summary>
    private static string Quoted(string token) => $"\"{token}\"";

    private static string Pattern(char character)
    {
        if (Hangul.IsInitial(character))
        {
            var (from, to) = Hangul.SyllablesWith(character);
            return $"[{character}{from}-{to}]";
        }
        return character is '*' or '?' or '[' ? $"[{character}]" : character.ToString();
    }
}
