using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using IdeaStorage.Storage.Search;

namespace IdeaStorage.Web.Prose;

/// <summary>The few words of a text that a list shows: plain, cut, with what was searched for marked.</summary>
internal static partial class Excerpts
{
    private const int CharactersMax = 160;
    private const int TitleCharactersMax = 400;

    /// <summary>HTML: the text is encoded, found words are in <c>mark</c>.</summary>
    public static string Of(string markdown, string? sought) =>
        Write(Highlighter.Snippet(Plain(markdown), sought ?? "", CharactersMax));

    /// <summary>HTML of a title with the words that were searched for marked.</summary>
    public static string OfTitle(string title, string? sought) => sought is null
        ? WebUtility.HtmlEncode(title)
        : Write(Highlighter.Snippet(title, sought, TitleCharactersMax));

    /// <summary>The text without the signs of Markdown, on one line.</summary>
    public static string Plain(string markdown)
    {
        var text = LineSigns().Replace(Links().Replace(markdown, "$1"), "");
        return Spaces().Replace(InlineSigns().Replace(text, ""), " ").Trim();
    }

    private static string Write(Snippet snippet)
    {
        var html = new StringBuilder(snippet.Text.Length + 64);
        var at = 0;
        foreach (var mark in snippet.Marks)
        {
            html.Append(WebUtility.HtmlEncode(snippet.Text[at..mark.Start])).Append("<mark>")
                .Append(WebUtility.HtmlEncode(snippet.Text.Substring(mark.Start, mark.Length))).Append("</mark>");
            at = mark.Start + mark.Length;
        }
        return html.Append(WebUtility.HtmlEncode(snippet.Text[at..])).ToString();
    }

    [GeneratedRegex(@"!?\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"^[^\S\n]*(#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+|\|)", RegexOptions.Multiline)]
    private static partial Regex LineSigns();

    [GeneratedRegex(@"\*\*|__|`+")]
    private static partial Regex InlineSigns();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
