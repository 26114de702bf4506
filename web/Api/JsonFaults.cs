using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Web.Api;

/// <summary>
/// Turns what System.Text.Json throws into the field and what would be right. The path comes from the exception, what
/// would be right from the type's own contract; only the kind of fault is read off the message, and a test pins each.
/// </summary>
internal static class JsonFaults
{
    public static ShapeFault Explain(JsonException error, JsonTypeInfo type)
    {
        if (error.InnerException is JsonException syntax)
            return ExplainSyntax(syntax, type.Options.MaxDepth);
        var field = FieldOf(error.Path);
        var said = error.Message;
        if (said.Contains("maximum configured depth", StringComparison.Ordinal))
            return ShapeFault.TooDeep(type.Options.MaxDepth);
        if (said.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return ShapeFault.Unknown(field, Owner(type, field).Properties.Select(known => known.Name));
        if (said.Contains("missing required properties", StringComparison.Ordinal))
            return ShapeFault.Missing(MissingIn(said, Resolve(type, field) ?? type, field));
        if (said.Contains("Duplicate property", StringComparison.Ordinal))
            return ShapeFault.Twice(field);
        if (error.InnerException is InvalidOperationException inner
            && inner.Message.Contains("UTF-16", StringComparison.OrdinalIgnoreCase))
            return new ShapeFault(StatusCodes.Status400BadRequest, "TextIsHalfACharacter", field);
        return Expected(Resolve(type, field)?.Type ?? typeof(object), field);
    }

    private static ShapeFault ExplainSyntax(JsonException syntax, int depthMax) =>
        syntax.Message.Contains("maximum configured depth", StringComparison.Ordinal)
            ? ShapeFault.TooDeep(depthMax)
            : ShapeFault.Malformed((syntax.LineNumber ?? 0) + 1, (syntax.BytePositionInLine ?? 0) + 1);

    private static ShapeFault Expected(Type type, string field)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
            return ShapeFault.WrongChoice(field, ChoicesOf(type));
        return ShapeFault.WrongType(field, type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(long) => "number",
            _ when type.IsArray => "list",
            _ => "object",
        });
    }

    /// <summary>The names by which an enum's values travel.</summary>
    public static IEnumerable<string> ChoicesOf(Type type) =>
        // Several of these travel as a list, none of them as an empty one.
        (type == typeof(StageMovers) ? MoverNames.All : Enum.GetNames(type))
            .Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary><c>$.tags[2]</c> becomes <c>tags[2]</c>, the body itself an empty path.</summary>
    private static string FieldOf(string? path) => (path ?? "$").TrimStart('$').TrimStart('.');

    private static string MissingIn(string said, JsonTypeInfo owner, string path)
    {
        var missing = owner.Properties.First(property =>
            property.IsRequired && said.Contains($"'{property.Name}'", StringComparison.Ordinal)).Name;
        return path.Length == 0 ? missing : $"{path}.{missing}";
    }

    private static JsonTypeInfo Owner(JsonTypeInfo type, string field) =>
        field.LastIndexOf('.') is > 0 and var dot ? Resolve(type, field[..dot]) ?? type : type;

    private static JsonTypeInfo? Resolve(JsonTypeInfo type, string field)
    {
        JsonTypeInfo? at = type;
        foreach (var part in field.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = part.Split('[')[0];
            if (at is { Kind: JsonTypeInfoKind.Dictionary, KeyType: { } key, ElementType: { } value })
            {
                // The fault is in the value only where the key is right.
                at = at.Options.GetTypeInfo(!key.IsEnum || ChoicesOf(key).Contains(name) ? value : key);
                continue;
            }
            var property = at?.Properties.FirstOrDefault(
                known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                return null;
            at = at!.Options.GetTypeInfo(property.PropertyType);
            // A key that needs brackets is the name of no stage.
            if (part.Contains('[') && at is { Kind: JsonTypeInfoKind.Dictionary, KeyType: { } named })
                return at.Options.GetTypeInfo(named);
            if (part.Contains('[') && at.ElementType is { } element)
                at = at.Options.GetTypeInfo(element);
        }
        return at;
    }
}
