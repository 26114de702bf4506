using System.Text.Json;
using IdeaStorage.Web.Startup;
using Microsoft.Playwright;

namespace IdeaStorage.Browser.Tests;

/// <summary>axe-core finds nothing on any page, in both languages, wide and narrow.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserSite site)
{
    private const string Coordinator = "demo-coordinator";
    private const string Operator = "demo-operator";

    private const string RunAxe =
        """
        async () => {
          const found = await axe.run(document, { resultTypes: ["violations"] });
          return found.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html).slice(0, 3).join(" "));
        }
        """;

    private static readonly string[] PublicPaths =
    [
        "/", "/ideas", "/ideas?q=%ED%92%88%EC%A7%88", "/ideas?q=zzzzqqqq", "/clusters", "/organisations", "/sign-in",
        "/register", "/no-such-page",
    ];

    private static readonly string[] MemberPaths =
    [
        "/", "/ideas", "/ideas/new", "/clusters", "/organisations/new", "/partners", "/partners/ideas", "/queue", "/me",
        "/notices",
    ];

    public static TheoryData<string, int> Views => new()
    {
        { "ko-KR", 1280 }, { "en-GB", 1280 }, { "ko-KR", 360 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task PublicPages_HaveNoViolations(string locale, int width)
    {
        var page = await site.OpenAsync(locale, width);
        await CheckAllAsync(page, [.. PublicPaths, .. await FindDetailsAsync(page)]);
    }

    [Theory]
    [InlineData(Coordinator, "ko-KR")]
    [InlineData(Operator, "en-GB")]
    public async Task MemberPages_HaveNoViolations(string persona, string locale)
    {
        var page = await site.OpenAsAsync(persona, locale);
        var details = await FindDetailsAsync(page);
        var idea = details[0];
        await CheckAllAsync(
            page,
            [
                .. MemberPaths, .. details, idea + "/flag", idea + "/partners", idea + "/versions",
                details[1] + "/members",
            ]);
    }

    [Fact]
    public async Task NarrowPages_DoNotScrollSideways()
    {
        var page = await site.OpenAsync(width: 360);
        foreach (var path in (string[])[.. PublicPaths, .. await FindDetailsAsync(page)])
        {
            await page.GotoAsync(path);
            var beyond = await page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(beyond <= 0, $"{path} is {beyond} px too wide.");
        }
    }

    [Fact]
    public async Task Axe_WhenAPageHasAFault_FindsIt()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("/");
        await page.EvaluateAsync("() => document.querySelector('label').remove()");
        await page.EvaluateAsync("() => document.querySelector('input[type=search]').removeAttribute('placeholder')");
        Assert.NotEmpty(await ViolationsAsync(page));
    }

    private static async Task CheckAllAsync(IPage page, IReadOnlyList<string> paths)
    {
        var violations = new List<string>();
        foreach (var path in paths)
        {
            await page.GotoAsync(path);
            violations.AddRange((await ViolationsAsync(page)).Select(one => $"{path} {one}"));
        }
        Assert.Empty(violations);
    }

    /// <summary>An idea with comments, a mini-cluster and an organisation.</summary>
    private static async Task<IReadOnlyList<string>> FindDetailsAsync(IPage page) =>
    [
        await FirstLinkAsync(page, "/ideas?sort=Supported", "/ideas/"),
        await FirstLinkAsync(page, "/clusters", "/clusters/"),
        await FirstLinkAsync(page, "/organisations", "/organisations/"),
    ];

    private static async Task<string> FirstLinkAsync(IPage page, string list, string folder)
    {
        await page.GotoAsync(list);
        return (await page.Locator($".site-card-title a[href^='{folder}']").First.GetAttributeAsync("href"))!;
    }

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await AxeAsync());
        var found = await page.EvaluateAsync<JsonElement>(RunAxe);
        return [.. found.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static Task<string> AxeAsync() => File.ReadAllTextAsync(
        Path.Combine(ContentFolder.Find(), "node_modules", "axe-core", "axe.min.js"));
}
