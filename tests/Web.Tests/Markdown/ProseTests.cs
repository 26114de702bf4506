using AngleSharp.Html.Parser;
using IdeaStorage.Web.Markdown;

namespace IdeaStorage.Web.Tests.Markdown;

public sealed class ProseTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](data:text/html;base64,PHN2Zz4=)")]
    [InlineData("![x](http://evil.example/pixel.png)")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("[x](//evil.example \"onmouseover=alert(1)\")")]
    [InlineData("`<b onclick=1>`")]
    public void Render_WhenTheTextIsHostile_LeavesNothingThatRuns(string markdown)
    {
        var body = new HtmlParser().ParseDocument(Prose.Render(markdown)).Body!;
        Assert.Empty(body.QuerySelectorAll("script, img, iframe, style, svg, form, input"));
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on"));
            Assert.DoesNotMatch("^(javascript|data|//)", element.GetAttribute("href") ?? "");
        }
    }

    [Theory]
    [InlineData("<script>1</script><p onclick=\"x\">a</p>", "<p>a</p>")]
    [InlineData("<p><a href=\"https://a.kr\" target=\"x\">a</a></p>",
        "<p><a href=\"https://a.kr\" rel=\"nofollow ugc noopener\">a</a></p>")]
    public void Sanitise_KeepsOnlyWhatIsAllowed(string html, string expected) =>
        Assert.Equal(expected, Prose.Sanitise(html));

    [Fact]
    public void Render_OfMarkdown_KeepsItsForm() =>
        Assert.Equal("<p><strong>굵게</strong></p>\n<ul>\n<li>하나</li>\n</ul>\n", Prose.Render("**굵게**\n\n- 하나"));

    [Theory]
    [InlineData("한 줄")]
    [InlineData("첫 줄\n둘째 줄\n\n새 문단\n\n\n끝")]
    public void Render_OfPlainText_IsTheSameTheShortAndTheLongWay(string text) =>
        // An escaped hyphen in a paragraph of its own takes the long way.
        Assert.Equal(Prose.Render(text), Prose.Render(text + "\n\n\\-").Replace("<p>-</p>\n", ""));
}
