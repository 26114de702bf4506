using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdeaStorage.Browser.Tests;

/// <summary>Whoever runs no scripts does it all by links and forms.</summary>
[Collection(BrowserCollection.Name)]
public sealed class NoScriptTests(BrowserSite site)
{
    private const string Password = "correct horse battery";
    private const string Title = "스크립트 없이 올린 공동 세척 설비";

    [Fact]
    public async Task NewMember_SignsOutAndIn_PostsCommentsSupportsFollowsAndAnswers()
    {
        var page = await site.OpenAsync(scripts: false);
        await RegisterAsync(page, "plain-member");
        await page.Locator("form[action='/sign-out'] button").ClickAsync();
        await Expect(page.Locator("form[action='/sign-out']")).ToHaveCountAsync(0);
        await SignInAsync(page, "plain-member");
        await page.GotoAsync("/clusters");
        await page.Locator(".site-card-title a").First.ClickAsync();
        await page.Locator("form[action$='/join'] button").ClickAsync();
        await Expect(page.Locator(".site-flash")).ToBeVisibleAsync();
        var cluster = new Uri(page.Url).Segments[^1];
        await PostAsync(page, cluster);

        await CommentAsync(page, "#comment", "먼저 물 사용량부터 재 보겠습니다.");
        await Expect(page.Locator(".site-comment")).ToContainTextAsync("물 사용량");
        await page.Locator(".site-comment a[href*='reply=']").ClickAsync();
        await CommentAsync(page, "#reply", "다음 주에 올리겠습니다.");
        await Expect(page.Locator(".site-comment.depth-2")).ToContainTextAsync("다음 주에");

        await page.GotoAsync($"/ideas?cluster={cluster}&stage=Open");
        await page.Locator($".site-card-title a:not(:has-text('{Title}'))").First.ClickAsync();
        await PressTwiceAsync(page, "#support-button");
        await PressTwiceAsync(page, "#follow-button");
        await AnswerAsync(page);
    }

    [Fact]
    public async Task FlaggedIdea_IsDecidedByACoordinator()
    {
        var coordinator = await site.OpenAsync(scripts: false);
        await SignInAsPersonaAsync(coordinator, "demo-coordinator");
        await coordinator.GotoAsync("/me");
        var coordinated = coordinator.Locator(".site-people li", new() { HasTextString = "코디네이터" }).First;
        var cluster = (await coordinated.Locator("a").GetAttributeAsync("href"))!.Split('/')[^1];

        var author = await site.OpenAsync(scripts: false);
        await RegisterAsync(author, "plain-author");
        await author.GotoAsync($"/clusters/{cluster}");
        await author.Locator("form[action$='/join'] button").ClickAsync();
        await PostAsync(author, cluster);
        var idea = new Uri(author.Url).AbsolutePath;

        var flagger = await site.OpenAsync(scripts: false);
        await SignInAsPersonaAsync(flagger, "demo-newcomer");
        await flagger.GotoAsync(idea);
        await flagger.Locator($"a[href='{idea}/flag']").First.ClickAsync();
        await flagger.Locator("label[for=category-Spam]").ClickAsync();
        await flagger.Locator($"form[action='{idea}/flag'] button").ClickAsync();
        await Expect(flagger.Locator(".site-flash")).ToBeVisibleAsync();

        await coordinator.GotoAsync($"/cases/{idea.Split('/')[^1]}");
        await coordinator.Locator("label[for=decision-Hide]").ClickAsync();
        await coordinator.Locator("#reason").FillAsync("게시 규칙에 맞지 않습니다.");
        await coordinator.Locator("form[action$='/decision'] button").ClickAsync();
        await Expect(coordinator.Locator(".site-flash")).ToBeVisibleAsync();
        Assert.Equal(404, (await flagger.GotoAsync(idea))!.Status);
        await author.GotoAsync("/notices");
        await Expect(author.Locator(".site-card").First).ToContainTextAsync("규칙에 맞지 않습니다");
    }

    [Fact]
    public async Task Lists_AreFilteredAndReadOn()
    {
        var page = await site.OpenAsync(scripts: false);
        await page.GotoAsync("/ideas");
        var first = await page.Locator(".site-card-title a").First.GetAttributeAsync("href");
        await page.GetByRole(AriaRole.Link, new() { Name = "더 보기" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("after="));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator($".site-card-title a[href='{first}']")).ToHaveCountAsync(0);

        await page.GotoAsync("/ideas");
        await page.Locator("select[name=sort]").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await page.Locator("form:has(select[name=sort]) button[type=submit]").ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sort="));
    }

    private static async Task RegisterAsync(IPage page, string userName)
    {
        await page.GotoAsync("/register");
        await page.Locator("#userName").FillAsync(userName);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("#displayName").FillAsync(userName);
        await page.Locator("#email").FillAsync(userName + "@example.kr");
        await page.Locator("form[action='/register'] button[type=submit]").ClickAsync();
        await Expect(page.Locator("form[action='/sign-out']")).ToBeAttachedAsync();
    }

    private static async Task SignInAsync(IPage page, string userName)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator("#userName").FillAsync(userName);
        await page.Locator("#password").FillAsync(Password);
        await page.Locator("form[action='/sign-in'] button").ClickAsync();
        await Expect(page.Locator("form[action='/sign-out']")).ToBeAttachedAsync();
    }

    private static async Task SignInAsPersonaAsync(IPage page, string persona)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{persona}']").ClickAsync();
        await Expect(page.Locator("form[action='/sign-out']")).ToBeAttachedAsync();
    }

    private static async Task PostAsync(IPage page, string cluster)
    {
        await page.GotoAsync($"/ideas/new?cluster={cluster}");
        await page.Locator("#title").FillAsync(Title);
        await page.Locator("#body").FillAsync("세척 설비를 함께 쓸 이웃 공장을 찾습니다. 물과 비용을 같이 줄이면 좋겠습니다.");
        await page.Locator("#tags").FillAsync("세척, C28");
        await page.GetByRole(AriaRole.Button, new() { Name = "공개하기" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Title);
    }

    private static async Task CommentAsync(IPage page, string form, string body)
    {
        await page.Locator($"{form} textarea").FillAsync(body);
        await page.Locator($"{form} button").ClickAsync();
    }

    /// <summary>A whole page comes back each time, which says what now holds.</summary>
    private static async Task PressTwiceAsync(IPage page, string button)
    {
        await page.Locator($"{button}[aria-pressed=false]").ClickAsync();
        await Expect(page.Locator($"{button}[aria-pressed=true]")).ToBeVisibleAsync();
        await Expect(page.Locator(".site-header")).ToBeVisibleAsync();
        await page.Locator(button).ClickAsync();
        await Expect(page.Locator($"{button}[aria-pressed=false]")).ToBeVisibleAsync();
    }

    private static async Task AnswerAsync(IPage page)
    {
        await page.GotoAsync("/partners");
        await page.Locator(".site-answers button").First.ClickAsync();
        await Expect(page.Locator(".site-header")).ToBeVisibleAsync();
        await Expect(page.Locator(".site-flash")).ToBeVisibleAsync();
    }
}
