using System.Net;
using System.Text.Json;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Eventually;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>A wish to be introduced, from the answer to its outcome, by the API and by pages.</summary>
public abstract class IntroductionsOnEveryDatabase(World world)
{
    private const string Own = "/api/v1/me/introductions";

    private string Queue => $"/api/v1/clusters/{world.Cluster}/introductions";

    [Fact]
    public async Task Api_LeadsFromTheAnswerToTheNewsOfBothSides()
    {
        var (asker, maker, organisation) = await PeopleAsync();
        var id = await world.WishAsync(asker, organisation);
        var wish = await FindAsync(asker, Own, id);
        Assert.Equal(("open", organisation, asker.Id), (
            Text(wish, "state"), Text(wish, "organisationId"), Text(wish, "memberId")));
        Assert.Equal(id, Text(await FindAsync(world.Coordinator, Queue + "?state=open", id), "id"));
        Assert.Equal(id, Text(await FindAsync(world.Operator, "/api/v1/introductions", id), "id"));

        Assert.Equal(HttpStatusCode.OK, await ConcludeAsync(world.Coordinator, id, "made"));
        wish = await FindAsync(asker, Own, id);
        Assert.Equal(("made", "서로의 연락처를 보냈습니다."), (Text(wish, "state"), Text(wish, "note")));
        Assert.Equal(organisation, Text(await NewsAsync(asker), "organisationId"));
        Assert.Equal((asker.Id, "made"), (
            Text(await NewsAsync(maker), "memberId"), Text(await NewsAsync(maker), "introduction")));
        Assert.Empty(await ItemsAsync(world.Stranger, "/api/v1/me/news"));
        Assert.Equal(HttpStatusCode.Conflict, await ConcludeAsync(world.Coordinator, id, "notMade"));
        Assert.Equal(HttpStatusCode.Conflict, await asker.Send(HttpMethod.Delete, $"{Own}/{id}"));
    }

