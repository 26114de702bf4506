using IdeaStorage.Silo.Import.Files;

namespace IdeaStorage.Grains.Tests.Import;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("1\\. One\r\n\r\n2\\. Two <3 a < b", "1\\. One\n\n2\\. Two <3 a < b")]
    [InlineData("<p>One &amp; two</p><p>Three<br>four</p>", "One & two\n\nThree\nfour")]
    [InlineData("<ul><li>a</li><li><b>b</b></li></ul>", "- a\n- **b**")]
    [InlineData("<ol><li>a<li>b</ol>after", "1. a\n2. b\n\nafter")]
    [InlineData("See <a href='https://a.example/x?y=1'>this page</a>.", "See [this page](<https://a.example/x?y=1>).")]
    [InlineData("<a href=\"javascript:alert(1)\">click</a>", "click")]
    [InlineData("<h2>Plan</h2>text<script>alert(1)</script>", "### Plan\n\ntext")]
    [InlineData("line\n\nother line<br/>third", "line\n\nother line\nthird")]
    [InlineData("<blockquote>one<br>two</blockquote>", "> one\n> two")]
    [InlineData("한&nbsp;글 &lt;표&gt;", "한 글 <표>")]
    [InlineData("a <em>very </em>good", "a *very* good")]
    public void ToMarkdown_WhenACellIsHtmlOrNot_KeepsWhatItSays(string cell, string markdown)
    {
        Assert.Equal(markdown, HtmlText.ToMarkdown(cell));
    }

    [Fact]
    public void ToMarkdown_WhenTagsNestWithoutEnd_KeepsTheWords()
    {
        Assert.Equal("deep", HtmlText.ToMarkdown(string.Concat(Enumerable.Repeat("<div>", 5_000)) + "deep"));
    }

    [Theory]
    [InlineData("  A &amp;\n B ", "A & B")]
    [InlineData("<b>Bold</b> title", "Bold title")]
    public void ToLine_WhenMarkedUp_IsOnePlainLine(string cell, string line)
    {
        Assert.Equal(line, HtmlText.ToLine(cell));
    }
}
