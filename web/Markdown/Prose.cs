using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Markdig;

namespace IdeaStorage.Web.Markdown;

/// <summary>
/// Turns members' Markdown into HTML that is safe to show: raw HTML is off, and what Markdig made is checked once more
/// against a list of allowed elements and attributes, so that a mistake in one of the two harms nobody.
/// </summary>
internal static class Prose
{
    /// <summary>For links that members set: no endorsement, no access to our window.</summary>
    private const string LinkRelation = "nofollow ugc noopener";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UsePipeTables()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    private static readonly HashSet<string> Elements = new(StringComparer.Ordinal)
    {
        "p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em",
        "strong", "del", "a", "table", "thead", "tbody", "tr", "th", "td",
    };

    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal) { "href", "start", "title" };

    /// <summary>Characters that mean something in Markdown, HTML or a link; a text without them is paragraphs only.</summary>
    private static readonly System.Buffers.SearchValues<char> Marks =
        System.Buffers.SearchValues.Create("<>&\"*_`#[]|~\\:+-=!@0123456789\t");

    /// <summary>Safe HTML.</summary>
    public static string Render(string markdown) =>
        markdown.AsSpan().IndexOfAny(Marks) < 0 && !markdown.StartsWith(' ') && !markdown.Contains("\n ")
            && !markdown.Contains("www.", StringComparison.OrdinalIgnoreCase)
            ? Plain(markdown)
            : Sanitise(Markdig.Markdown.ToHtml(markdown, Pipeline));

    /// <summary>The same as the long way for a text without any mark (tested).</summary>
    private static string Plain(string text) => string.Concat(
        text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(paragraph => paragraph.Trim('\n'))
            .Where(paragraph => paragraph.Length > 0)
            .Select(paragraph => $"<p>{paragraph.Replace("\n", "<br>\n")}</p>\n"));

    internal static string Sanitise(string html)
    {
        var body = new HtmlParser().ParseDocument("<body>" + html).Body!;
        foreach (var element in body.QuerySelectorAll("*").ToList())
            Check(element);
        return body.InnerHtml;
    }

    private static void Check(IElement element)
    {
        if (!Elements.Contains(element.LocalName))
        {
            // An image becomes its description; anything else that should not be here goes with all it holds.
            element.OuterHtml = element.LocalName == "img"
                ? System.Net.WebUtility.HtmlEncode(element.GetAttribute("alt") ?? "")
                : "";
            return;
        }
        foreach (var attribute in element.Attributes.ToList())
            if (!Attributes.Contains(attribute.Name) || attribute.NamespaceUri is not null)
                element.RemoveAttribute(attribute.Name);
        if (element.LocalName == "a")
            CheckLink(element);
    }

    private static void CheckLink(IElement link)
    {
        var isSafe = Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var target)
            && (target.Scheme is "http" or "https" or "mailto");
        if (!isSafe)
            link.RemoveAttribute("href");
        link.SetAttribute("rel", LinkRelation);
    }
}
