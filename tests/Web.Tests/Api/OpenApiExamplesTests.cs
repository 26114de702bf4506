using System.Text.Json;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>Each body and each answer of the OpenAPI document has an example, which is one by its schema.</summary>
public sealed class OpenApiExamplesTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task EveryBodyAndAnswer_HasAnExampleThatFitsItsSchema()
    {
        var document = await world.Member.Get("/openapi/v1.json");
        var (faults, count) = (new List<string>(), 0);
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
                foreach (var (place, schema) in SchemasOf(operation.Value))
                {
                    count++;
                    var resolved = Resolve(schema, document);
                    var at = $"{operation.Name} {path.Name} {place}";
                    if (resolved.TryGetProperty("examples", out var examples))
                        faults.AddRange(Misfits(examples[0], resolved, document, at));
                    else
                        faults.Add($"{at} has no example");
                }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(count > 80, $"{count} bodies and answers");
    }

    [Theory]
    [InlineData("""{"id":"a","version":"1"}""", "version is no integer")]
    [InlineData("""{"id":null,"version":1}""", "id is no string")]
    [InlineData("""{"id":"a"}""", "version is missing")]
    [InlineData("""{"id":"a","version":1,"colour":1}""", "colour is unknown")]
    public async Task AnExample_ThatDoesNotFit_IsFound(string example, string fault)
    {
        var document = await world.Member.Get("/openapi/v1.json");
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("Receipt");
        Assert.Equal([fault], Misfits(JsonDocument.Parse(example).RootElement, schema, document, ""));
    }

    private static IEnumerable<(string Place, JsonElement Schema)> SchemasOf(JsonElement operation)
    {
        if (operation.TryGetProperty("requestBody", out var body))
            yield return ("body", SchemaOf(body));
        foreach (var response in operation.GetProperty("responses").EnumerateObject())
            if (response.Name.StartsWith('2') && response.Value.TryGetProperty("content", out _))
                yield return (response.Name, SchemaOf(response.Value));
    }

    private static JsonElement SchemaOf(JsonElement content) =>
        content.GetProperty("content").GetProperty("application/json").GetProperty("schema");

    private static JsonElement Resolve(JsonElement schema, JsonElement document)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return schema;
        return reference.GetString()!.Split('/')[1..].Aggregate(document, (at, part) => at.GetProperty(part));
    }

    /// <summary>Where the value is not what the schema says. An answer has all its properties.</summary>
    private static IEnumerable<string> Misfits(JsonElement value, JsonElement schema, JsonElement document, string at)
    {
        schema = Resolve(schema, document);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Select(one => Misfits(value, one, document, at).ToList())
                .MinBy(misfits => misfits.Count)!;
        if (schema.TryGetProperty("enum", out var names))
            return names.EnumerateArray().Any(name => name.ValueEquals(value.GetString()))
                ? []
                : [$"{at} is none of the choices"];
        var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
            ? several.EnumerateArray().Select(type => type.GetString()!).ToArray()
            : [schema.GetProperty("type").GetString()!];
        if (!types.Any(type => Is(type, value)))
            return [$"{at} is no {types[^1]}"];
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray()
                .SelectMany((item, place) => Misfits(item, schema.GetProperty("items"), document, $"{at}[{place}]")),
            JsonValueKind.Object => MisfitsInside(value, schema, document, at),
            _ => [],
        };
    }

    private static IEnumerable<string> MisfitsInside(
        JsonElement value, JsonElement schema, JsonElement document, string at)
    {
        var known = schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        var others = schema.TryGetProperty("additionalProperties", out var other) ? other : (JsonElement?)null;
        var isBody = at.Contains("body", StringComparison.Ordinal);
        var needed = isBody && schema.TryGetProperty("required", out var required)
            ? required.EnumerateArray().Select(name => name.GetString()!)
            : isBody ? [] : known.Keys;
        foreach (var name in needed.Where(name => !value.TryGetProperty(name, out _)))
            yield return $"{at}.{name} is missing".TrimStart('.');
        foreach (var one in value.EnumerateObject())
        {
            var place = $"{at}.{one.Name}".TrimStart('.');
            if (known.GetValueOrDefault(one.Name, others ?? default) is { ValueKind: JsonValueKind.Object } rule)
                foreach (var misfit in Misfits(one.Value, rule, document, place))
                    yield return misfit;
            else
                yield return $"{place} is unknown";
        }
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => false,
    };
}
