using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace IdeaStorage.Silo.Import.Files;

/// <summary>
/// Turns what other systems keep in a cell into our Markdown. Cells without tags and entities are Markdown or plain
/// text already and stay as they are; in the others, paragraphs, line breaks, headings, lists, quotes, emphasis and
/// links keep their form, scripts and styles go, and every other tag gives way to its text.
/// </summary>
public static partial class HtmlText
{
    private static readonly HtmlParser Parser = new();

    /// <summary>Markdown with LF line ends, at most one blank line in a row, no surrounding space.</summary>
    public static string ToMarkdown(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var text = LineEnds.Unify(cell);
        if (!Markup().IsMatch(text)) return text.Trim();
        using var document = Parser.ParseDocument("<body>" + text);
        var writer = new MarkdownWriter();
        writer.WriteChildren(document.Body!);
        return Tidy(writer.ToString());
    }

    /// <summary>One line without any markup, for titles and names.</summary>
    public static string ToLine(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var text = cell;
        if (Markup().IsMatch(cell))
        {
            using var document = Parser.ParseDocument("<body>" + cell);
            text = document.Body!.TextContent;
        }

        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Tidy(string markdown)
    {
        var lines = markdown.Replace('\u00A0', ' ').Split('\n').Select(line => line.TrimEnd());
        return BlankLines().Replace(string.Join('\n', lines), "\n\n").Trim();
    }

    // Only names of HTML elements count: “<3”, “a < b” and “<your name>” are text.
    [GeneratedRegex(
        @"</?(p|br|div|span|a|b|i|u|s|em|strong|ul|ol|li|h[1-6]|blockquote|pre|code|img|table|thead|tbody|tr|td|th|hr"
        + @"|font|sub|sup|script|style|iframe|del|strike|section|article|figure|center)(\s[^<>]*)?/?>"
        + @"|<!--|&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\n{3,}", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex BlankLines();

    /// <summary>Walks the tree once and writes what it meets.</summary>
    private sealed class MarkdownWriter
    {
        private const int DepthMax = 200;

        private readonly StringBuilder _text = new();
        private int _depth;

        public void WriteChildren(INode node)
        {
            // Deeper than any text is nested, only the bare words are kept, so that no cell can exhaust the stack.
            if (++_depth > DepthMax) _text.Append(node.TextContent);
            else foreach (var child in node.ChildNodes) Write(child);
            _depth--;
        }

        public override string ToString() => _text.ToString();

        private void Write(INode node)
        {
            if (node is IText text) _text.Append(text.Data);
            else if (node is IElement element) WriteElement(element);
        }

        private void WriteElement(IElement element)
        {
            switch (element.LocalName)
            {
                case "script" or "style" or "head" or "template":
                    break;
                case "br":
                    _text.Append('\n');
                    break;
                case "hr":
                    _text.Append("\n\n---\n\n");
                    break;
                case "p" or "div" or "table" or "ul" or "ol" or "section" or "article" or "figure" or "center":
                    Block(element);
                    break;
                case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                    Block(element, "### ");
                    break;
                case "li":
                    Item(element);
                    break;
                case "tr":
                    Row(element);
                    break;
                case "blockquote":
                    Quote(element);
                    break;
                case "pre":
                    _text.Append("\n\n```\n").Append(element.TextContent.Trim('\n')).Append("\n```\n\n");
                    break;
                default:
                    WriteInline(element);
                    break;
            }
        }

        private void WriteInline(IElement element)
        {
            switch (element.LocalName)
            {
                case "b" or "strong":
                    Around(element, "**");
                    break;
                case "i" or "em":
                    Around(element, "*");
                    break;
                case "code":
                    Around(element, "`");
                    break;
                case "a":
                    Link(element.TextContent, element.GetAttribute("href"));
                    break;
                case "img":
                    Link(element.GetAttribute("alt") ?? "", element.GetAttribute("src"));
                    break;
                default:
                    WriteChildren(element);
                    break;
            }
        }

        private void Block(IElement element, string prefix = "")
        {
            _text.Append("\n\n").Append(prefix);
            WriteChildren(element);
            _text.Append("\n\n");
        }

        private void Item(IElement element)
        {
            var isNumbered = element.ParentElement?.LocalName == "ol";
            var number = 1 + (element.ParentElement?.Children.TakeWhile(child => child != element).Count() ?? 0);
            _text.Append('\n').Append(isNumbered ? $"{number}. " : "- ").Append(Inner(element).Replace("\n", "\n  "));
        }

        private void Row(IElement element)
        {
            var cells = element.Children.Select(cell => Inner(cell).ReplaceLineEndings(" "));
            _text.Append('\n').AppendJoin(" | ", cells);
        }

        private void Quote(IElement element) =>
            _text.Append("\n\n> ").Append(Inner(element).Replace("\n", "\n> ")).Append("\n\n");

        private void Around(IElement element, string mark)
        {
            var inner = Inner(element);
            if (inner == "") return;
            // Emphasis next to a space is none in Markdown, so the spaces stay outside of the marks.
            var all = element.TextContent;
            if (char.IsWhiteSpace(all[0])) _text.Append(' ');
            _text.Append(mark).Append(inner).Append(mark);
            if (char.IsWhiteSpace(all[^1])) _text.Append(' ');
        }

        private void Link(string label, string? address)
        {
            label = ToLine(label).Replace("[", "\\[").Replace("]", "\\]");
            var isSafe = Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https" or "mailto";
            if (!isSafe) _text.Append(label);
            else if (label == "" || label == address) _text.Append('<').Append(uri!.AbsoluteUri).Append('>');
            else _text.Append('[').Append(label).Append("](<").Append(uri!.AbsoluteUri).Append(">)");
        }

        private string Inner(IElement element)
        {
            var inner = new MarkdownWriter { _depth = _depth };
            inner.WriteChildren(element);
            return Tidy(inner.ToString());
        }
    }
}
