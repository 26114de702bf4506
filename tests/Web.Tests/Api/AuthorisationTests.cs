using System.Net;
using System.Net.Http.Json;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>
/// Every endpoint that writes × everyone who may knock, each on a fresh thing in the world's first cluster.
/// </summary>
public abstract class AuthorisationOnEveryDatabase(World world)
{
    private const HttpStatusCode Yes = HttpStatusCode.OK;
    private const HttpStatusCode Made = HttpStatusCode.Created;
    private const HttpStatusCode No = HttpStatusCode.Forbidden;

    public static TheoryData<string, HttpStatusCode, HttpStatusCode, HttpStatusCode, HttpStatusCode> Matrix => new()
    {
        //                                            member stranger coordinator operator
        { "POST /clusters",                           No,    No,      No,         Made },
        { "PATCH /clusters/{cluster}",                No,    No,      Yes,        Yes },
        { "POST /clusters/{cluster}/members",         Yes,   Yes,     Yes,        Yes },
        { "PUT /clusters/{cluster}/members/{fresh}",  No,    No,      Yes,        Yes },
        { "DELETE /clusters/{cluster}/members/{fresh}", No,  No,      Yes,        Yes },
        { "PUT /clusters/{cluster}/coordinators/{fresh}", No, No,     Yes,        Yes },
        { "DELETE /clusters/{cluster}/coordinators/{appointed}", No, No, Yes,     Yes },
        { "POST /ideas",                              Made,  No,      Made,       Made },
        { "PATCH /ideas/{idea}",                      No,    No,      Yes,        Yes },
        { "POST /ideas/{idea}/stage",                 No,    No,      Yes,        Yes },
        { "PUT /ideas/{project}/participants",        No,    No,      Yes,        Yes },
        { "PUT /ideas/{idea}/support",                Yes,   Yes,     Yes,        Yes },
        { "DELETE /ideas/{idea}/support",             Yes,   Yes,     Yes,        Yes },
        { "PUT /ideas/{idea}/follow",                 Yes,   Yes,     Yes,        Yes },
        { "DELETE /ideas/{idea}/follow",              Yes,   Yes,     Yes,        Yes },
        { "POST /ideas/{idea}/comments",              Made,  No,      Made,       Made },
        { "PATCH /comments/{comment}",                No,    No,      Yes,        Yes },
        { "POST /ideas/{idea}/flags",                 Made,  Made,    Made,       Made },
        { "POST /comments/{comment}/flags",           Made,  Made,    Made,       Made },
        { "POST /cases/{case}/decision",              No,    No,      Yes,        Yes },
        { "POST /introductions/{introduction}/outcome", No,  No,      Yes,        Yes },
        { "DELETE /me/introductions/{introduction}",  HttpStatusCode.NotFound, HttpStatusCode.NotFound,
            HttpStatusCode.NotFound, HttpStatusCode.NotFound },
        { "PATCH /me",                                Yes,   Yes,     Yes,        Yes },
        { "PUT /me/blocks/{organisation}",            Yes,   Yes,     Yes,        Yes },
        { "DELETE /me/blocks/{organisation}",         Yes,   Yes,     Yes,        Yes },
        { "PUT /me/notices/seen",                     Yes,   Yes,     Yes,        Yes },
        { "PUT /me/news/seen",                        Yes,   Yes,     Yes,        Yes },
        { "PATCH /members/{fresh}",                   No,    No,      No,         Yes },
        { "PUT /members/{fresh}/operator",            No,    No,      No,         Yes },
        { "POST /organisations",                      Made,  Made,    Made,       Made },
        { "PATCH /organisations/{organisation}",      No,    No,      No,         Yes },
        { "POST /me/recommendations/organisations/{organisation}/answer", Yes, Yes, Yes, Yes },
        { "POST /me/recommendations/ideas/{idea}/answer", Yes, Yes,   Yes,        Yes },
        { "POST /tails/{tail}/replay",                No,    No,      No,         Yes },
        { "POST /recommender/runs",                   No,    No,      No,         Yes },
        { "POST /recommender/runs/cancel",            No,    No,      No,         HttpStatusCode.NoContent },
        { "PUT /recommender/pin",                     No,    No,      No,         Yes },
        { "DELETE /recommender/pin",                  No,    No,      No,         Yes },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Write_IsAllowedToWhomTheRulesName(
        string endpoint, HttpStatusCode member, HttpStatusCode stranger, HttpStatusCode coordinator,
        HttpStatusCode @operator)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(endpoint, world.Site.Visitor));
        Assert.Equal(member, await SendAsync(endpoint, world.Member.Client));
        // Joining would make the stranger a member; that one knock comes from somebody new.
        var outside = endpoint.EndsWith("/members", StringComparison.Ordinal)
            ? await world.Site.RegisterAsync()
            : world.Stranger;
        Assert.Equal(stranger, await SendAsync(endpoint, outside.Client));
        Assert.Equal(coordinator, await SendAsync(endpoint, world.Coordinator.Client));
        Assert.Equal(@operator, await SendAsync(endpoint, world.Operator.Client));
    }

    [Fact]
    public void Matrix_HasEveryEndpointThatWrites()
    {
        var asked = Matrix.Select(row => Shape(row.Data.Item1)).ToHashSet();
        var mapped = world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>()?.Access == Access.Member)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Where(method => method is not ("GET" or "HEAD"))
                .Select(method => Shape($"{method} {endpoint.RoutePattern.RawText!.Replace("/api/v1", "")}")));
        Assert.Empty(mapped.Except(asked));

        static string Shape(string route) =>
            string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));
    }

    private async Task<HttpStatusCode> SendAsync(string endpoint, HttpClient client)
    {
        var (method, path) = (endpoint.Split(' ')[0], endpoint.Split(' ')[1]);
        var target = "/api/v1" + await FillAsync(path);
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (BodyOf(endpoint) is { } body)
            request.Content = JsonContent.Create(body);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private async Task<string> FillAsync(string path)
    {
        path = path.Replace("{cluster}", world.Cluster).Replace("{tail}", "news");
        if (path.Contains("{fresh}"))
            path = path.Replace("{fresh}", (await MemberOfClusterAsync()).Id);
        if (path.Contains("{appointed}"))
        {
            var appointed = await MemberOfClusterAsync();
            await world.Operator.Send(
                HttpMethod.Put, $"/api/v1/clusters/{world.Cluster}/coordinators/{appointed.Id}");
            path = path.Replace("{appointed}", appointed.Id);
        }
        if (path.Contains("{organisation}"))
            path = path.Replace(
                "{organisation}", await world.Author.Create("/api/v1/organisations", new { name = "한빛정밀" }));
        if (path.Contains("{introduction}"))
            path = path.Replace(
                "{introduction}",
                await world.WishAsync(await MemberOfClusterAsync(), await world.OrganisationInAsync(world.Cluster)));
        if (path.Contains("{project}"))
            return path.Replace("{project}", await world.ProjectAsync());
        if (!path.Contains("{idea}") && !path.Contains("{comment}") && !path.Contains("{case}"))
            return path;
        var idea = await world.PostIdeaAsync();
        if (path.Contains("{case}"))
            path = path.Replace("{case}", await FlagAsync(idea));
        if (path.Contains("{comment}"))
            path = path.Replace("{comment}", await world.CommentAsync(idea));
        return path.Replace("{idea}", idea);
    }

    private async Task<Caller> MemberOfClusterAsync()
    {
        var fresh = await world.Site.RegisterAsync();
        await fresh.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        return fresh;
    }

    private Task<string> FlagAsync(string idea) =>
        world.Member.Create($"/api/v1/ideas/{idea}/flags", new { category = "spam" });

    private object? BodyOf(string endpoint) => endpoint switch
    {
        "POST /clusters" => World.NewCluster("새 클러스터"),
        "PATCH /clusters/{cluster}" => new { description = Guid.NewGuid().ToString() },
        "POST /ideas" => world.NewIdea(),
        "PATCH /ideas/{idea}" => new { title = "폐수열 회수 실증" },
        "POST /ideas/{idea}/stage" => new { stage = "inReview", reason = "검토합니다." },
        "PUT /ideas/{project}/participants" => new { organisationIds = Array.Empty<string>() },
        "POST /ideas/{idea}/comments" => new { body = "좋습니다." },
        "PATCH /comments/{comment}" => new { body = "고쳐 씁니다." },
        "POST /introductions/{introduction}/outcome" => new { outcome = "made", note = "연락처를 보냈습니다." },
        "POST /cases/{case}/decision" => new { decision = "hide", reason = "광고입니다." },
        "PATCH /members/{fresh}" => new { tags = new[] { "열에너지" } },
        "PUT /me/notices/seen" or "PUT /me/news/seen" => new { position = 1 },
        "PATCH /me" => new { tags = new[] { "열에너지" } },
        "POST /organisations" => new { name = "한빛정밀" },
        "POST /tails/{tail}/replay" => new { },
        "PUT /recommender/pin" => new { model = (string?)null },
        "PATCH /organisations/{organisation}" => new { needs = "함께할 병원" },
        _ when endpoint.EndsWith("/flags", StringComparison.Ordinal) => new { category = "spam", note = "광고" },
        _ when endpoint.EndsWith("/answer", StringComparison.Ordinal) => new { answer = "interested" },
        _ => null,
    };
}

public sealed class AuthorisationTests(World world) : AuthorisationOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresAuthorisationTests(PostgresWorld world)
    : AuthorisationOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
