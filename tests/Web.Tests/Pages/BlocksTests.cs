using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>Blocking an organisation, by the API and by the buttons of the pages.</summary>
public abstract class BlocksOnEveryDatabase(World world)
{
    private const string Blocks = "/api/v1/me/blocks";
    private const string Partners = "/api/v1/me/recommendations/organisations?limit=100";

    [Fact]
    public async Task Api_BlocksOnce_ListsAndTakesBack()
    {
        var (caller, organisation, _) = await MemberWhoIsProposedAsync();
        Assert.Contains(organisation, await IdsAsync(caller, Partners));
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(HttpStatusCode.OK, await caller.Send(HttpMethod.Put, $"{Blocks}/{organisation}"));
        Assert.Equal([organisation], await IdsAsync(caller, Blocks));
        Assert.Empty(await IdsAsync(world.Operator, Blocks));
        Assert.DoesNotContain(organisation, await IdsAsync(caller, Partners));

        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(HttpStatusCode.OK, await caller.Send(HttpMethod.Delete, $"{Blocks}/{organisation}"));
        Assert.Empty(await IdsAsync(caller, Blocks));
        Assert.Contains(organisation, await IdsAsync(caller, Partners));
    }

    [Fact]
    public async Task Api_RefusesOnesOwnOrganisation_AndWhatIsNone()
    {
        var (caller, organisation, _) = await MemberWhoIsProposedAsync();
        Assert.Equal(HttpStatusCode.NotFound, await caller.Send(HttpMethod.Put, $"{Blocks}/nobody"));
        Assert.Equal(HttpStatusCode.OK, await caller.Send(HttpMethod.Put, $"{Blocks}/{organisation}"));
        await caller.Send(HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation });
        Assert.Empty(await IdsAsync(caller, Blocks));
        using var refused = await caller.Client.PutAsync(
            $"{Blocks}/{organisation}", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await Site.JsonOf(refused);
        Assert.Equal("OwnOrganisationCannotBeBlocked", problem.GetProperty("name").GetString());
    }

    [Fact]
    public async Task Idea_OfAMemberOfWhatIsBlocked_IsProposedToTheOneWhoBlocks_NoMore()
    {
        const string ideas = "/api/v1/me/recommendations/ideas?limit=100";
        var (caller, organisation, tag) = await MemberWhoIsProposedAsync();
        var author = await world.Site.RegisterAsync();
        await author.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        await author.Send(HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation });
        var posted = await author.Create("/api/v1/ideas", new
        {
            clusterId = world.Cluster,
            title = "폐열 온실",
            body = "공장의 폐열로 겨울에도 채소를 기르는 온실을 함께 짓고자 합니다.",
            tags = new[] { tag },
        });
        Assert.Contains(posted, await IdsAsync(caller, ideas));
        await caller.Send(HttpMethod.Put, $"{Blocks}/{organisation}");
        Assert.DoesNotContain(posted, await IdsAsync(caller, ideas));
        Assert.Contains(posted, await IdsAsync(world.Member, "/api/v1/ideas?tag=" + tag));
    }

    [Fact]
    public async Task Button_PutsTheWayBackInItsPlace_AndThatTheButtons()
    {
        var (caller, organisation, _) = await MemberWhoIsProposedAsync();
        using var browser = await world.Site.SignInAsync(caller);
        var block = $"/organisations/{organisation}/block";
        var list = await GetAsync(browser, "/partners");
        var button = list.QuerySelector($"button[formaction='{block}']")!;
        Assert.Equal(block, button.GetAttribute("hx-post"));
        var fields = FieldsOf(list, $"form[action='/recommendations{block[..^"/block".Length]}']");

        var (status, part) = await SendAsync(browser, block, fields, isPartial: true);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(part.QuerySelector("[role=status]"));
        Assert.Null((await GetAsync(browser, "/partners")).QuerySelector($"button[formaction='{block}']"));
        var undo = $"/organisations/{organisation}/unblock";
        (_, part) = await SendAsync(browser, undo, FieldsOf(part, $"form[action='{undo}']"), isPartial: true);
        Assert.NotNull(part.QuerySelector($"button[formaction='{block}']"));
        Assert.NotNull((await GetAsync(browser, "/partners")).QuerySelector($"button[formaction='{block}']"));
    }

    [Fact]
    public async Task Page_ListsWhatIsBlocked_AndUnblocksWithoutScripts()
    {
        var (caller, organisation, _) = await MemberWhoIsProposedAsync();
        using var browser = await world.Site.SignInAsync(caller);
        Assert.NotNull((await GetAsync(browser, "/me")).QuerySelector("a[href='/me/blocks']"));
        Assert.NotNull((await GetAsync(browser, "/me/blocks")).QuerySelector(".site-empty"));
        var list = await GetAsync(browser, "/partners");
        var (_, page) = await SendAsync(
            browser, $"/organisations/{organisation}/block",
            FieldsOf(list, $"form[action='/recommendations/organisations/{organisation}']"));
        Assert.Equal("/partners", ((IHtmlAnchorElement?)page.QuerySelector("[aria-current=page]"))?.PathName);

        var blocks = await GetAsync(browser, "/me/blocks");
        Assert.NotNull(blocks.QuerySelector($"a[href='/organisations/{organisation}']"));
        var undo = $"/organisations/{organisation}/unblock";
        (_, page) = await PostAsync(browser, "/me/blocks", undo, []);
        Assert.NotNull(page.QuerySelector(".site-empty"));
    }

    [Fact]
    public async Task OrganisationPage_BlocksAndUnblocks_ButNotOnesOwn_NorForVisitors()
    {
        var (caller, organisation, _) = await MemberWhoIsProposedAsync();
        var (page, block) = ($"/organisations/{organisation}", $"/organisations/{organisation}/block");
        using var browser = await world.Site.SignInAsync(caller);
        var (_, after) = await PostAsync(browser, page, block, []);
        Assert.NotNull(after.QuerySelector($"form[action='/organisations/{organisation}/unblock']"));
        Assert.Equal([organisation], await IdsAsync(caller, Blocks));

        (_, after) = await PostAsync(browser, page, $"/organisations/{organisation}/unblock", []);
        Assert.NotNull(after.QuerySelector($"form[action='{block}']"));
        Assert.Empty(await IdsAsync(caller, Blocks));

        await caller.Send(HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation });
        Assert.Null((await GetAsync(browser, page)).QuerySelector($"form[action='{block}']"));
        Assert.Null((await GetAsync(world.Site.Visitor, page)).QuerySelector($"form[action='{block}']"));
    }

    /// <summary>By a tag that no other test has.</summary>
    private async Task<(Caller Caller, string Organisation, string Tag)> MemberWhoIsProposedAsync()
    {
        var tag = $"t{Guid.NewGuid():n}"[..20];
        var organisation = await world.Author.Create(
            "/api/v1/organisations", new { name = "한빛정밀", tags = new[] { tag } });
        var caller = await world.Site.RegisterAsync();
        await caller.Send(HttpMethod.Patch, "/api/v1/me", new { tags = new[] { tag } });
        return (caller, organisation, tag);
    }

    private static async Task<List<string?>> IdsAsync(Caller caller, string path) =>
        [.. (await caller.Get(path)).GetProperty("items").EnumerateArray().Select(IdOf)];

    private static string? IdOf(JsonElement item) => item.GetProperty("id").GetString();
}

public sealed class BlocksTests(World world) : BlocksOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresBlocksTests(PostgresWorld world)
    : BlocksOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
