using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// How events and snapshots are written: camelCase members, enums by name, every member present. Stored for ever, so a
/// change here must read all golden logs as before.
/// </summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            // What follows from other members is not stored, so that changing a rule never contradicts the log.
            IgnoreReadOnlyProperties = true,
            // Korean stays readable and three bytes long; nothing here is ever put into a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            // A stored event without a member that has no default is damage, never a silent null.
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            Converters = { new JsonStringEnumConverter(), new ImmutableArrayConverterFactory() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Immutable arrays, of which the default one is written as empty instead of failing.</summary>
    private sealed class ImmutableArrayConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type type) =>
            type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

        public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(
                typeof(ImmutableArrayConverter<>).MakeGenericType(type.GetGenericArguments()))!;
    }

    private sealed class ImmutableArrayConverter<T> : JsonConverter<ImmutableArray<T>>
    {
        public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            ImmutableCollectionsMarshal.AsImmutableArray(JsonSerializer.Deserialize<T[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, ImmutableCollectionsMarshal.AsArray(value) ?? [], options);
    }
}
