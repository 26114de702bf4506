using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Web.Api;

/// <summary>
/// Says what is wrong with a body that could not be read: the place of the first broken character, or every field that
/// does not fit the type's contract, with what would be right.
/// </summary>
internal static class JsonFaults
{
    /// <summary>More would help nobody, and a body may have a hundred thousand unknown fields.</summary>
    public const int FaultsMax = 50;

    public static IReadOnlyList<ShapeFault> Explain(ReadOnlyMemory<byte> json, JsonTypeInfo type)
    {
        try
        {
            using var body = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = type.Options.MaxDepth });
            var faults = new List<ShapeFault>();
            Look(body.RootElement, type, "", faults);
            return faults.Count == 0 ? [ShapeFault.WrongType("", "object")] : faults;
        }
        catch (JsonException syntax)
        {
            return
            [
                syntax.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                    ? ShapeFault.TooDeep(type.Options.MaxDepth)
                    : ShapeFault.Malformed((syntax.LineNumber ?? 0) + 1, (syntax.BytePositionInLine ?? 0) + 1),
            ];
        }
    }

    /// <summary>The names by which an enum's values travel.</summary>
    public static IEnumerable<string> ChoicesOf(Type type) =>
        // Several of these travel as a list, none of them as an empty one.
        (type == typeof(StageMovers) ? MoverNames.All : Enum.GetNames(type))
            .Select(JsonNamingPolicy.CamelCase.ConvertName);

    private static void Look(JsonElement element, JsonTypeInfo type, string field, List<ShapeFault> faults)
    {
        if (faults.Count >= FaultsMax)
            return;
        switch (type.Kind, element.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                LookAtFields(element, type, field, faults);
                break;
            case (JsonTypeInfoKind.Dictionary, JsonValueKind.Object):
                LookAtEntries(element, type, field, faults);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                var place = 0;
                foreach (var item in element.EnumerateArray())
                    if (item.ValueKind != JsonValueKind.Null)
                        Look(item, type.Options.GetTypeInfo(type.ElementType!), $"{field}[{place++}]", faults);
                    else
                        place++;
                break;
            case (JsonTypeInfoKind.None, _):
                LookAtValue(element, type, field, faults);
                break;
            default:
                faults.Add(Expected(type.Type, field));
                break;
        }
    }

    private static void LookAtFields(JsonElement element, JsonTypeInfo type, string field, List<ShapeFault> faults)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in element.EnumerateObject())
        {
            var name = NameOf(one);
            var known = type.Properties.FirstOrDefault(
                property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (known is null)
                faults.Add(ShapeFault.Unknown(Below(field, name), type.Properties.Select(property => property.Name)));
            else if (!given.Add(known.Name))
                faults.Add(ShapeFault.Twice(Below(field, known.Name)));
            else if (one.Value.ValueKind != JsonValueKind.Null)
                Look(one.Value, type.Options.GetTypeInfo(known.PropertyType), Below(field, known.Name), faults);
            else if (!TakesNull(known))
                faults.Add(Expected(known.PropertyType, Below(field, known.Name)));
            if (faults.Count >= FaultsMax)
                return;
        }
        faults.AddRange(type.Properties.Where(property => property.IsRequired && !given.Contains(property.Name))
            .Select(property => ShapeFault.Missing(Below(field, property.Name))));
    }

    private static void LookAtEntries(JsonElement element, JsonTypeInfo type, string field, List<ShapeFault> faults)
    {
        foreach (var one in element.EnumerateObject())
        {
            var name = NameOf(one);
            if (type.KeyType!.IsEnum && !ChoicesOf(type.KeyType).Contains(name, StringComparer.OrdinalIgnoreCase))
                faults.Add(ShapeFault.WrongChoice(Below(field, name), ChoicesOf(type.KeyType)));
            else
                Look(one.Value, type.Options.GetTypeInfo(type.ElementType!), Below(field, name), faults);
            if (faults.Count >= FaultsMax)
                return;
        }
    }

    private static void LookAtValue(JsonElement element, JsonTypeInfo type, string field, List<ShapeFault> faults)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.String)
                element.GetString();
        }
        catch (InvalidOperationException)
        {
            faults.Add(new ShapeFault(StatusCodes.Status400BadRequest, "TextIsHalfACharacter", field));
            return;
        }
        try
        {
            element.Deserialize(type);
        }
        catch (JsonException)
        {
            faults.Add(Expected(type.Type, field));
        }
    }

    private static ShapeFault Expected(Type type, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return ShapeFault.WrongChoice(field, ChoicesOf(type));
        return ShapeFault.WrongType(field, type switch
        {
            _ when type == typeof(string) || type == typeof(Clearable) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) => "number",
            _ when type.IsArray => "list",
            _ => "object",
        });
    }

    private static bool TakesNull(JsonPropertyInfo property) =>
        property.AssociatedParameter?.IsNullable ?? property.IsSetNullable;

    /// <summary>A name with half a character in it is shown as what it would be without its escapes.</summary>
    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static string Below(string field, string name) => field.Length == 0 ? name : $"{field}.{name}";
}
