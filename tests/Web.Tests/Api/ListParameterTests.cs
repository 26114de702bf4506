using System.Net;
using System.Text.Json;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>Every list of the OpenAPI document refuses a parameter that it cannot follow, and says which.</summary>
public sealed class ListParameterTests(World world) : IClassFixture<World>
{
    private const int ListsMin = 20;

    [Fact]
    public async Task EveryList_WhenAParameterIsWrong_NamesIt()
    {
        var idea = await world.PostIdeaAsync();
        var ids = new Dictionary<string, string>
        {
            ["ideas"] = idea,
            ["comments"] = await world.CommentAsync(idea),
            ["clusters"] = world.Cluster,
            ["tails"] = "news",
        };
        var (faults, lists) = (new List<string>(), 0);
        foreach (var (path, parameters) in ListsOf(await world.Operator.Get("/openapi/v1.json")))
        {
            lists++;
            var address = path.Contains("{id}") ? path.Replace("{id}", ids[path.Split('/')[3]]) : path;
            // Members are never listed but by a word.
            var needed = path == "/api/v1/members" ? "q=x&" : "";
            var right = await GetAsync($"{address}?{needed}");
            Assert.True(right.StatusCode == HttpStatusCode.OK, $"{path}: {right.StatusCode}");
            foreach (var (name, wrong) in parameters.SelectMany(WrongOf).Append(("colour", "red")))
                if (await FaultOf(await GetAsync($"{address}?{(name == "q" ? "" : needed)}{name}={wrong}"), name)
                    is { } fault)
                    faults.Add($"{path}?{name}={wrong}: {fault}");
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(lists >= ListsMin, $"{lists} lists");
    }

    /// <summary>What answers with items, and the query parameters that it says it takes.</summary>
    private static IEnumerable<(string Path, List<JsonElement> Parameters)> ListsOf(JsonElement document)
    {
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            if (path.Value.TryGetProperty("get", out var get) && AnswersItems(get, document))
                yield return (path.Name, [.. ParametersOf(get)]);
    }

    private static IEnumerable<JsonElement> ParametersOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var all)
            ? all.EnumerateArray().Where(one => one.GetProperty("in").GetString() == "query")
            : [];

    private static bool AnswersItems(JsonElement operation, JsonElement document) =>
        operation.GetProperty("responses").TryGetProperty("200", out var answer)
        && answer.TryGetProperty("content", out var content)
        && content.GetProperty("application/json").GetProperty("schema").TryGetProperty("$ref", out var reference)
        && reference.GetString()!.Split('/')[1..].Aggregate(document, (at, part) => at.GetProperty(part))
            .GetProperty("properties").TryGetProperty("items", out _);

    private static IEnumerable<(string Name, string Wrong)> WrongOf(JsonElement parameter)
    {
        var (name, schema) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("schema"));
        if (name == "limit")
            return [(name, "-1"), (name, "0"), (name, "abc"), (name, "1000000"), (name, "1.5")];
        if (name == "after")
            return [(name, "garbage"), (name, "AAAA"), (name, "%00")];
        return schema.TryGetProperty("enum", out _) ? [(name, "foo"), (name, "1"), (name, "%00")] : [(name, "%00")];
    }

    private static async Task<string?> FaultOf(HttpResponseMessage response, string name)
    {
        if (response.StatusCode != HttpStatusCode.BadRequest)
            return response.StatusCode.ToString();
        var problem = await Site.JsonOf(response);
        return problem.TryGetProperty("errors", out var errors)
            && errors.ValueKind == JsonValueKind.Object && errors.TryGetProperty(name, out _)
                ? null
                : problem.GetRawText();
    }

    private Task<HttpResponseMessage> GetAsync(string address) =>
        world.Operator.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
}
