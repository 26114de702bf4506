using System.Net;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Pages;
using IdeaStorage.Web.Tests.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>
/// Everything to be read that is not for everyone, of the API and of the pages × everyone who may knock; about an idea,
/// a comment and a case of the world's first cluster. "Elsewhere" coordinates another one.
/// </summary>
public abstract class ReadAuthorisationOnEveryDatabase(World world)
{
    private const HttpStatusCode Yes = HttpStatusCode.OK;
    private const HttpStatusCode No = HttpStatusCode.Forbidden;
    private const HttpStatusCode None = HttpStatusCode.NotFound;

    private static readonly TheoryData<
        string, HttpStatusCode, HttpStatusCode, HttpStatusCode, HttpStatusCode, HttpStatusCode> Matrix = new()
    {
        //                                               member     elsewhere   operator
        //                                                     stranger    coordinator
        { "/api/v1/clusters/{cluster}/cases",            No,   No,   No,   Yes,  Yes },
        { "/api/v1/clusters/{cluster}/introductions",    No,   No,   No,   Yes,  Yes },
        { "/api/v1/introductions",                       No,   No,   No,   No,   Yes },
        { "/api/v1/me/introductions",                    Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/cases/{case}",                        No,   No,   No,   Yes,  Yes },
        { "/api/v1/tails",                               No,   No,   No,   No,   Yes },
        { "/api/v1/tails/{tail}/parked",                 No,   No,   No,   No,   Yes },
        { "/api/v1/recommender",                         No,   No,   No,   No,   Yes },
        { "/api/v1/recommender/runs",                    No,   No,   No,   No,   Yes },
        { "/api/v1/recommender/figures",                 No,   No,   No,   No,   Yes },
        { "/api/v1/clusters/{cluster}/members",          Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/members?q=x",                         Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me",                                  Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/notices",                          Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/notices/unseen",                   Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/news",                             Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/news/unseen",                      Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/blocks",                           Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/recommendations/organisations",    Yes,  Yes,  Yes,  Yes,  Yes },
        { "/api/v1/me/recommendations/ideas",            Yes,  Yes,  Yes,  Yes,  Yes },
        { "/queue",                                      None, None, Yes,  Yes,  Yes },
        { "/queue/{cluster}",                            None, None, None, Yes,  Yes },
        { "/queue/{cluster}/introductions",              None, None, None, Yes,  Yes },
        { "/introductions",                              None, None, None, None, Yes },
        { "/introductions/{introduction}",               None, None, None, Yes,  Yes },
        { "/me/introductions",                           Yes,  Yes,  Yes,  Yes,  Yes },
        { "/cases/{case}",                               None, None, None, Yes,  Yes },
        { "/ideas/{idea}/edit",                          None, None, None, Yes,  Yes },
        { "/comments/{comment}/edit",                    None, None, None, Yes,  Yes },
        { "/clusters/{cluster}/edit",                    No,   No,   No,   Yes,  Yes },
        { "/clusters/new",                               No,   No,   No,   No,   Yes },
        { "/organisations/{organisation}/edit",          None, None, None, None, Yes },
        { "/tails",                                      None, None, None, None, Yes },
        { "/tails/{tail}",                               None, None, None, None, Yes },
        { "/recommender",                                None, None, None, None, Yes },
        { "/recommender/progress",                       None, None, None, None, Yes },
        { "/ideas/new",                                  Yes,  Yes,  Yes,  Yes,  Yes },
        { "/ideas/similar",                              Yes,  Yes,  Yes,  Yes,  Yes },
        { "/ideas/{idea}/flag",                          Yes,  Yes,  Yes,  Yes,  Yes },
        { "/comments/{comment}/flag",                    Yes,  Yes,  Yes,  Yes,  Yes },
        { "/clusters/{cluster}/members",                 Yes,  Yes,  Yes,  Yes,  Yes },
        { "/organisations/new",                          Yes,  Yes,  Yes,  Yes,  Yes },
        { "/partners",                                   Yes,  Yes,  Yes,  Yes,  Yes },
        { "/partners/ideas",                             Yes,  Yes,  Yes,  Yes,  Yes },
        { "/me",                                         Yes,  Yes,  Yes,  Yes,  Yes },
        { "/me/blocks",                                  Yes,  Yes,  Yes,  Yes,  Yes },
        { "/notices",                                    Yes,  Yes,  Yes,  Yes,  Yes },
        { "/news",                                       Yes,  Yes,  Yes,  Yes,  Yes },
    };

    [Fact]
    public async Task Read_IsAllowedToWhomTheRulesName()
    {
        var elsewhere = await world.Site.RegisterAsync();
        await world.Operator.Send(
            HttpMethod.Put, $"/api/v1/clusters/{world.OtherCluster}/coordinators/{elsewhere.Id}");
        Caller[] callers = [world.Member, world.Stranger, elsewhere, world.Coordinator, world.Operator];
        var browsers = new List<HttpClient>();
        foreach (var caller in callers)
            browsers.Add(await world.Site.SignInAsync(caller));
        var things = await ThingsAsync();

        var wrong = new List<string>();
        foreach (var row in Matrix)
        {
            var (route, member, stranger, other, coordinator, @operator) = row.Data;
            HttpStatusCode[] expected = [member, stranger, other, coordinator, @operator];
            var path = things.Aggregate(route, (path, thing) => path.Replace($"{{{thing.Key}}}", thing.Value));
            var isPage = !path.StartsWith("/api", StringComparison.Ordinal);
            if (await StatusAsync(world.Site.Visitor, path) is var visitor
                && visitor != (isPage ? HttpStatusCode.Redirect : HttpStatusCode.Unauthorized))
                wrong.Add($"{route} for a visitor: {visitor}");
            for (var who = 0; who < callers.Length; who++)
                if (await StatusAsync(isPage ? browsers[who] : callers[who].Client, path) is var status
                    && status != expected[who])
                    wrong.Add($"{route} for {callers[who].UserName}: {status}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Matrix_HasEverythingThatIsNotForEveryone()
    {
        var asked = Matrix.Select(row => Shape(row.Data.Item1)).ToHashSet();
        var mapped = world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>()?.Access == Access.Member
                || endpoint.Metadata.GetMetadata<PageMetadata>()?.Access == PageAccess.Member)
            .Select(endpoint => Shape(endpoint.RoutePattern.RawText!));
        Assert.Empty(mapped.Except(asked));

        static string Shape(string route) =>
            string.Join('/', route.Split('?')[0].Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
    }

    private async Task<Dictionary<string, string>> ThingsAsync()
    {
        var idea = await world.PostIdeaAsync();
        return new()
        {
            ["cluster"] = world.Cluster,
            ["idea"] = idea,
            ["comment"] = await world.CommentAsync(idea),
            ["case"] = await world.Member.Create($"/api/v1/ideas/{idea}/flags", new { category = "spam" }),
            ["organisation"] = await world.Author.Create("/api/v1/organisations", new { name = "한빛정밀" }),
            ["introduction"] = await world.WishAsync(
                world.Author, await world.OrganisationInAsync(world.Cluster)),
            ["tail"] = "news",
        };
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

public sealed class ReadAuthorisationTests(World world)
    : ReadAuthorisationOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresReadAuthorisationTests(PostgresWorld world)
    : ReadAuthorisationOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
