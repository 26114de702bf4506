using System.Net;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>A cluster's rules name who moves ideas to a stage.</summary>
public sealed class StageMoversTests(World world) : IClassFixture<World>
{
    private string Path => $"/api/v1/clusters/{world.Cluster}";

    [Fact]
    public async Task Author_MovesTheirIdea_OnceTheRulesSaySo()
    {
        var idea = await world.PostIdeaAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await MoveAsync(world.Author, idea));

        var movers = new { inReview = new[] { "author", "coordinator" } };
        var rules = new { rules = new { stageMovers = movers } };
        Assert.Equal(HttpStatusCode.OK, await world.Coordinator.Send(HttpMethod.Patch, Path, rules));

        Assert.Equal(HttpStatusCode.Forbidden, await MoveAsync(world.Member, idea));
        Assert.Equal(HttpStatusCode.OK, await MoveAsync(world.Author, idea));
        var read = (await world.Member.Get(Path)).GetProperty("rules");
        Assert.Equal(
            movers.inReview,
            read.GetProperty("stageMovers").GetProperty("inReview").EnumerateArray().Select(name => name.GetString()));
        // Another rule leaves the movers as they are; an empty map takes them back.
        await world.Coordinator.Send(HttpMethod.Patch, Path, new { rules = new { commenting = "members" } });
        Assert.Equal(HttpStatusCode.OK, await MoveAsync(world.Author, await world.PostIdeaAsync()));
        await world.Coordinator.Send(HttpMethod.Patch, Path, new { rules = new { stageMovers = new { } } });
        Assert.Equal(HttpStatusCode.Forbidden, await MoveAsync(world.Author, await world.PostIdeaAsync()));
    }

    [Theory]
    [InlineData("""{"nowhere":["author"]}""", "inReview")]
    [InlineData("""{"in review":["author"]}""", "inReview")]
    [InlineData("""{"inReview":["everyone"]}""", "author, coordinator, operator")]
    [InlineData("""{"inReview":["author",1]}""", "author, coordinator, operator")]
    [InlineData("""{"inReview":"author"}""", "author, coordinator, operator")]
    [InlineData("""{"inReview":null}""", "author, coordinator, operator")]
    public async Task Rules_WithABadName_NameTheRightOnes(string movers, string right)
    {
        using var body = Site.Json($$$"""{"rules":{"stageMovers":{{{movers}}}}}""");
        using var response = await world.Coordinator.Client.PatchAsync(
            Path, body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(right, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static Task<HttpStatusCode> MoveAsync(Caller caller, string idea) => caller.Send(
        HttpMethod.Post, $"/api/v1/ideas/{idea}/stage", new { stage = "inReview", reason = "검토를 부탁합니다." });
}
