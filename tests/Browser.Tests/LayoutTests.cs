namespace IdeaStorage.Browser.Tests;

/// <summary>Pages have what their styles ask for, and nothing lies over something else.</summary>
[Collection(BrowserCollection.Name)]
public sealed class LayoutTests(BrowserSite site)
{
    /// <summary>A table whose cells have more to say than their part of the room; how many of them overflow.</summary>
    private const string OverflowingCells =
        """
        () => {
          const cell = "<td>nDCG 0.394 · 재현율 0.948 (124명)</td>";
          const table = `<div class="site-table"><table><tr>${cell.repeat(12)}</tr></table></div>`;
          document.querySelector("main").insertAdjacentHTML("beforeend", table);
          return [...document.querySelectorAll("main .site-table:last-child td")]
            .filter(cell => cell.scrollWidth > cell.clientWidth).length;
        }
        """;

    /// <summary>Labels of one or two words that break into several lines.</summary>
    private const string BrokenLabels =
        """
        () => [...document.querySelectorAll("main label")]
          .filter(label => label.getClientRects().length > 0 && label.textContent.trim().length < 8
            && label.offsetHeight > 1.9 * parseFloat(getComputedStyle(label).lineHeight))
          .map(label => label.textContent.trim())
        """;

    /// <summary>Everything that members name gets a name as long as names may be, without a space.</summary>
    private const string NameEverythingAtLength =
        """
        () => {
          const named = "header a, main h1, main h2, main option, main .site-meta span, main .site-meta strong, "
            + "main a:not(.krds-btn), main .site-chips a";
          for (const one of document.querySelectorAll(named))
            if (one.children.length === 0 && one.textContent.trim().length > 0)
              one.textContent = "가나다라마바사아자차".repeat(6);
          return document.documentElement.scrollWidth - document.documentElement.clientWidth;
        }
        """;

    [Fact]
    public async Task Names_HoweverLong_StayOnANarrowPage()
    {
        var wide = new List<string>();
        var things = await PageVisit.FindThingsAsync(site);
        foreach (var visits in PageVisit.All.GroupBy(visit => visit.Persona))
        {
            var page = visits.Key is { } persona
                ? await site.OpenAsAsync(persona, width: 360)
                : await site.OpenAsync(width: 360);
            foreach (var path in visits.SelectMany(visit => visit.Paths(things)))
            {
                await page.GotoAsync(path);
                if (await page.EvaluateAsync<int>(NameEverythingAtLength) is > 0 and var beyond)
                    wide.Add($"{visits.Key} {path} is {beyond} px too wide.");
            }
        }

        Assert.Empty(wide);
    }

    [Fact]
    public async Task Pages_FindEveryFileThatTheyAskFor()
    {
        var missing = new SortedSet<string>(StringComparer.Ordinal);
        var things = await PageVisit.FindThingsAsync(site);
        foreach (var visits in PageVisit.All.GroupBy(visit => visit.Persona))
        {
            var page = visits.Key is { } persona ? await site.OpenAsAsync(persona) : await site.OpenAsync();
            page.Response += (_, response) =>
            {
                if (response.Status >= 400 && response.Request.ResourceType != "document")
                    missing.Add($"{response.Status} {response.Url[site.Address.Length..]}");
            };
            foreach (var path in visits.SelectMany(visit => visit.Paths(things)))
                await page.GotoAsync(path);
        }

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Tables_KeepEachTextInItsCell(int width)
    {
        var page = await site.OpenAsync(width: width);
        await page.GotoAsync("/");
        Assert.Equal(0, await page.EvaluateAsync<int>(OverflowingCells));
    }

    [Fact]
    public async Task Labels_OfAWordOrTwo_StayOnOneLine()
    {
        var page = await site.OpenAsAsync(PageVisit.Operator);
        await page.GotoAsync("/me");
        Assert.Empty(await page.EvaluateAsync<string[]>(BrokenLabels));
    }
}
