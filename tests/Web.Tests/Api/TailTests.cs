using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IdeaStorage.Storage.Database;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;
using static IdeaStorage.Web.Tests.Eventually;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>What members get from tails, and what operators see of them.</summary>
public abstract class TailOnEveryDatabase(World world)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_ReachesFollowersOnce_AndNotWhoCausedIt()
    {
        var idea = await world.PostIdeaAsync();
        var follower = await world.Site.RegisterAsync();
        foreach (var member in new[] { follower, world.Member })
            Assert.Equal(HttpStatusCode.OK, await member.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/follow"));
        var first = await world.CommentAsync(idea, world.Member);
        await world.Coordinator.Send(
            HttpMethod.Post, $"/api/v1/ideas/{idea}/stage", new { stage = "inReview", reason = "검토합니다." });
        var second = await world.CommentAsync(idea, world.Author);

        var news = await EventuallyAsync(() => follower.Get("/api/v1/me/news"), page => Items(page).Length == 3);

        Assert.Equal(
            [second, null, first], Items(news).Select(item => item.GetProperty("commentId").GetString()));
        Assert.Equal("inReview", Items(news)[1].GetProperty("stage").GetString());
        var own = Items(await world.Member.Get("/api/v1/me/news"))
            .Where(item => item.GetProperty("ideaId").GetString() == idea);
        Assert.Equal([second, null], own.Select(item => item.GetProperty("commentId").GetString()));
        using var browser = await world.Site.SignInAsync(follower);
        var page = await Forms.GetAsync(browser, "/news");
        Assert.Equal(3, page.QuerySelectorAll("main .site-card").Length);
        Assert.NotNull(page.QuerySelector($"a[href='/ideas/{idea}#c-{first}']"));
    }

    [Fact]
    public async Task News_IsCountedInThePageHead_UntilItsPageIsOpened()
    {
        var (idea, follower) = (await world.PostIdeaAsync(), await world.Site.RegisterAsync());
        await follower.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/follow");
        using var browser = await world.Site.SignInAsync(follower);
        Assert.Equal("소식", await HeadAsync());
        await world.CommentAsync(idea, world.Member);
        await world.CommentAsync(idea, world.Author);
        await EventuallyAsync(() => follower.Get("/api/v1/me/news/unseen"), answer => Unseen(answer) == 2);
        Assert.Equal("새 소식 2건", await HeadAsync());

        var oldest = Items(await follower.Get("/api/v1/me/news"))[1];
        Assert.False(oldest.GetProperty("isSeen").GetBoolean());
        using var seen = await follower.Client.PutAsJsonAsync(
            "/api/v1/me/news/seen", new { position = oldest.GetProperty("position").GetInt64() }, Cancellation);
        Assert.Equal(1, Unseen(await Site.JsonOf(seen)));
        Assert.Single((await Forms.GetAsync(browser, "/news")).QuerySelectorAll("main .krds-badge"));
        Assert.Equal("소식", await HeadAsync());

        async Task<string> HeadAsync() =>
            (await Forms.GetAsync(browser, "/")).QuerySelector("header a[href='/news']")!.TextContent;

        static int Unseen(JsonElement answer) => answer.GetProperty("unseen").GetInt32();
    }

    [Fact]
    public async Task News_OfParticipants_IsToldOnceForAllOfThem()
    {
        var (idea, follower) = (await world.ProjectAsync(), await world.Site.RegisterAsync());
        await follower.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/follow");
        var organisations = new List<string>();
        foreach (var name in new[] { "한빛정밀", "가람대학교" })
            organisations.Add(await world.Author.Create("/api/v1/organisations", new { name }));
        Assert.Equal(HttpStatusCode.OK, await world.Coordinator.Send(
            HttpMethod.Put, $"/api/v1/ideas/{idea}/participants", new { organisationIds = organisations }));

        // The comment is told after what was before it.
        var comment = await world.CommentAsync(idea, world.Member);
        var news = Items(await EventuallyAsync(() => follower.Get("/api/v1/me/news"), page => Items(page)
            .Any(item => item.GetProperty("commentId").GetString() == comment)));
        Assert.Equal(2, news.Length);
        Assert.Equal((null, null), (
            news[1].GetProperty("commentId").GetString(), news[1].GetProperty("stage").GetString()));
        using var browser = await world.Site.SignInAsync(follower);
        var page = await Forms.GetAsync(browser, "/news");
        Assert.Contains("과제 참여 기관이 바뀌었습니다.", page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task News_OfWhatIsHiddenNow_IsNotShown()
    {
        var idea = await world.PostIdeaAsync();
        var follower = await world.Site.RegisterAsync();
        await follower.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/follow");
        var comment = await world.CommentAsync(idea, world.Member);
        await EventuallyAsync(() => follower.Get("/api/v1/me/news"), page => Items(page).Length == 1);

        await follower.Create($"/api/v1/comments/{comment}/flags", new { category = "spam" });
        var queue = await world.Coordinator.Get($"/api/v1/clusters/{world.Cluster}/cases?status=open");
        var flagged = Items(queue).First(item => item.GetProperty("commentId").GetString() == comment);
        await world.Coordinator.Send(
            HttpMethod.Post, $"/api/v1/cases/{flagged.GetProperty("id").GetString()}/decision",
            new { decision = "hide", reason = "광고입니다." });

        Assert.Empty(Items(await follower.Get("/api/v1/me/news")));
    }

    [Fact]
    public async Task Tails_AreTheOperatorsAlone()
    {
        foreach (var path in new[] { "/api/v1/tails", "/api/v1/tails/news/parked" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await world.Coordinator.Send(HttpMethod.Get, path));
            using var visitor = await world.Site.Visitor.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, visitor.StatusCode);
        }

        using var browser = await world.Site.SignInAsync(world.Coordinator);
        foreach (var path in new[] { "/tails", "/tails/news" })
        {
            using var page = await browser.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }
    }

    [Fact]
    public async Task Parked_IsShownAndReplayed_ThroughTheApi()
    {
        await ParkAsync(1);
        var tail = await EventuallyAsync(
            async () => Items(await world.Operator.Get("/api/v1/tails"))
                .Single(one => one.GetProperty("name").GetString() == "news"),
            tail => tail.GetProperty("parked").GetInt64() == 1 && tail.GetProperty("lag").GetInt64() == 0);
        Assert.NotEqual("", tail.GetProperty("holder").GetString());
        var parked = Items(await world.Operator.Get("/api/v1/tails/news/parked")).Single();
        Assert.Equal("FormatException: planted", parked.GetProperty("error").GetString());

        using var asked = await world.Operator.Client.PostAsJsonAsync(
            "/api/v1/tails/news/replay", new { position = 1 }, Cancellation);

        Assert.Equal(1, (await Site.JsonOf(asked)).GetProperty("asked").GetInt32());
        await EventuallyAsync(() => world.Operator.Get("/api/v1/tails/news/parked"), page => Items(page).Length == 0);
        Assert.Equal(
            HttpStatusCode.NotFound,
            await world.Operator.Send(HttpMethod.Post, "/api/v1/tails/news/replay", new { position = 1 }));
        Assert.Equal(
            HttpStatusCode.NotFound, await world.Operator.Send(HttpMethod.Post, "/api/v1/tails/no/replay", new { }));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await world.Operator.Send(HttpMethod.Post, "/api/v1/tails/news/replay", new { position = "one" }));
    }

    [Fact]
    public async Task Parked_IsShownAndReplayed_OnThePage()
    {
        await ParkAsync(2);
        using var browser = await world.Site.SignInAsync(world.Operator);
        Assert.NotNull((await Forms.GetAsync(browser, "/tails")).QuerySelector("a[href='/tails/news']"));

        var (status, page) = await Forms.PostAsync(
            browser, "/tails/news", "/tails/news/replay", new() { ["position"] = "2" });

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("news", page.QuerySelector("h1")!.TextContent);
        await EventuallyAsync(
            () => Forms.GetAsync(browser, "/tails/news"),
            shown => shown.QuerySelector("[name=position][value='2']") is null);
    }

    /// <summary>As if the tail had not been able to handle the event at this position.</summary>
    private Task ParkAsync(long position) => world.Site.Services.GetRequiredService<IDatabaseWriter>().WriteAsync(
        (connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText =
                $"""
                INSERT INTO parked_events (tail, position, error, attempts, parked_at)
                VALUES ('news', {position}, 'FormatException: planted', 6, 0)
                """;
            return command.ExecuteNonQuery();
        },
        Cancellation);

    private static JsonElement[] Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray()];
}

public sealed class TailTests(World world) : TailOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresTailTests(PostgresWorld world)
    : TailOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
