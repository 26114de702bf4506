using System.Net;

namespace IdeaStorage.Web.Tests;

/// <summary>
/// A site with everyone whom the authorisation matrix asks, an idea and a comment in one of two clusters.
/// </summary>
public class World : IAsyncLifetime
{
    private const string Body = "단지 안 세 공장의 폐수열을 모아 난방에 쓰는 실증을 제안합니다.";

    public World()
        : this(new Site())
    {
    }

    protected World(Site site) => Site = site;

    public Site Site { get; }
    public Caller Operator { get; private set; } = null!;
    public Caller Coordinator { get; private set; } = null!;
    public Caller Author { get; private set; } = null!;
    public Caller Member { get; private set; } = null!;
    public Caller Stranger { get; private set; } = null!;
    public string Cluster { get; private set; } = "";
    public string OtherCluster { get; private set; } = "";

    public virtual async ValueTask InitializeAsync()
    {
        await Site.InitializeAsync();
        Operator = await Site.RegisterAsync("operator");
        Coordinator = await Site.RegisterAsync("coordinator");
        Author = await Site.RegisterAsync("author");
        Member = await Site.RegisterAsync("member");
        Stranger = await Site.RegisterAsync("stranger");
        Cluster = await Operator.Create("/api/v1/clusters", NewCluster("열에너지"));
        OtherCluster = await Operator.Create("/api/v1/clusters", NewCluster("의료기기"));
        foreach (var member in new[] { Author, Member })
            Assert.Equal(HttpStatusCode.OK, await member.Send(HttpMethod.Post, $"/api/v1/clusters/{Cluster}/members"));
        Assert.Equal(
            HttpStatusCode.OK, await Stranger.Send(HttpMethod.Post, $"/api/v1/clusters/{OtherCluster}/members"));
        Assert.Equal(
            HttpStatusCode.OK,
            await Operator.Send(HttpMethod.Put, $"/api/v1/clusters/{Cluster}/coordinators/{Coordinator.Id}"));
    }

    public virtual ValueTask DisposeAsync() => Site.DisposeAsync();

    public Task<string> PostIdeaAsync(Caller? author = null) =>
        (author ?? Author).Create("/api/v1/ideas", NewIdea());

    /// <summary>An idea that has become a project.</summary>
    public async Task<string> ProjectAsync()
    {
        var idea = await PostIdeaAsync();
        foreach (var stage in new[] { "inReview", "selected", "inProject" })
        {
            Assert.Equal(HttpStatusCode.OK, await Coordinator.Send(
                HttpMethod.Post, $"/api/v1/ideas/{idea}/stage", new { stage, reason = "함께 하기로 했습니다." }));
        }

        return idea;
    }

    /// <summary>A new organisation with a member in a cluster.</summary>
    public async Task<string> OrganisationInAsync(string cluster)
    {
        var organisation = await Author.Create("/api/v1/organisations", new { name = "누리소재" });
        var member = await Site.RegisterAsync();
        await member.Send(HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation });
        await member.Send(HttpMethod.Post, $"/api/v1/clusters/{cluster}/members");
        return organisation;
    }

    /// <summary>Has a member ask to be introduced to an organisation.</summary>
    /// <returns>The id of the wish.</returns>
    public async Task<string> WishAsync(Caller asker, string organisation)
    {
        Assert.Equal(HttpStatusCode.OK, await asker.Send(
            HttpMethod.Post, $"/api/v1/me/recommendations/organisations/{organisation}/answer",
            new { answer = "introduce" }));
        var wishes = await asker.Get("/api/v1/me/introductions");
        return wishes.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    public Task<string> CommentAsync(string idea, Caller? author = null) =>
        (author ?? Author).Create($"/api/v1/ideas/{idea}/comments", new { body = "참여하고 싶습니다." });

    public object NewIdea() => new
    {
        clusterId = Cluster,
        title = "폐수열 회수 공동 실증",
        body = Body,
        tags = new[] { "C27", "폐수열" },
    };

    public static object NewCluster(string name) => new { name, description = "함께 찾습니다.", tags = new[] { "C27" } };
}
