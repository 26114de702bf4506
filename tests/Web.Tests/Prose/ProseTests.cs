using AngleSharp.Html.Parser;
using IdeaStorage.Web.Prose;

namespace IdeaStorage.Web.Tests.Prose;

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
    public void Render_WhenTheTextIsHostile_LeavesNothingThatRuns(string markdown)
    {
        var body = new HtmlParser().ParseDocument(new ProseRenderer().Render(markdown)).Body!;
        Assert.Empty(body.QuerySelectorAll("script, img, iframe, style, svg, form, input"));
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on"));
            Assert.DoesNotMatch("^(javascript|data):", element.GetAttribute("href") ?? "");
        }
    }

    [Theory]
    [InlineData(">", 200)]
    [InlineData("- ", 200)]
    [InlineData("*", 5_000)]
    public void Render_WhenTheTextNestsTooDeep_ShowsItAsText(string sign, int times) =>
        Assert.NotEmpty(new ProseRenderer().Render(string.Concat(Enumerable.Repeat(sign, times)) + "x"));

    [Fact]
    public void Clean_WhenARunningElementSlipsIn_TakesItOut() =>
        Assert.DoesNotContain("alert", ProseSanitiser.Clean("<script>alert(1)</script><p onclick=\"alert(1)\">a</p>"));

    [Fact]
    public void Render_OfALink_EndorsesNothing()
    {
        var html = new ProseRenderer().Render("[기사](https://example.kr/a)");
        var link = new HtmlParser().ParseDocument(html).QuerySelector("a")!;
        Assert.Equal("https://example.kr/a", link.GetAttribute("href"));
        foreach (var word in new[] { "nofollow", "ugc", "noopener" })
            Assert.Contains(word, link.GetAttribute("rel"));
    }

    [Fact]
    public void Render_OfMarkdown_KeepsItsForm() =>
        Assert.Contains("<strong>굵게</strong>", new ProseRenderer().Render("**굵게**\n\n- 하나"));
}
