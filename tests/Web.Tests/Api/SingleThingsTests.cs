using System.Net;
using System.Text.Json;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>One comment and one member, at the addresses that other answers name.</summary>
public sealed class SingleThingsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Comment_IsReadWhereItsLocationSays()
    {
        var idea = await world.PostIdeaAsync();
        var posted = await world.Member.Post($"/api/v1/ideas/{idea}/comments", new { body = "참여하고 싶습니다." });
        var read = await world.Site.Visitor.GetAsync(
            posted.Headers.Location, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("\"1\"", read.Headers.ETag?.Tag);
        var comment = await Site.JsonOf(read);
        Assert.Equal("참여하고 싶습니다.", comment.GetProperty("body").GetString());
        Assert.Equal(idea, comment.GetProperty("ideaId").GetString());
        Assert.Equal(world.Member.Id, comment.GetProperty("authorId").GetString());
    }

    [Fact]
    public async Task Comment_WhenHidden_KeepsItsPlaceWithoutItsText()
    {
        var idea = await world.PostIdeaAsync();
        var comment = await world.CommentAsync(idea, world.Member);
        await HideAsync($"/api/v1/comments/{comment}/flags");
        Assert.Equal(JsonValueKind.Null, (await BodyAsync(world.Stranger)).ValueKind);
        Assert.Equal(JsonValueKind.String, (await BodyAsync(world.Member)).ValueKind);
        Assert.Equal(JsonValueKind.String, (await BodyAsync(world.Coordinator)).ValueKind);

        async Task<JsonElement> BodyAsync(Caller caller) =>
            (await caller.Get($"/api/v1/comments/{comment}")).GetProperty("body");
    }

    [Fact]
    public async Task Comment_WhenItsIdeaIsHidden_IsNotFound()
    {
        var idea = await world.PostIdeaAsync();
        var comment = await world.CommentAsync(idea);
        await HideAsync($"/api/v1/ideas/{idea}/flags");
        Assert.Equal(
            HttpStatusCode.NotFound, await world.Stranger.Send(HttpMethod.Get, $"/api/v1/comments/{comment}"));
        Assert.Equal(HttpStatusCode.OK, await world.Author.Send(HttpMethod.Get, $"/api/v1/comments/{comment}"));
        Assert.Equal(HttpStatusCode.NotFound, await world.Author.Send(HttpMethod.Get, "/api/v1/comments/unknown"));
    }

    [Fact]
    public async Task Member_IsReadByEveryone_WithoutContactData()
    {
        var organisation = await world.Member.Create("/api/v1/organisations", new { name = "한빛정밀" });
        await world.Member.Send(
            HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation, tags = new[] { "C27" } });
        var read = await world.Site.Visitor.GetAsync(
            $"/api/v1/members/{world.Member.Id}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.NotNull(read.Headers.ETag);
        var member = await Site.JsonOf(read);
        Assert.Equal("회원 member", member.GetProperty("displayName").GetString());
        Assert.Equal("member", member.GetProperty("handle").GetString());
        Assert.Equal("한빛정밀", member.GetProperty("organisationName").GetString());
        Assert.Equal("C27", member.GetProperty("tags")[0].GetString());
        Assert.Equal(world.Cluster, member.GetProperty("clusters")[0].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.String, member.GetProperty("joinedAt").ValueKind);
        Assert.DoesNotContain("@example.kr", member.GetRawText());
        Assert.Equal(HttpStatusCode.NotFound, await world.Member.Send(HttpMethod.Get, "/api/v1/members/unknown"));
    }

    [Fact]
    public async Task Member_WhoseUserNameIsAnAddress_IsShownWithoutIt()
    {
        var caller = await world.Site.RegisterAsync("someone@example.kr");
        var member = await world.Stranger.Get($"/api/v1/members/{caller.Id}");
        Assert.Equal(JsonValueKind.Null, member.GetProperty("handle").ValueKind);
    }

    [Fact]
    public async Task Members_AreFoundByPartsOfTheirNames_ByMembersOnly()
    {
        var found = await world.Author.Get("/api/v1/members?q=stranger");
        Assert.Equal(world.Stranger.Id, Assert.Single(found.GetProperty("items").EnumerateArray())
            .GetProperty("id").GetString());
        Assert.DoesNotContain("@example.kr", found.GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, await world.Author.Send(HttpMethod.Get, "/api/v1/members"));
        var visitor = await world.Site.Visitor.GetAsync(
            "/api/v1/members?q=stranger", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, visitor.StatusCode);
    }

    private async Task HideAsync(string flags)
    {
        var @case = await world.Author.Post(flags, new { category = "abuse" }) is { IsSuccessStatusCode: true } made
            ? (await Site.JsonOf(made)).GetProperty("id").GetString()
            : await world.Stranger.Create(flags, new { category = "abuse" });
        var decided = await world.Coordinator.Post(
            $"/api/v1/cases/{@case}/decision", new { decision = "hide", reason = "비방하는 글입니다." });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
    }
}
