using System.Text;
using System.Text.RegularExpressions;

namespace IdeaStorage.Storage.Search.Sqlite;

/// <summary>
/// A query of <see cref="SqliteSearch"/> in its parts: words in quotes, one or several side by side, perhaps the
/// beginning of one (<c>*</c>), with <c>OR</c> between them, and <c>AND</c> between groups of those.
/// </summary>
internal sealed partial class SearchQuery
{
    [ThreadStatic]
    private static SearchQuery? s_last;

    private readonly byte[] _match;

    private SearchQuery(ReadOnlySpan<byte> utf8)
    {
        _match = utf8.ToArray();
        var match = Encoding.UTF8.GetString(utf8);
        var groups = new List<List<SoughtWord>>();
        var end = 0;
        foreach (Match quoted in Quoted().Matches(match))
        {
            if (groups.Count == 0 || match.AsSpan(end, quoted.Index - end).Contains(" AND ", StringComparison.Ordinal))
                groups.Add([]);
            groups[^1].Add(new SoughtWord(quoted.Groups["word"].Value, quoted.Groups["prefix"].Length > 0));
            end = quoted.Index + quoted.Length;
        }

        Groups = [.. groups.Select(group => group.ToArray())];
        Words = [.. groups.SelectMany(group => group)];
    }

    /// <summary>Of each group one must be found.</summary>
    public SoughtWord[][] Groups { get; }

    /// <summary>Those of all groups.</summary>
    public SoughtWord[] Words { get; }

    /// <summary>The parts of a query; one query is asked of many rows.</summary>
    public static SearchQuery Of(ReadOnlySpan<byte> utf8) =>
        s_last is { } last && utf8.SequenceEqual(last._match) ? last : s_last = new SearchQuery(utf8);

    [GeneratedRegex("""
        "(?<word>[^"]*)"(?<prefix> \*)?
        """)]
    private static partial Regex Quoted();
}

/// <summary>A token, or several side by side, or the beginning of one.</summary>
internal readonly struct SoughtWord(string word, bool isPrefix)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(word);

    public string Text => word;

    /// <summary>Those that stand side by side.</summary>
    public string[] Tokens { get; } = word.Split(' ');

    public bool IsPrefix => isPrefix;

    public bool IsIn(ReadOnlySpan<byte> text) => CountIn(text, atMost: 1) > 0;

    /// <summary>How often it stands in a text of tokens with spaces between them, in UTF-8.</summary>
    public int CountIn(ReadOnlySpan<byte> text, int atMost = int.MaxValue)
    {
        var count = 0;
        for (var from = 0; count < atMost && from < text.Length;)
        {
            var at = text[from..].IndexOf(_utf8);
            if (at < 0 || _utf8.Length == 0)
                break;
            at += from;
            var end = at + _utf8.Length;
            if ((at == 0 || text[at - 1] == ' ') && (isPrefix || end == text.Length || text[end] == ' '))
                count++;
            from = at + 1;
        }

        return count;
    }
}
