using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdeaStorage.Web.Api;

/// <summary>
/// Enums travel as one of their camelCase names: never as numbers, and never as several names with commas between,
/// which the framework's own converter would read as another value.
/// </summary>
internal sealed class Named<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    private static readonly Dictionary<string, TEnum> Values = Enum.GetValues<TEnum>()
        .ToDictionary(Travels, value => value, StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<TEnum, JsonEncodedText> Names = Values
        .ToDictionary(named => named.Value, named => JsonEncodedText.Encode(named.Key));

    public override TEnum Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? Of(reader.GetString()!) : throw new JsonException();

    public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        Of(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Names[value]);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WritePropertyName(Names[value]);

    // The serialiser names the place of an exception without a message, JsonFaults the right choices.
    private static TEnum Of(string name) => Values.TryGetValue(name, out var value) ? value : throw new JsonException();

    private static string Travels(TEnum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
