using System.Net;
using System.Text;
using System.Text.Json;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>Whatever is sent, the answer is a problem of the 400s with a title, never a 5xx.</summary>
public abstract class BadInputOnEveryDatabase(World world)
{
    private static readonly JsonSerializerOptions Escaping = new();

    private static readonly string[] Blank = ["", " ", "\n", "\uFEFF"];

    [Fact]
    public async Task EveryBody_WhenItIsBroken_IsRefusedWithAProblem()
    {
        var faults = new List<string>();
        foreach (var (method, path, type) in Bodies())
            foreach (var (what, body) in Broken(type))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
                using var response = await world.Operator.Client.SendAsync(
                    request, TestContext.Current.CancellationToken);
                if (await FaultOf(response) is { } fault)
                    faults.Add($"{method} {path} with {what}: {fault}");
            }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task EveryText_WhenItIsBlank_NeverBreaksTheServer()
    {
        var faults = new List<string>();
        foreach (var (method, path, type) in Bodies())
            foreach (var text in Blank)
            {
                var json = Examples.Of(type)!.AsObject();
                foreach (var name in json.Where(field => field.Value is not null).Select(field => field.Key).ToList())
                {
                    var changed = json.DeepClone().AsObject();
                    changed[name] = changed[name] is System.Text.Json.Nodes.JsonArray
                        ? new System.Text.Json.Nodes.JsonArray(text)
                        : text;
                    using var request = new HttpRequestMessage(new HttpMethod(method), path)
                    {
                        Content = Site.Json(changed.ToJsonString(Escaping)),
                    };
                    using var response = await world.Member.Client.SendAsync(
                        request, TestContext.Current.CancellationToken);
                    if ((int)response.StatusCode >= 500)
                        faults.Add($"{method} {path} {name}: {(int)response.StatusCode}");
                }
            }
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=x", "limit")]
    [InlineData("?stage=nowhere", "stage")]
    [InlineData("?sort=best", "sort")]
    [InlineData("?sort=1", "sort")]
    [InlineData("?after=nonsense", "after")]
    [InlineData("?colour=red", "colour")]
    [InlineData("?tag=a&tag=b", "tag")]
    [InlineData("?q=%00", "q")]
    [InlineData("?q=%ff", "q")]
    [InlineData("?limit=5&tag=%EA%B0", "tag")]
    [InlineData("?%ff=1", "\uFFFD")]
    public async Task List_WhenAParameterIsWrong_NamesIt(string query, string field)
    {
        var response = await world.Site.Visitor.GetAsync(
            "/api/v1/ideas" + query, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True((await Site.JsonOf(response)).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task AnyAddress_WhenItsQueryIsNoUtf8_NamesTheParameter()
    {
        var idea = await world.PostIdeaAsync();
        var response = await world.Site.Visitor.GetAsync(
            $"/api/v1/ideas/{idea}?lang=%ff", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(["lang"], await ErrorsOf(response));
    }

    [Fact]
    public async Task Body_WhenSeveralFieldsAreWrong_NamesThemAll()
    {
        var shape = await world.Author.Client.PostAsync(
            new Uri("/api/v1/ideas", UriKind.Relative), Site.Json("""{"title":1,"colour":"red","tags":["a",2]}"""),
            TestContext.Current.CancellationToken);
        Assert.Equal(["title", "colour", "tags[1]", "clusterId", "body"], await ErrorsOf(shape));
        var rule = await world.Author.Post(
            "/api/v1/ideas", new { clusterId = world.Cluster, title = "짧", body = "짧다", tags = Array.Empty<string>() });
        Assert.Equal(["title", "body", "tags"], await ErrorsOf(rule));
        var account = await world.Site.Visitor.PostAsync(
            new Uri("/api/v1/accounts", UriKind.Relative),
            Site.Json("""{"userName":"a b","password":"short","displayName":"","email":"nowhere"}"""),
            TestContext.Current.CancellationToken);
        Assert.Equal(["userName", "displayName", "email", "password"], await ErrorsOf(account));
        var organisation = await world.Author.Post(
            "/api/v1/organisations",
            new { name = "", registrationNumber = "1", industries = new[] { "X1" }, homePage = "nowhere" });
        Assert.Equal(["registrationNumber", "name", "industries", "homePage"], await ErrorsOf(organisation));
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsAccepted()
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(world.NewIdea());
        var response = await world.Author.Client.PostAsync(
            new Uri("/api/v1/ideas", UriKind.Relative), Bytes([0xEF, 0xBB, 0xBF, .. body]),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/ideas")]
    [InlineData("/api/v1/organisations")]
    [InlineData("/api/v1/members")]
    public async Task Search_ForWhatIsNoCharacter_FindsNothing(string path)
    {
        Assert.Empty((await world.Member.Get(path + "?q=%EF%BF%BE")).GetProperty("items").EnumerateArray());
        Assert.Empty((await world.Member.Get(path + "?q=%EF%BF%BF")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Search_WhenTheWordIsEndless_IsAnswered()
    {
        var response = await world.Site.Visitor.GetAsync(
            "/api/v1/ideas?q=" + new string('a', 5000), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/ideas/unknown")]
    [InlineData("GET", "/api/v1/ideas/%00")]
    [InlineData("GET", "/api/v1/ideas/unknown/comments")]
    [InlineData("GET", "/api/v1/ideas/unknown/recommendations/organisations")]
    [InlineData("GET", "/api/v1/clusters/unknown")]
    [InlineData("GET", "/api/v1/organisations/unknown")]
    [InlineData("PUT", "/api/v1/ideas/unknown/support")]
    [InlineData("DELETE", "/api/v1/ideas/unknown/follow")]
    [InlineData("POST", "/api/v1/clusters/unknown/members")]
    [InlineData("GET", "/api/v1/clusters/unknown/cases")]
    [InlineData("GET", "/api/v1/nowhere")]
    public async Task UnknownThing_IsNotFound(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await world.Operator.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    private static async Task<IEnumerable<string>> ErrorsOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await Site.JsonOf(response)).GetProperty("errors");
        return errors.EnumerateObject().Select(error => error.Name);
    }

    private static async Task<string?> FaultOf(HttpResponseMessage response)
    {
        if ((int)response.StatusCode is < 400 or >= 500)
            return response.StatusCode.ToString();
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"{response.StatusCode} without a problem";
        var problem = await Site.JsonOf(response);
        return problem.GetProperty("title").GetString() is { Length: > 0 } title && !title.StartsWith("problem.")
            ? null
            : "no title";
    }

    private static IEnumerable<(string What, HttpContent Body)> Broken(Type type)
    {
        var example = Examples.Of(type)!.ToJsonString();
        yield return ("half an object", Site.Json("{"));
        yield return ("an array", Site.Json("[]"));
        yield return ("null", Site.Json("null"));
        yield return ("an unknown field", Site.Json(example[..^1] + ",\"colour\":1}"));
        yield return ("deep nesting", Site.Json(new string('[', 5000)));
        yield return ("the wrong media type", new StringContent(example, Encoding.UTF8, "text/plain"));
        yield return ("no UTF-8", Bytes([.. "{\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8]));
        yield return ("too many bytes", Site.Json("{\"x\":\"" + new string('a', 600_000) + "\"}"));
    }

    private static ByteArrayContent Bytes(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        return content;
    }

    private IEnumerable<(string Method, string Path, Type Body)> Bodies() =>
        world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>() is not null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not null)
            .Select(endpoint => (
                endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0],
                endpoint.RoutePattern.RawText!.Replace("{id}", world.Cluster).Replace("{memberId}", world.Member.Id),
                endpoint.Metadata.GetRequiredMetadata<IAcceptsMetadata>().RequestType!));
}

public sealed class BadInputTests(World world) : BadInputOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresBadInputTests(PostgresWorld world)
    : BadInputOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
