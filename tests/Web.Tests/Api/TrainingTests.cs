using System.Net;
using System.Text.Json;
using IdeaStorage.Silo.Training;
using IdeaStorage.Storage.Training;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Recommendations;
using IdeaStorage.Web.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>What operators see and decide of the recommender, and what members decide of theirs.</summary>
public abstract class TrainingOnEveryDatabase(World world)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recommender_IsTheOperatorsAlone()
    {
        foreach (var path in new[] { "", "/runs", "/figures" })
        {
            Assert.Equal(
                HttpStatusCode.Forbidden,
                await world.Coordinator.Send(HttpMethod.Get, "/api/v1/recommender" + path));
            using var visitor = await world.Site.Visitor.GetAsync("/api/v1/recommender" + path, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, visitor.StatusCode);
        }

        using var browser = await world.Site.SignInAsync(world.Coordinator);
        foreach (var path in new[] { "/recommender", "/recommender/progress" })
        {
            using var page = await browser.GetAsync(path, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        }
    }

    [Fact]
    public async Task Run_IsBegunShownAndListed()
    {
        using var browser = await world.Site.SignInAsync(world.Operator);
        var (status, _) = await Forms.PostAsync(browser, "/recommender", "/recommender/train", []);
        Assert.Equal(HttpStatusCode.OK, status);
        await world.Site.Services.GetRequiredService<TrainingWork>().Ended;
        var run = (await world.Operator.Get("/api/v1/recommender/runs")).GetProperty("items")[0];
        Assert.Equal(
            ("done", "operator", "tooLittleData"),
            (run.GetProperty("state").GetString(), run.GetProperty("cause").GetString(),
                run.GetProperty("outcome").GetString()));
        Assert.True(run.GetProperty("position").GetInt64() > 0);
        var page = await Forms.GetAsync(browser, "/recommender");
        Assert.Contains("활동이 아직 적어", page.QuerySelector(".site-card")!.TextContent);
        using var progress = await browser.GetAsync("/recommender/progress", Cancellation);
        Assert.Equal("true", progress.Headers.GetValues("HX-Refresh").Single());
    }

    [Fact]
    public async Task ARunAtWork_ShowsHowFarItIs_AndIsCancelledFromThePage()
    {
        var runs = world.Site.Services.GetRequiredService<TrainingRuns>();
        var run = new TrainingRun { Id = "at work", Stage = "evaluate", Progress = 420 };
        Assert.True(await runs.TryBeginAsync(run.Id, RunCause.Reminder, null, 1, Cancellation));
        Assert.True(await runs.BeatAsync(run, Cancellation));
        using var browser = await world.Site.SignInAsync(world.Operator);

        var part = (await Forms.GetAsync(browser, "/recommender/progress")).QuerySelector("#training-progress")!;
        Assert.Equal("/recommender/progress", part.GetAttribute("hx-get"));
        var bar = part.QuerySelector("progress")!;
        Assert.Equal(("420", "1000"), (bar.GetAttribute("value"), bar.GetAttribute("max")));
        Assert.Contains("42%", part.TextContent);
        Assert.Equal("training-bar", part.QuerySelector("label")!.GetAttribute("for"));

        var (_, page) = await Forms.PostAsync(browser, "/recommender", "/recommender/cancel", []);
        Assert.True((await runs.FindRunningAsync(Cancellation))!.CancelAsked);
        Assert.Null(page.QuerySelector("form[action='/recommender/cancel']"));
        await runs.EndAsync(run, new RunEnd(RunState.Cancelled, "cancelled"), [], Cancellation);
        Assert.Contains("취소", (await Forms.GetAsync(browser, "/recommender")).QuerySelector(".site-card")!.TextContent);
    }

    [Fact]
    public async Task Pin_OfTheBuiltInModel_HoldsUntilItIsTakenBack()
    {
        using var browser = await world.Site.SignInAsync(world.Operator);
        await Forms.PostAsync(browser, "/recommender", "/recommender/pin", []);
        Assert.True((await world.Operator.Get("/api/v1/recommender")).GetProperty("isPinned").GetBoolean());
        var (_, page) = await Forms.PostAsync(browser, "/recommender", "/recommender/unpin", []);
        Assert.NotNull(page.QuerySelector("form[action='/recommender/pin']"));
        var serving = await world.Operator.Get("/api/v1/recommender");
        Assert.False(serving.GetProperty("isPinned").GetBoolean());
        Assert.Equal(
            ["Unpinned", "Pinned"],
            serving.GetProperty("changes").EnumerateArray().Take(2).Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await world.Operator.Send(HttpMethod.Put, "/api/v1/recommender/pin", new { model = "no such model" }));
    }

    [Fact]
    public async Task Recommended_OpenedAndAnswered_IsInTheFigures()
    {
        var idea = await world.PostIdeaAsync();
        var reader = await world.Site.RegisterAsync();
        await reader.Send(HttpMethod.Patch, "/api/v1/me", new { tags = new[] { "C27", "폐수열" } });
        var before = await FiguresAsync();
        using var browser = await world.Site.SignInAsync(reader);
        var list = await Forms.GetAsync(browser, "/partners/ideas");
        var link = list.QuerySelector($"a[href^='/ideas/{idea}']")!.GetAttribute("href")!;
        await Forms.GetAsync(browser, link);
        await Forms.GetAsync(browser, link);
        await reader.Post($"/api/v1/me/recommendations/ideas/{idea}/answer", new { answer = "interested" });
        var after = await FiguresAsync();
        Assert.True(after.Shown > before.Shown);
        Assert.Equal((before.Opened + 1, before.Accepted + 1), (after.Opened, after.Accepted));
        using var staff = await world.Site.SignInAsync(world.Operator);
        Assert.Contains("신호 합산", (await Forms.GetAsync(staff, "/recommender")).QuerySelector("table")!.TextContent);
    }

    [Fact]
    public async Task Activity_IsKeptOut_ThroughTheApiAndOnThePage()
    {
        var member = await world.Site.RegisterAsync();
        Assert.True((await member.Get("/api/v1/me")).GetProperty("usesActivity").GetBoolean());
        Assert.Equal(
            HttpStatusCode.OK, await member.Send(HttpMethod.Patch, "/api/v1/me", new { usesActivity = false }));
        Assert.False((await member.Get("/api/v1/me")).GetProperty("usesActivity").GetBoolean());
        using var browser = await world.Site.SignInAsync(member);
        var page = await Forms.GetAsync(browser, "/me");
        Assert.Equal(
            "false", page.QuerySelector("select[name=usesActivity] option[selected]")!.GetAttribute("value"));
        var fields = Forms.FieldsOf(page, "form[action='/me'][method='post']");
        (fields["displayName"], fields["usesActivity"]) = ("새 이름", "true");
        await Forms.SendAsync(browser, "/me", fields);
        Assert.True((await member.Get("/api/v1/me")).GetProperty("usesActivity").GetBoolean());
    }

    private async Task<(long Shown, long Opened, long Accepted)> FiguresAsync()
    {
        await world.Site.Services.GetRequiredService<ImpressionLog>().WriteAsync(Cancellation);
        var report = await world.Operator.Get("/api/v1/recommender/figures");
        var ideas = report.GetProperty("byModel").EnumerateArray()
            .Where(row => row.GetProperty("kind").GetString() == "Idea").Select(row => row.GetProperty("figures"))
            .ToList();
        return (Sum(ideas, "shown"), Sum(ideas, "opened"), Sum(ideas, "accepted"));
    }

    private static long Sum(IEnumerable<JsonElement> figures, string name) =>
        figures.Sum(one => one.GetProperty(name).GetInt64());
}

public sealed class TrainingTests(World world) : TrainingOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresTrainingTests(PostgresWorld world)
    : TrainingOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
