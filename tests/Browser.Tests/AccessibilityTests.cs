using System.Text.Json;
using IdeaStorage.Web.Startup;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdeaStorage.Browser.Tests;

/// <summary>axe-core finds nothing on any page, in both languages, wide and narrow, nor on refused forms.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserSite site)
{
    private const string RunAxe =
        """
        async () => {
          const found = await axe.run(document, { resultTypes: ["violations"] });
          return found.violations.map(v => v.id + ": " + v.help + " " + v.nodes.map(n => n.html).slice(0, 3).join(" "));
        }
        """;

    private const string Form = "form.site-form[method=post]";

    /// <summary>Empties the form and sends it past the browser's own checks.</summary>
    private const string SendEmpty =
        """
        form => {
          form.noValidate = true;
          for (const field of form.querySelectorAll("input:not([type=hidden]):not([type=radio]), textarea"))
            field.value = "";
          form.requestSubmit();
        }
        """;

    public static TheoryData<string, int> Views => new()
    {
        { "ko-KR", 1280 }, { "en-GB", 1280 }, { "ko-KR", 360 },
    };

    [Fact]
    public void EveryPageOfTheRouteTable_IsVisited()
    {
        var pages = site.PageRoutes();
        var visited = PageVisit.All.Select(visit => visit.Pattern).Concat(PageVisit.NoPages.Keys).ToHashSet();
        Assert.True(pages.Count > 30, $"only {pages.Count} pages were found");
        Assert.Empty(pages.Except(visited));
        Assert.Empty(visited.Except(pages).Except(["/{**path}"]));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Pages_HaveNoViolations(string locale, int width)
    {
        var violations = new List<string>();
        var things = await PageVisit.FindThingsAsync(site);
        // A narrow window is looked at as a visitor; members see the same layout.
        var all = PageVisit.All.Where(visit => width > 1000 || visit.Persona is null);
        foreach (var visits in all.GroupBy(visit => visit.Persona))
        {
            var page = await OpenAsync(visits.Key, locale, width);
            foreach (var path in visits.SelectMany(visit => visit.Paths(things)))
            {
                await page.GotoAsync(path);
                violations.AddRange((await ViolationsAsync(page)).Select(one => $"{visits.Key} {path} {one}"));
            }
        }
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("ko-KR")]
    [InlineData("en-GB")]
    public async Task RefusedForms_SayWhyAndHaveNoViolations(string locale)
    {
        var violations = new List<string>();
        var things = await PageVisit.FindThingsAsync(site);
        var refused = 0;
        foreach (var visits in PageVisit.All.GroupBy(visit => visit.Persona))
        {
            var page = await OpenAsync(visits.Key, locale, 1280);
            foreach (var path in visits.SelectMany(visit => visit.Paths(things)).Distinct())
            {
                await page.GotoAsync(path);
                var forms = await page.Locator(Form).CountAsync();
                for (var at = 0; at < forms; at++)
                {
                    await page.GotoAsync(path);
                    var answer = await page.RunAndWaitForResponseAsync(
                        () => page.Locator(Form).Nth(at).EvaluateAsync(SendEmpty),
                        response => response.Request.Method == "POST");
                    Assert.True(answer.Status is >= 400 and < 500, $"{path} form {at}: {answer.Status}");
                    await Expect(page.Locator("main [role=alert]")).ToHaveCountAsync(1);
                    violations.AddRange((await ViolationsAsync(page)).Select(one => $"{path} form {at} {one}"));
                    refused++;
                }
            }
        }
        Assert.Empty(violations);
        Assert.True(refused >= 15, $"only {refused} forms were refused");
    }

    [Fact]
    public async Task NarrowPages_DoNotScrollSideways()
    {
        var things = await PageVisit.FindThingsAsync(site);
        var page = await site.OpenAsync(width: 360);
        var visits = PageVisit.All.Where(visit => visit.Persona is null);
        foreach (var path in visits.SelectMany(visit => visit.Paths(things)))
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

    private Task<IPage> OpenAsync(string? persona, string locale, int width) =>
        persona is null ? site.OpenAsync(locale, width) : site.OpenAsAsync(persona, locale, width);

    private static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        await page.EvaluateAsync(await AxeAsync());
        var found = await page.EvaluateAsync<JsonElement>(RunAxe);
        return [.. found.EnumerateArray().Select(one => one.GetString()!)];
    }

    private static Task<string> AxeAsync() => File.ReadAllTextAsync(
        Path.Combine(ContentFolder.Find(), "node_modules", "axe-core", "axe.min.js"));
}
