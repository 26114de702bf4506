using System.Net;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>What lists let one filter by, and that none of them ends without saying so.</summary>
public sealed class ListPagesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Ideas_AreFilteredByATagThatIsTyped_WithSuggestionsForEveryone()
    {
        await world.PostIdeaAsync();
        var visitor = world.Site.Visitor;
        var field = (await Forms.GetAsync(visitor, "/ideas?tag=%23폐수열")).GetElementById("filter-tag")!;
        Assert.Equal(("tag", "폐수열"), (field.GetAttribute("name"), field.GetAttribute("value")));
        var found = await Forms.GetAsync(visitor, "/ideas?tag=%23폐수열");
        Assert.Contains("폐수열 회수 공동 실증", found.QuerySelector(".site-list")!.TextContent);
        var suggested = (await Forms.GetAsync(visitor, "/tags/suggest?tag=금속")).QuerySelector("[data-put-tag]")!;
        Assert.Equal("filter-tag", suggested.GetAttribute("data-into"));
    }

    [Fact]
    public async Task Idea_LeadsAVisitorToItsPartners()
    {
        var idea = await world.PostIdeaAsync();
        var link = (await Forms.GetAsync(world.Site.Visitor, $"/ideas/{idea}"))
            .QuerySelector($"a[href='/ideas/{idea}/partners']");
        Assert.NotNull(link);
        var partners = await world.Site.Visitor.GetAsync(
            link.GetAttribute("href"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, partners.StatusCode);
    }

    [Fact]
    public async Task Queues_OfAnOperator_AreAllReached()
    {
        for (var i = 0; i < 100; i++)
            await world.Operator.Create("/api/v1/clusters", World.NewCluster($"클러스터 {i}"));
        var client = await world.Site.SignInAsync(world.Operator);
        var queues = new HashSet<string>();
        string? address = "/queue";
        while (address is not null)
        {
            var page = await Forms.GetAsync(client, address);
            queues.UnionWith(page.QuerySelectorAll(".site-card a:not([href$='/introductions'])")
                .Select(a => a.GetAttribute("href")!));
            address = page.QuerySelector(".site-more a")?.GetAttribute("href");
        }
        Assert.Equal(102, queues.Count);
    }
}
