using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Tests.Pages;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>Flagging twice, and notices that are new until they were seen.</summary>
public abstract class NoticesOnEveryDatabase(World world)
{
    [Fact]
    public async Task Flag_ByTheSameMemberAgain_SaysThatTheFirstNoteStays()
    {
        var comment = await world.CommentAsync(await world.PostIdeaAsync());
        var flags = $"/api/v1/comments/{comment}/flags";
        var first = await world.Member.Post(flags, new { category = "spam", note = "처음" });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.False((await Site.JsonOf(first)).GetProperty("alreadyFlagged").GetBoolean());
        var again = await world.Member.Post(flags, new { category = "spam", note = "다시" });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True((await Site.JsonOf(again)).GetProperty("alreadyFlagged").GetBoolean());
        var kept = await world.Coordinator.Get($"/api/v1/cases/{comment}");
        Assert.Equal("처음", kept.GetProperty("case").GetProperty("flagList")[0].GetProperty("note").GetString());

        var member = await world.Site.SignInAsync(world.Member);
        var (_, page) = await Forms.PostAsync(
            member, $"/comments/{comment}/flag", $"/comments/{comment}/flag",
            new() { ["category"] = "Spam", ["note"] = "또" });
        Assert.Contains("처음 신고할 때", page.QuerySelector(".site-flash")!.TextContent);
    }

    [Fact]
    public async Task Notices_AreUnseenUntilMarked_AndNeverAheadOfTime()
    {
        var flagger = await world.Site.RegisterAsync();
        await DecideAsync(flagger);
        await DecideAsync(flagger);
        Assert.Equal(2, await UnseenAsync(flagger));
        var oldest = (await flagger.Get("/api/v1/me/notices")).GetProperty("items")[1];
        Assert.False(oldest.GetProperty("isSeen").GetBoolean());
        var seen = await flagger.Client.PutAsJsonAsync(
            "/api/v1/me/notices/seen", new { position = oldest.GetProperty("position").GetInt64() },
            TestContext.Current.CancellationToken);
        Assert.Equal(1, (await Site.JsonOf(seen)).GetProperty("unseen").GetInt32());
        await flagger.Client.PutAsJsonAsync(
            "/api/v1/me/notices/seen", new { position = long.MaxValue }, TestContext.Current.CancellationToken);
        Assert.Equal(0, await UnseenAsync(flagger));
        await DecideAsync(flagger);
        Assert.Equal(1, await UnseenAsync(flagger));
    }

    [Fact]
    public async Task Notices_AreCountedInThePageHeadUntilTheirPageIsOpened()
    {
        var flagger = await world.Site.RegisterAsync();
        await DecideAsync(flagger);
        var client = await world.Site.SignInAsync(flagger);
        Assert.Contains("1", (await Forms.GetAsync(client, "/")).QuerySelector("header .site-unseen")!.TextContent);
        var notices = await Forms.GetAsync(client, "/notices");
        Assert.NotNull(notices.QuerySelector("main .krds-badge"));
        Assert.Null((await Forms.GetAsync(client, "/")).QuerySelector("header .site-unseen"));
        Assert.Null((await Forms.GetAsync(client, "/notices")).QuerySelector("main .krds-badge"));
    }

    [Fact]
    public async Task Notice_OfAnIdeaThatWasHidden_SaysThatItIsOutOfSight()
    {
        var flagger = await world.Site.RegisterAsync();
        var idea = await world.PostIdeaAsync();
        var @case = await flagger.Create($"/api/v1/ideas/{idea}/flags", new { category = "spam" });
        await world.Coordinator.Post($"/api/v1/cases/{@case}/decision", new { decision = "hide", reason = "광고입니다." });
        var notice = (await flagger.Get("/api/v1/me/notices")).GetProperty("items")[0];
        Assert.Equal(JsonValueKind.Null, notice.GetProperty("ideaTitle").ValueKind);
        var page = await Forms.GetAsync(await world.Site.SignInAsync(flagger), "/notices");
        Assert.Contains("이제 볼 수 없는", page.QuerySelector("main")!.TextContent);
        Assert.Null(page.QuerySelector($"main a[href='/ideas/{idea}']"));
    }

    private async Task DecideAsync(Caller flagger)
    {
        var comment = await world.CommentAsync(await world.PostIdeaAsync());
        var @case = await flagger.Create($"/api/v1/comments/{comment}/flags", new { category = "abuse" });
        var decided = await world.Coordinator.Post(
            $"/api/v1/cases/{@case}/decision", new { decision = "dismiss", reason = "문제가 없습니다." });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
    }

    private static async Task<int> UnseenAsync(Caller caller) =>
        (await caller.Get("/api/v1/me/notices/unseen")).GetProperty("unseen").GetInt32();
}

public sealed class NoticesTests(World world) : NoticesOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresNoticesTests(PostgresWorld world)
    : NoticesOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
