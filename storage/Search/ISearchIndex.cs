namespace IdeaStorage.Storage.Search;

/// <summary>
/// What differs between databases in full-text search: how a text that somebody typed becomes a sub-query. Whatever the
/// text is, the sub-query is valid.
/// </summary>
public interface ISearchIndex
{
    /// <summary>
    /// Of what is found the newest so many are ranked, and the others are not given: a common word must not cost more
    /// the larger the installation is. Ideas and their comments count one each; what
    /// <see cref="SearchClause.SqlWhere"/> leaves out does not count.
    /// </summary>
    const int RankedMax = 3_000;

    /// <summary>Gives <c>term</c>, <c>documents</c> for those of <c>@terms</c> (<c>@json</c>) that ideas hold; where
    /// there are many it is an estimate.</summary>
    string TermCountsSql { get; }

    /// <summary>Finds ideas by title, tags, body and comments. Null if the text holds nothing to search for.</summary>
    SearchClause? Ideas(string text, MatchMode mode);

    /// <summary>Finds organisations by name, tags, products, offers and needs. Null as above.</summary>
    SearchClause? Organisations(string text, MatchMode mode);

    /// <summary>Finds members whose name or user name holds the text; initial consonants stand for syllables.</summary>
    SearchClause Members(string text);

    /// <summary>Finds ideas by any of these tokens in title, tags or body. Null if there are none.</summary>
    SearchClause? IdeasWith(IReadOnlyCollection<string> tokens);
}

/// <summary>Whether all words must be found in one place, or any.</summary>
public enum MatchMode
{
    All,
    Any,
}

/// <summary>A sub-query that gives what was found.</summary>
/// <param name="Sql">
/// Columns <c>idea_id</c>, <c>organisation_id</c> or <c>member_id</c>, each id once, and <c>score</c>: more is better.
/// </param>
/// <param name="Match">The value of its parameter <c>@match</c>.</param>
/// <param name="Mode">How words were required.</param>
public sealed record SearchClause(string Sql, string Match, MatchMode Mode)
{
    /// <summary>Stands in the sub-query where a condition may take its place.</summary>
    internal const string Everywhere = "1 = 1";

    /// <summary>The sub-query for what meets a condition on its id column alone.</summary>
    public string SqlWhere(string condition) => Sql.Replace(Everywhere, condition, StringComparison.Ordinal);
}