    [Fact]
    public async Task Api_WithdrawsAWish_AndItMayBeWishedAgain()
    {
        var (asker, _, organisation) = await PeopleAsync();
        var id = await world.WishAsync(asker, organisation);
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(HttpStatusCode.OK, await asker.Send(HttpMethod.Delete, $"{Own}/{id}"));
        Assert.Empty(await ItemsAsync(asker, Own));
        Assert.Equal(HttpStatusCode.NotFound, await ConcludeAsync(world.Coordinator, id, "made"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Member.Send(HttpMethod.Delete, $"{Own}/{id}"));
        Assert.Equal(id, await world.WishAsync(asker, organisation));
    }

    [Fact]
    public async Task Api_OfAnIdea_AsksItsCluster_OrRefusesWhereTheAuthorHasNoOrganisation()
    {
        var (asker, maker, organisation) = await PeopleAsync();
        await maker.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        var idea = await world.PostIdeaAsync(maker);
        Assert.Equal(HttpStatusCode.OK, await IntroduceAsync(idea));
        var wish = Assert.Single(await ItemsAsync(asker, Own));
        Assert.Equal((organisation, idea, "폐수열 회수 공동 실증"), (
            Text(wish, "organisationId"), Text(wish, "ideaId"), Text(wish, "ideaTitle")));
        var alone = await world.Site.RegisterAsync();
        await alone.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        Assert.Equal(HttpStatusCode.Conflict, await IntroduceAsync(await world.PostIdeaAsync(alone)));

        Task<HttpStatusCode> IntroduceAsync(string about) => asker.Send(
            HttpMethod.Post, $"/api/v1/me/recommendations/ideas/{about}/answer", new { answer = "introduce" });
    }

    [Fact]
    public async Task PageHead_TellsCoordinatorsHowMuchWaits_AndTheirQueuesSayOfWhat()
    {
        var (asker, _, organisation) = await PeopleAsync();
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        using var member = await world.Site.SignInAsync(world.Member);
        var before = await WaitingAsync();
        await world.WishAsync(asker, organisation);
        Assert.Equal(before + 1, await WaitingAsync());
        var queue = await GetAsync(coordinator, $"/queue/{world.Cluster}");
        Assert.Matches(
            @"^소개 요청 [1-9]\d*$",
            queue.QuerySelector($".site-tabs a[href='/queue/{world.Cluster}/introductions']")!.TextContent);
        Assert.Null((await GetAsync(member, "/")).QuerySelector("header a[href='/queue']"));

        async Task<int> WaitingAsync()
        {
            var link = (await GetAsync(coordinator, "/")).QuerySelector("header a[href='/queue']")!;
            return int.TryParse(link.TextContent.Split(' ')[^1], out var waiting) ? waiting : 0;
        }
    }

    [Fact]
    public async Task Pages_ShowTheQueue_TakeTheOutcome_AndTellWhoWished()
    {
        var (asker, maker, organisation) = await PeopleAsync();
        using var member = await world.Site.SignInAsync(asker);
        Assert.NotNull((await GetAsync(member, "/me/introductions")).QuerySelector(".site-empty"));
        var id = await world.WishAsync(asker, organisation);
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        Assert.NotNull((await GetAsync(coordinator, $"/queue/{world.Cluster}"))
            .QuerySelector($"a[href='/queue/{world.Cluster}/introductions']"));
        var (page, action) = ($"/introductions/{id}", $"/introductions/{id}/outcome");
        Assert.NotNull((await GetAsync(coordinator, $"/queue/{world.Cluster}/introductions"))
            .QuerySelector($"a[href='{page}']"));

        var (status, again) = await PostAsync(
            coordinator, page, action, new() { ["outcome"] = "Made", ["note"] = "네" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("true", again.QuerySelector("#note")!.GetAttribute("aria-invalid"));
        (status, _) = await PostAsync(
            coordinator, page, action, new() { ["outcome"] = "Made", ["note"] = "<b>이어</b> 주었습니다." });
        Assert.Equal(HttpStatusCode.OK, status);

        var mine = await GetAsync(member, "/me/introductions");
        Assert.Contains("<b>이어</b> 주었습니다.", mine.QuerySelector(".site-lines")!.TextContent);
        Assert.Null(mine.QuerySelector("form[action$='/withdraw']"));
        await EventuallyAsync(
            () => GetAsync(member, "/news"), news => news.QuerySelector("a[href='/me/introductions']") is not null);
        using var other = await world.Site.SignInAsync(maker);
        await EventuallyAsync(
            () => GetAsync(other, "/news"), news => news.QuerySelector($"a[href='/members/{asker.Id}']") is not null);
    }

    [Fact]
    public async Task Page_WithdrawsAWish()
    {
        var (asker, _, organisation) = await PeopleAsync();
        var id = await world.WishAsync(asker, organisation);
        using var member = await world.Site.SignInAsync(asker);
        var (_, page) = await PostAsync(member, "/me/introductions", $"/introductions/{id}/withdraw", []);
        Assert.NotNull(page.QuerySelector(".site-empty"));
    }

    [Fact]
    public async Task Page_OfTheOperators_HasWhatNoClusterSees()
    {
        var asker = await world.Site.RegisterAsync();
        var alone = await world.Author.Create("/api/v1/organisations", new { name = "홀로기업" });
        var id = await world.WishAsync(asker, alone);
        Assert.DoesNotContain(await ItemsAsync(world.Coordinator, Queue), item => Text(item, "id") == id);
        Assert.Equal(HttpStatusCode.Forbidden, await ConcludeAsync(world.Coordinator, id, "made"));
        using var browser = await world.Site.SignInAsync(world.Operator);
        var queue = await GetAsync(browser, "/queue");
        Assert.NotNull(queue.QuerySelector("main a[href='/introductions']"));
        Assert.Matches("[1-9]", queue.QuerySelector("main a[href='/introductions'] + .site-meta")!.TextContent);
        Assert.Matches("[1-9]", queue.QuerySelector("header a[href='/queue']")!.TextContent);
        Assert.NotNull((await GetAsync(browser, "/introductions")).QuerySelector($"a[href='/introductions/{id}']"));
    }

    /// <summary>A member of the cluster who wishes, and one of the organisation that is wished for.</summary>
    private async Task<(Caller Asker, Caller Maker, string Organisation)> PeopleAsync()
    {
        var (asker, maker) = (await world.Site.RegisterAsync(), await world.Site.RegisterAsync());
        var organisation = await world.OrganisationInAsync(world.Cluster);
        await asker.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        await maker.Send(HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation });
        return (asker, maker, organisation);
    }

    private static Task<HttpStatusCode> ConcludeAsync(Caller caller, string id, string outcome) => caller.Send(
        HttpMethod.Post, $"/api/v1/introductions/{id}/outcome", new { outcome, note = "서로의 연락처를 보냈습니다." });

    private static async Task<JsonElement> FindAsync(Caller caller, string list, string id) =>
        (await ItemsAsync(caller, list)).Single(item => Text(item, "id") == id);

    private static async Task<JsonElement> NewsAsync(Caller caller) =>
        (await EventuallyAsync(() => ItemsAsync(caller, "/api/v1/me/news"), news => news.Count == 1))[0];

    private static async Task<List<JsonElement>> ItemsAsync(Caller caller, string path) =>
        [.. (await caller.Get(path)).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement item, string name) => item.GetProperty(name).GetString();
}

public sealed class IntroductionsTests(World world) : IntroductionsOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresIntroductionsTests(PostgresWorld world)
    : IntroductionsOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
