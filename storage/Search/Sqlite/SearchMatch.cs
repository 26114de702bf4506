using System.Text.RegularExpressions;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// Whether a row answers a query of <see cref="SqliteSearch"/>, told from the row itself, as FTS5 would tell it from
/// its index: words in quotes, one or several side by side, perhaps the beginning of one (<c>*</c>), with <c>OR</c>
/// between them, and <c>AND</c> between groups of those. In which columns they may stand is said by what is given.
/// </summary>
internal static partial class SearchMatch
{
    /// <summary>The name of the function in SQL: the query, then a text for each column.</summary>
    public const string Function = "search_matches";

    [ThreadStatic]
    private static SearchMatchParts? s_last;

    /// <param name="arguments">The query, then a text for each column.</param>
    public static bool Of(object?[] arguments)
    {
        var groups = Parse((string)arguments[0]!).Groups;
        Span<bool> found = stackalloc bool[groups.Length];
        for (var column = 1; column < arguments.Length; column++)
        {
            if (arguments[column] is not string { Length: > 0 } text)
                continue;
            var spaced = $" {text} ";
            for (var group = 0; group < groups.Length; group++)
                found[group] = found[group] || HoldsAny(spaced, groups[group]);
        }

        return groups.Length > 0 && !found.Contains(false);
    }

    /// <summary>The words of a query. One query is asked of many rows.</summary>
    public static SearchMatchParts Parse(string match)
    {
        if (s_last is { } last && last.Match == match)
            return last;
        var groups = new List<List<string>>();
        var end = 0;
        foreach (Match quoted in Quoted().Matches(match))
        {
            if (groups.Count == 0 || match.AsSpan(end, quoted.Index - end).Contains(" AND ", StringComparison.Ordinal))
                groups.Add([]);
            groups[^1].Add($" {quoted.Groups["word"].Value}{(quoted.Groups["prefix"].Length > 0 ? "" : " ")}");
            end = quoted.Index + quoted.Length;
        }

        return s_last = new SearchMatchParts(match, [.. groups.Select(group => group.ToArray())]);
    }

    private static bool HoldsAny(string spaced, string[] words)
    {
        foreach (var word in words)
        {
            if (spaced.Contains(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    [GeneratedRegex("""
        "(?<word>[^"]*)"(?<prefix> \*)?
        """)]
    private static partial Regex Quoted();
}

/// <summary>A query in its parts.</summary>
/// <param name="Match">The query.</param>
/// <param name="Groups">Of each group one must be found, as it stands between the spaces of a row.</param>
internal sealed record SearchMatchParts(string Match, string[][] Groups)
{
    /// <summary>Those of all groups.</summary>
    public string[] Words { get; } = [.. Groups.SelectMany(group => group)];
}
