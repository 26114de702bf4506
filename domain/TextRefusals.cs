namespace IdeaStorage.Domain;

/// <summary>Why a text, a choice or a version is refused, whatever it belongs to.</summary>
public static class TextRefusals
{
    /// <summary>Arguments: the character as <c>U+0000</c>, its place from 1.</summary>
    public static Refusal ControlCharactersAreNotAllowed(string field, int codePoint, int place)
        => Refuse.Invalid(field, [$"U+{codePoint:X4}", place]);

    /// <summary>
    /// Invisible characters that turn the direction of writing. Arguments: the character, its place from 1.
    /// </summary>
    public static Refusal DirectionControlsAreNotAllowed(string field, int codePoint, int place)
        => Refuse.Invalid(field, [$"U+{codePoint:X4}", place]);

    /// <summary>Half a surrogate pair or a noncharacter. Argument: its place from 1.</summary>
    public static Refusal TextMustBeWellFormed(string field, int place) => Refuse.Invalid(field, [place]);

    /// <summary>The field names none of the known choices.</summary>
    public static Refusal ChoiceIsUnknown(string field) => Refuse.Invalid(field);

    /// <summary>Someone else changed it after the version that the editor saw. Arguments: seen, present.</summary>
    public static Refusal VersionIsStale(long seen, long present) => Refuse.Conflict("version", [seen, present]);
}
