using System.Collections.Frozen;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace IdeaStorage.Web.Prose;

/// <summary>Keeps of HTML what prose needs, and nothing that runs, loads or styles.</summary>
internal static class ProseSanitiser
{
    /// <summary>Below the page's own headings.</summary>
    private const int HeadingLevelMin = 3;

    private static readonly FrozenSet<string> Allowed = new[]
    {
        "p", "br", "hr", "strong", "em", "del", "ul", "ol", "li", "blockquote", "pre", "code", "a",
        "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> Dropped =
        new[] { "script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math" }.ToFrozenSet();

    private static readonly FrozenSet<string> Schemes = new[] { "http", "https", "mailto" }.ToFrozenSet();

    public static string Clean(string html)
    {
        var body = new HtmlParser().ParseDocument("").Body!;
        body.InnerHtml = html;
        RankHeadings(body);
        foreach (var element in body.QuerySelectorAll("*"))
            Clean(element);
        return body.InnerHtml;
    }

    private static void Clean(IElement element)
    {
        if (Dropped.Contains(element.LocalName))
        {
            element.Remove();
            return;
        }
        if (!Allowed.Contains(element.LocalName))
        {
            // A picture is shown as its description: nothing is loaded from elsewhere.
            if (element.LocalName == "img")
                element.TextContent = element.GetAttribute("alt") ?? "";
            element.Replace([.. element.ChildNodes]);
            return;
        }
        var address = element.LocalName == "a" ? element.GetAttribute("href") : null;
        var start = element.LocalName == "ol" ? element.GetAttribute("start") : null;
        foreach (var attribute in element.Attributes.ToArray())
            element.RemoveAttribute(attribute.Name);
        if (start is not null && int.TryParse(start, out _))
            element.SetAttribute("start", start);
        if (element.LocalName == "pre")
            element.SetAttribute("tabindex", "0");
        if (IsSafe(address))
        {
            element.SetAttribute("href", address!);
            element.SetAttribute("rel", "nofollow ugc noopener");
        }
    }

    private static bool IsSafe(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme);

    /// <summary>The levels used become h3, h4, … in order, so that the page's outline has no gap.</summary>
    private static void RankHeadings(IElement body)
    {
        var headings = body.QuerySelectorAll("h1, h2, h3, h4, h5, h6");
        var levels = headings.Select(heading => heading.LocalName).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var heading in headings)
        {
            var level = Math.Min(HeadingLevelMin + levels.IndexOf(heading.LocalName), 6);
            var ranked = body.Owner!.CreateElement($"h{level}");
            ranked.Append([.. heading.ChildNodes]);
            heading.Replace(ranked);
        }
    }
}
