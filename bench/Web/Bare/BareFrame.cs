namespace IdeaStorage.Bench.Web.Bare;

/// <summary>
/// What stands around idea and comments on the product's own page: cut out of a real one, so that the bare page sends
/// the same HTML. The bare page gets it for nothing.
/// </summary>
public sealed record BareFrame(string Head, string Middle, string Tail)
{
    private const string Article = "<article>";
    private const string ArticleEnd = "</article>";
    private const string List = "<ol class=\"site-comments\">";
    private const string ListEnd = "</ol>";

    /// <exception cref="InvalidOperationException">The page is built otherwise now.</exception>
    public static BareFrame Cut(string page)
    {
        var article = Find(page, Article, 0);
        var articleEnd = Find(page, ArticleEnd, article);
        var list = Find(page, List, articleEnd) + List.Length;
        var end = page.LastIndexOf(ListEnd, StringComparison.Ordinal);
        return end < list
            ? throw new InvalidOperationException("The page's list of comments has no end.")
            : new BareFrame(page[..article], page[(articleEnd + ArticleEnd.Length)..list], page[end..]);
    }

    private static int Find(string page, string text, int from) =>
        page.IndexOf(text, from, StringComparison.Ordinal) is >= 0 and var at
            ? at
            : throw new InvalidOperationException($"The page of an idea has no {text} where the bare page needs it.");
}
