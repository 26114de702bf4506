using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace IdeaStorage.Web.Prose;

/// <summary>The few words of a text that a list shows: plain, cut at a word, with what was searched for marked.</summary>
internal static partial class Excerpts
{
    private const int CharactersMax = 160;
    private const int CharactersBefore = 40;
    private const int WordsMax = 8;

    /// <summary>HTML: the text is encoded, found words are in <c>mark</c>.</summary>
    public static string Of(string markdown, string? sought = null)
    {
        var text = Plain(markdown);
        var words = WordsOf(sought);
        var first = words.Select(word => Find(text, word, 0).At).Where(at => at >= 0).DefaultIfEmpty(0).Min();
        var from = first <= CharactersBefore ? 0 : WordStart(text, first - CharactersBefore);
        var to = Math.Min(text.Length, from + CharactersMax);
        if (to < text.Length && char.IsHighSurrogate(text[to - 1]))
            to--;
        var shown = (from > 0 ? "… " : "") + text[from..to].Trim() + (to < text.Length ? "…" : "");
        return Mark(shown, words);
    }

    /// <summary>HTML of a short text with the words that were searched for marked.</summary>
    public static string Mark(string text, string? sought) => Mark(text, WordsOf(sought));

    /// <summary>The text without the signs of Markdown, on one line.</summary>
    public static string Plain(string markdown)
    {
        var text = Links().Replace(markdown, "$1");
        text = LineSigns().Replace(text, "");
        return Spaces().Replace(InlineSigns().Replace(text, ""), " ").Trim();
    }

    private static string Mark(string text, IReadOnlyList<string> words)
    {
        var html = new StringBuilder(text.Length + 32);
        for (var at = 0; at < text.Length;)
        {
            var (found, length) = words.Select(word => Find(text, word, at)).Where(hit => hit.At >= 0)
                .OrderBy(hit => hit.At).ThenByDescending(hit => hit.Length).FirstOrDefault((At: text.Length, Length: 0));
            html.Append(WebUtility.HtmlEncode(text[at..found]));
            if (length > 0)
                html.Append("<mark>").Append(WebUtility.HtmlEncode(text.Substring(found, length))).Append("</mark>");
            at = found + length;
        }
        return html.ToString();
    }

    /// <summary>The word, or as much of its beginning as stands in the text: Korean endings differ.</summary>
    private static (int At, int Length) Find(string text, string word, int from)
    {
        for (var length = word.Length; length >= Math.Min(2, word.Length); length--)
            if (text.IndexOf(word[..length], from, StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
                return (at, length);
        return (-1, 0);
    }

    private static IReadOnlyList<string> WordsOf(string? sought) =>
        [.. (sought ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct().Take(WordsMax)];

    private static int WordStart(string text, int at)
    {
        var space = text.IndexOf(' ', at);
        return space >= 0 && space < at + CharactersBefore ? space + 1 : at;
    }

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^\s*(#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+|\|)", RegexOptions.Multiline)]
    private static partial Regex LineSigns();

    [GeneratedRegex(@"\*\*|__|`+")]
    private static partial Regex InlineSigns();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
