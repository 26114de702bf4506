using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdeaStorage.Browser.Tests;

/// <summary>What people come to do, from start to end.</summary>
[Collection(BrowserCollection.Name)]
public sealed class JourneyTests(BrowserSite site)
{
    private const string Title = "폐열로 온실을 데우는 산단 공동 배관";
    private const string Body = "도금 공장의 폐열을 이웃 온실로 보내는 배관을 함께 깔 회사를 찾습니다. **열교환기** 경험이 있으면 좋겠습니다.";

    [Fact]
    public async Task NewMember_RegistersJoinsPostsCommentsAndSupports()
    {
        var page = await site.OpenAsync();
        await RegisterAsync(page, "journey-member", "여정 회원");
        await JoinFirstClusterAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "아이디어 올리기" }).ClickAsync();
        await page.GetByLabel("제목").FillAsync("짧다");
        await page.GetByLabel("내용").FillAsync(Body);
        await page.Locator("#tags").FillAsync("폐열, C28");
        await page.Locator("#title").EvaluateAsync("field => field.removeAttribute('minlength')");
        await page.GetByRole(AriaRole.Button, new() { Name = "공개하기" }).ClickAsync();
        await Expect(page.Locator("#title-error")).ToContainTextAsync("4");
        await Expect(page.GetByLabel("내용")).ToHaveValueAsync(Body);

        await page.GetByLabel("제목").FillAsync(Title);
        await page.GetByRole(AriaRole.Button, new() { Name = "공개하기" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Title);
        await Expect(page.Locator(".site-idea-body strong")).ToHaveTextAsync("열교환기");

        await page.Locator("#comment textarea").FillAsync("먼저 열량부터 재 보겠습니다.");
        await page.GetByRole(AriaRole.Button, new() { Name = "의견 올리기" }).ClickAsync();
        await Expect(page.Locator(".site-comment")).ToContainTextAsync("먼저 열량부터 재 보겠습니다.");
        await page.GetByRole(AriaRole.Link, new() { Name = "답글: 여정 회원" }).ClickAsync();
        await page.Locator("#reply textarea").FillAsync("다음 주에 결과를 올리겠습니다.");
        await page.GetByRole(AriaRole.Button, new() { Name = "의견 올리기" }).ClickAsync();
        await Expect(page.Locator(".site-comment.depth-2")).ToContainTextAsync("다음 주에");
        // One's own idea is never supported, so its page does not offer it.
        await Expect(page.Locator("#support-button")).ToHaveCountAsync(0);

        await SupportAnotherIdeaAsync(page);
    }

    [Fact]
    public async Task Posting_WithTheKeyboardAlone_Works()
    {
        var page = await site.OpenAsAsync("demo-member");
        await page.GotoAsync("/ideas/new");
        await page.Locator("#select-clusterId").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Keyboard only: shared calibration bench");
        await page.Keyboard.PressAsync("Tab");
        while (await page.EvaluateAsync<string>("() => document.activeElement.id") == "")
            await page.Keyboard.PressAsync("Tab");
        Assert.Equal("body", await page.EvaluateAsync<string>("() => document.activeElement.id"));
        await page.Keyboard.TypeAsync("We would like to share one calibration bench among five workshops.");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("calibration");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Keyboard only: shared calibration bench");
    }

    [Fact]
    public async Task Coordinator_ClearsTheQueue_AndTheAuthorIsTold()
    {
        var author = await site.OpenAsync();
        await RegisterAsync(author, "queue-author", "심의 대상");
        var cluster = await CoordinatedClusterAsync();
        await author.GotoAsync(cluster);
        await author.GetByRole(AriaRole.Button, new() { Name = "가입하기" }).ClickAsync();
        await author.GotoAsync($"/ideas/new?cluster={cluster.Split('/')[^1]}");
        await author.Locator("#title").FillAsync("지금 바로 연락 주세요");
        await author.Locator("#body").FillAsync("무엇이든 싸게 팝니다. 지금 바로 연락 주시면 더 싸게 드립니다.");
        await author.Locator("#tags").FillAsync("광고");
        await author.GetByRole(AriaRole.Button, new() { Name = "공개하기" }).ClickAsync();
        await Expect(author.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("지금 바로 연락 주세요");
        var idea = new Uri(author.Url).AbsolutePath;

        var flagger = await site.OpenAsAsync("demo-newcomer");
        await flagger.GotoAsync(idea + "/flag");
        await flagger.GetByText("광고·도배").ClickAsync();
        await flagger.GetByRole(AriaRole.Button, new() { Name = "신고하기" }).ClickAsync();
        await Expect(flagger.Locator(".site-flash")).ToBeVisibleAsync();
        Assert.Equal(404, (await flagger.GotoAsync(cluster.Replace("/clusters/", "/queue/")))!.Status);

        var coordinator = await site.OpenAsAsync("demo-coordinator");
        await ClearAsync(coordinator, cluster.Replace("/clusters/", "/queue/"));

        await author.GotoAsync("/notices");
        await Expect(author.Locator(".site-card").First).ToContainTextAsync("규칙에 맞지 않습니다");
        await flagger.GotoAsync("/notices");
        await Expect(flagger.Locator(".site-card").First).ToContainTextAsync("규칙에 맞지 않습니다");
        Assert.Equal(404, (await flagger.GotoAsync(idea))!.Status);
        Assert.Equal(200, (await author.GotoAsync(idea))!.Status);
    }

    [Fact]
    public async Task LanguageSwitch_IsKept()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("/ideas");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "ko");
        await page.GetByRole(AriaRole.Link, new() { Name = "English", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Ideas");
        await page.GetByRole(AriaRole.Link, new() { Name = "Mini-clusters", Exact = true }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
    }

    [Fact]
    public async Task MoreIdeas_ComeInPlace()
    {
        var page = await site.OpenAsync();
        await page.GotoAsync("/ideas");
        await Expect(page.Locator(".site-card")).ToHaveCountAsync(20);
        await page.GetByRole(AriaRole.Link, new() { Name = "더 보기" }).ClickAsync();
        await Expect(page.Locator(".site-card")).ToHaveCountAsync(40);
    }

    private static async Task RegisterAsync(IPage page, string userName, string displayName)
    {
        await page.GotoAsync("/register");
        await page.Locator("#userName").FillAsync(userName);
        await page.Locator("#password").FillAsync("correct horse battery");
        await page.Locator("#displayName").FillAsync(displayName);
        await page.Locator("#email").FillAsync(userName + "@example.kr");
        await page.Locator("form[action='/register'] button[type=submit]").ClickAsync();
        await Expect(page.Locator(".site-flash")).ToBeVisibleAsync();
    }

    private static async Task JoinFirstClusterAsync(IPage page)
    {
        await page.GotoAsync("/clusters");
        await page.Locator(".site-card-title a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "가입하기" }).ClickAsync();
        await Expect(page.Locator(".site-flash")).ToBeVisibleAsync();
    }

    /// <summary>In place by htmx: the address stays, the count grows, and comes back on the second press.</summary>
    private static async Task SupportAnotherIdeaAsync(IPage page)
    {
        await page.GotoAsync("/clusters");
        await page.Locator(".site-card-title a").First.ClickAsync();
        await page.Locator(".site-brief-title a", new() { HasTextString = Title }).First.WaitForAsync();
        // What a cluster shows of its ideas changes with what is done there; all that take support are in the list.
        await page.GotoAsync($"/ideas?cluster={new Uri(page.Url).Segments[^1]}&stage=Open");
        await page.Locator($".site-card-title a:not(:has-text('{Title}'))").First.ClickAsync();
        var count = page.Locator("#support-count");
        var before = await count.InnerTextAsync();
        await page.Locator("#support-button[aria-pressed=false]").ClickAsync();
        await Expect(page.Locator("#support-button[aria-pressed=true]")).ToBeVisibleAsync();
        await Expect(count).Not.ToHaveTextAsync(before);
        await page.Locator("#support-button").ClickAsync();
        await Expect(count).ToHaveTextAsync(before);
    }

    private async Task<string> CoordinatedClusterAsync()
    {
        var page = await site.OpenAsAsync("demo-coordinator");
        await page.GotoAsync("/me");
        var row = page.Locator(".site-people li", new() { HasTextString = "코디네이터" }).First;
        return (await row.Locator("a").GetAttributeAsync("href"))!;
    }

    /// <summary>Decides every open case, until the queue says that it is empty.</summary>
    private static async Task ClearAsync(IPage page, string queue)
    {
        const int CasesMax = 30;
        for (var decided = 0; decided < CasesMax; decided++)
        {
            await page.GotoAsync(queue);
            var first = page.Locator(".site-card-title a").First;
            if (await first.CountAsync() == 0)
                break;
            await first.ClickAsync();
            await page.Locator("#decision-Hide").FocusAsync();
            await page.Keyboard.PressAsync("Space");
            await page.Locator("#reason").FillAsync("게시 규칙에 맞지 않습니다.");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".site-flash")).ToBeVisibleAsync();
        }
        await Expect(page.Locator(".site-empty")).ToBeVisibleAsync();
    }
}
