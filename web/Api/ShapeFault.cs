namespace IdeaStorage.Web.Api;

/// <summary>A request that has not even the right shape, before any rule looks at it.</summary>
/// <param name="Status">400, 412, 413, 415, 422, 428 or 429.</param>
/// <param name="Name">The last part of the problem's type, and the key of its texts.</param>
/// <param name="Field">The field or query parameter, as a path (<c>tags[2]</c>); null for the whole request.</param>
/// <param name="Arguments">What the text names.</param>
internal sealed record ShapeFault(int Status, string Name, string? Field = null, params object?[] Arguments)
{
    public static ShapeFault NotJson { get; } = new(StatusCodes.Status415UnsupportedMediaType, "BodyIsNotJson");

    public static ShapeFault TooLarge(int bytesMax) =>
        new(StatusCodes.Status413PayloadTooLarge, "BodyIsTooLarge", null, bytesMax / 1024);

    public static ShapeFault NotUtf8 { get; } = Bad("BodyIsNotUtf8");

    /// <summary>Line and place count from 1.</summary>
    public static ShapeFault Malformed(long line, long place) => Bad("JsonIsMalformed", null, line, place);

    public static ShapeFault TooDeep(int depthMax) => Bad("JsonIsTooDeep", null, depthMax);

    /// <param name="field">Where.</param>
    /// <param name="expected">The key of the type's name: <c>string</c>, <c>number</c>, <c>boolean</c>, <c>list</c>,
    /// <c>object</c>.</param>
    public static ShapeFault WrongType(string field, string expected) =>
        Bad("FieldHasWrongType", field, new TextKey("type." + expected));

    public static ShapeFault WrongChoice(string field, IEnumerable<string> choices) =>
        Bad("FieldIsNoChoice", field, string.Join(", ", choices));

    public static ShapeFault Unknown(string field, IEnumerable<string> known) =>
        Bad("FieldIsUnknown", field, field, string.Join(", ", known));

    public static ShapeFault Missing(string field) => Bad("FieldIsMissing", field, field);

    /// <summary>An empty text where null takes the value away.</summary>
    public static ShapeFault EmptyIsNoValue(string field) => Bad("EmptyIsNoValue", field);

    public static ShapeFault Twice(string field) => Bad("FieldIsTwice", field, field);

    /// <summary>The character that no rule allows and not every database can be asked for.</summary>
    public static ShapeFault HoldsNul(string field) => Bad("TextHoldsNul", field);

    public static ShapeFault OutOfRange(string field, long min, long max) => Bad("NumberIsOutOfRange", field, min, max);

    private static ShapeFault Bad(string name, string? field = null, params object?[] arguments) =>
        new(StatusCodes.Status400BadRequest, name, field, arguments);
}

/// <summary>An argument that is itself a text, written in the caller's language.</summary>
internal sealed record TextKey(string Key);
