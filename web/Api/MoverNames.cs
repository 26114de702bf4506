using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Web.Api;

/// <summary>Who may move ideas to a stage, as a list of names: <c>["author", "coordinator"]</c>.</summary>
internal sealed class MoverNames : JsonConverter<StageMovers>
{
    /// <summary>The single movers; everything else is made of them.</summary>
    public static IEnumerable<string> All =>
        Enum.GetNames<StageMovers>().Where(name => name != nameof(StageMovers.None));

    public override StageMovers Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        // The serialiser names the place of an exception without a message, JsonFaults the right choices.
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var movers = StageMovers.None;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var given = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            movers |= All.FirstOrDefault(name => Travels(name) == given) is { } known
                ? Enum.Parse<StageMovers>(known)
                : throw new JsonException();
        }
        return movers;
    }

    public override void Write(Utf8JsonWriter writer, StageMovers value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in All.Where(name => value.HasFlag(Enum.Parse<StageMovers>(name))))
            writer.WriteStringValue(Travels(name));
        writer.WriteEndArray();
    }

    private static string Travels(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
