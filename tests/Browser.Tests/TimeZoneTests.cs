using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace IdeaStorage.Browser.Tests;

/// <summary>Times are Korean ones wherever the reader is, and every page says so.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TimeZoneTests(BrowserSite site)
{
    [Theory]
    [InlineData("ko-KR", "America/New_York", "yyyy. M. d. HH:mm", "한국 표준시")]
    [InlineData("en-GB", "America/New_York", "d MMM yyyy HH:mm 'KST'", "Korea Standard Time")]
    [InlineData("en-GB", "Asia/Seoul", "d MMM yyyy HH:mm 'KST'", "Korea Standard Time")]
    public async Task Times_AreThoseOfKorea_AndSaidToBe(string locale, string zone, string format, string named)
    {
        var page = await site.OpenAsync(locale, timeZone: zone);
        await page.GotoAsync("/ideas");
        await page.Locator(".site-card-title a").First.ClickAsync();
        var shown = page.Locator(".site-idea-head time");
        var at = DateTimeOffset.Parse(
            (await shown.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        await Expect(shown).ToHaveTextAsync(
            at.ToOffset(TimeSpan.FromHours(9)).ToString(format, CultureInfo.InvariantCulture));
        await Expect(page.Locator("footer")).ToContainTextAsync(named);
    }
}
