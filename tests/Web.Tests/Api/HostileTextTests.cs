using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Api.OpenApi;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>What no text may hold is refused in every text of every body, and the answer names the field.</summary>
public abstract class HostileTextOnEveryDatabase(World world)
{
    private const string Place = "\"?\"";

    // As they stand in JSON.
    private static readonly Dictionary<string, string> Hostile = new()
    {
        ["a NUL"] = @"폐수열\u0000회수",
        ["another control character"] = @"폐수열\u0007회수",
        ["a noncharacter"] = @"폐수열\uFFFE회수",
        ["half a character"] = @"폐수열\uD800회수",
        ["a turn of direction"] = @"폐수열\u202E회수",
        ["a word of 400,000 characters"] = new string('a', 400_000),
    };

    [Fact]
    public async Task EveryText_WhenItIsHostile_IsRefusedAtItsField()
    {
        var faults = new List<string>();
        foreach (var (method, path, field, body) in await TextsAsync())
            foreach (var (what, text) in Hostile)
            {
                var response = await SendAsync(method, path, body.Replace(Place, $"\"{text}\""));
                var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                if (!Names(field, response.StatusCode, JsonDocument.Parse(answer).RootElement))
                    faults.Add($"{method} {path} {field} with {what}: {answer}");
            }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task EveryText_WhenItHasAMillionCharacters_IsRefusedWithTheLimit()
    {
        var body = '"' + new string('a', 1_000_000) + '"';
        foreach (var (method, path, _, json) in await TextsAsync())
        {
            var response = await SendAsync(method, path, json.Replace(Place, body));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Contains("512", (await Site.JsonOf(response)).GetProperty("title").GetString());
        }
    }

    [Fact]
    public async Task Text_WithInvisibleCharactersAround_IsKeptWithoutThem_AndMarkupIsText()
    {
        var idea = JsonSerializer.SerializeToNode(world.NewIdea())!;
        idea["title"] = "\uFEFF\u200B 폐수열 <script>alert(1)</script>\u3164\n";
        idea["body"] = "'; DROP TABLE ideas; -- \uFFFD <script>alert(1)</script>";
        var id = await world.Author.Create("/api/v1/ideas", idea);
        var kept = await world.Author.Get($"/api/v1/ideas/{id}");
        Assert.Equal("폐수열 <script>alert(1)</script>", kept.GetProperty("title").GetString());
        Assert.Equal(idea["body"]!.GetValue<string>(), kept.GetProperty("body").GetString());
        var page = await world.Site.Visitor.GetStringAsync(
            $"/ideas/{id}", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>alert", page);
    }

    /// <summary>
    /// Whether the answer says no at the field. What names a thing names none then, and who signs in is not told which
    /// of the two was wrong.
    /// </summary>
    private static bool Names(string field, HttpStatusCode status, JsonElement problem) => status switch
    {
        HttpStatusCode.Unauthorized => field is "userName" or "password" && !HasErrors(problem),
        HttpStatusCode.NotFound => field is "clusterId" or "parentId" or "model" && IsNamed(field, problem),
        HttpStatusCode.Forbidden => field is "operatorCode" && IsNamed(field, problem),
        _ => status == HttpStatusCode.BadRequest && IsNamed(field, problem),
    };

    private static bool HasErrors(JsonElement problem) => problem.GetProperty("errors").ValueKind != JsonValueKind.Null;

    private static bool IsNamed(string field, JsonElement problem) =>
        HasErrors(problem)
        && problem.GetProperty("errors").EnumerateObject().Any(error => error.Name.Split('[')[0] == field);

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string json)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = Site.Json(json) };
        return await world.Operator.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Every text of every body, each with an example of the body in which it is <c>"?"</c>.</summary>
    private async Task<IReadOnlyList<(string Method, string Path, string Field, string Body)>> TextsAsync()
    {
        var idea = await world.PostIdeaAsync();
        var things = new Dictionary<string, string>
        {
            ["ideas"] = idea,
            ["projects"] = await world.ProjectAsync(),
            ["comments"] = await world.CommentAsync(idea),
            ["cases"] = await world.Member.Create($"/api/v1/ideas/{idea}/flags", new { category = "spam" }),
            ["clusters"] = world.Cluster,
            ["organisations"] = await world.Author.Create("/api/v1/organisations", new { name = "한빛정밀" }),
            ["members"] = world.Member.Id,
            ["introductions"] = await world.WishAsync(
                world.Author, await world.OrganisationInAsync(world.Cluster)),
            ["tails"] = "news",
        };
        return
        [
            .. from endpoint in world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints
                   .OfType<RouteEndpoint>()
               where endpoint.Metadata.GetMetadata<AccessMetadata>() is not null
               let type = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
               where type is not null
               let method = endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0]
               let path = Fill(endpoint.RoutePattern.RawText!, things)
               from property in ApiJson.Web.GetTypeInfo(type)!.Properties
               let one = JsonValue.Create("?")
               let value = property.PropertyType == typeof(string[]) ? new JsonArray(one)
                   : property.PropertyType == typeof(string) || property.PropertyType == typeof(Clearable) ? one
                   : (JsonNode?)null
               where value is not null
               select (method, path, property.Name, With(type, property.Name, value)),
        ];
    }

    private static string Fill(string path, Dictionary<string, string> things)
    {
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
            if (parts[i].StartsWith('{'))
                parts[i] = things[parts[^1] == "participants" ? "projects" : parts[i - 1]];
        return string.Join('/', parts);
    }

    private string With(Type type, string field, JsonNode value)
    {
        var body = Examples.Of(type)!.AsObject();
        if (body.ContainsKey("clusterId"))
            body["clusterId"] = world.Cluster;
        body[field] = value;
        return body.ToJsonString();
    }
}

public sealed class HostileTextTests(World world) : HostileTextOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresHostileTextTests(PostgresWorld world)
    : HostileTextOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
