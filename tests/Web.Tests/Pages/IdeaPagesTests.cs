using System.Net;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>Pages without a browser: what their forms promise.</summary>
public abstract class IdeaPagesOnEveryDatabase(World world)
{
    private const string Body = "단지 안 세 공장의 폐수열을 모아 난방에 쓰는 실증을 **제안**합니다.";

    [Fact]
    public async Task Post_WhenItIsRefused_KeepsWhatWasTypedAndNamesTheField()
    {
        using var author = await world.Site.SignInAsync(world.Author);
        var (status, page) = await PostAsync(author, "/ideas/new", "/ideas/new", Idea("폐수열 실증", tags: ""));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("true", page.QuerySelector("#tags")!.GetAttribute("aria-invalid"));
        Assert.Equal(Body, page.QuerySelector("#body")!.TextContent.Trim());
    }

    [Fact]
    public async Task Comment_SentTwiceFromOneForm_IsPostedOnce()
    {
        using var author = await world.Site.SignInAsync(world.Author);
        var idea = await PostIdeaAsync(author, "두 번 눌러도 한 번만 올라가는 의견");
        var form = await GetAsync(author, idea);
        var fields = FieldsOf(form, "#comment");
        fields["body"] = "한 번만 보여야 합니다.";
        await SendAsync(author, idea + "/comments", fields);
        await SendAsync(author, idea + "/comments", fields);
        Assert.Single((await GetAsync(author, idea)).QuerySelectorAll(".site-comment"));
    }

    [Fact]
    public async Task Support_WhenItIsRefused_IsSaidInPlace()
    {
        using var author = await world.Site.SignInAsync(world.Author);
        var idea = await PostIdeaAsync(author, "자기 아이디어에는 공감할 수 없습니다");
        var token = FieldsOf(await GetAsync(author, idea), "#comment")["__token"];
        var (status, part) = await SendAsync(
            author, idea + "/support", new() { ["__token"] = token, ["on"] = "true" }, isPartial: true);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(part.QuerySelector("#idea-actions [role=alert]"));
        Assert.Null(part.QuerySelector("main"));
    }

    [Fact]
    public async Task Draft_IsItsAuthorsAlone()
    {
        using var author = await world.Site.SignInAsync(world.Author);
        using var member = await world.Site.SignInAsync(world.Member);
        var idea = await PostIdeaAsync(author, "아직 다듬는 중인 아이디어", action: "draft");
        Assert.Equal(HttpStatusCode.OK, (await author.GetAsync(idea, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(idea, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await world.Site.Visitor.GetAsync(idea, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Queue_IsThereForItsCoordinatorsOnly()
    {
        using var member = await world.Site.SignInAsync(world.Member);
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        var queue = $"/queue/{world.Cluster}";
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetAsync(queue, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await member.GetAsync(queue, Cancellation)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await coordinator.GetAsync($"/queue/{world.OtherCluster}", Cancellation)).StatusCode);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Dictionary<string, string> Idea(string title, string tags = "폐열", string action = "publish") => new()
    {
        ["clusterId"] = world.Cluster,
        ["title"] = title,
        ["body"] = Body,
        ["tags"] = tags,
        ["action"] = action,
    };

    /// <returns>The new idea's address.</returns>
    private async Task<string> PostIdeaAsync(HttpClient client, string title, string action = "publish")
    {
        var (status, page) = await PostAsync(client, "/ideas/new", "/ideas/new", Idea(title, action: action));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(title, page.QuerySelector("h1")!.TextContent);
        return page.QuerySelector("form[action$='/follow']")!.GetAttribute("action")!.Replace("/follow", "");
    }
}

public sealed class IdeaPagesTests(World world) : IdeaPagesOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresIdeaPagesTests(PostgresWorld world)
    : IdeaPagesOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
