namespace IdeaStorage.Domain.Tags;

public static class TagRefusals
{
    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal TagCountOutOfRange(int min, int max, int actual)
        => Refuse.Invalid("tags", [min, max, actual]);

    /// <summary>
    /// Looks like an industry code but is none that is known. Arguments: the code, known codes near it.
    /// </summary>
    public static Refusal IndustryTagIsUnknown(string code, KsicTree tree) => Refuse.Invalid(
        "tags", [code, string.Join(", ", tree.Near(code, 5).Select(entry => $"{entry.Code} {entry.Korean}"))]);

    /// <summary>
    /// Too long, empty, or with a character that no tag may have. Arguments: the limit, the tag (cut).
    /// </summary>
    public static Refusal TagIsNotValid(string tag)
        => Refuse.Invalid("tags", [Tag.CharactersMax, TextRules.Clean(tag.Length > 60 ? tag[..60] : tag, true)]);
}
