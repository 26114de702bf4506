using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdeaStorage.Web.Api;

/// <summary>
/// A text of a PATCH that can be taken away, as in a JSON merge patch (RFC 7396): absent leaves it, null takes it away.
/// </summary>
[JsonConverter(typeof(ClearableConverter))]
internal readonly record struct Clearable(bool IsGiven, string? Value)
{
    /// <summary>The new text, null where it is taken away, or the present one.</summary>
    public string? Or(string? present) => IsGiven ? Value : present;

    /// <summary>As commands take it: null leaves, an empty text takes away.</summary>
    public string? OrEmpty => IsGiven ? Value ?? "" : null;

    /// <summary>The fault of an empty text where only null takes away.</summary>
    public ShapeFault? EmptyFault(string field) => Value is "" ? ShapeFault.EmptyIsNoValue(field) : null;
}

internal sealed class ClearableConverter : JsonConverter<Clearable>
{
    public override bool HandleNull => true;

    public override Clearable Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String or JsonTokenType.Null
            ? new Clearable(true, reader.GetString())
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Clearable value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
