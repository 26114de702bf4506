using System.Collections.Immutable;
using System.Text;

namespace IdeaStorage.Domain.Tags;

/// <summary>
/// A tag is a text in one of two forms that never meet: an industry, a KSIC code of the 10th revision from division to
/// sub-class (<c>C2611</c>); or a free word, in lower case with single spaces (<c>탄소 섬유</c>, <c>ai</c>).
/// </summary>
public static class Tag
{
    /// <summary>The longest free word, in Unicode scalar values.</summary>
    public const int CharactersMax = 40;

    /// <summary>
    /// The one form of what a person typed; null if it cannot be a tag. A leading # is dropped. Idempotent.
    /// </summary>
    public static string? Normalise(string? typed)
    {
        var word = Fold(typed);
        if (word.Length == 0 || word.Contains(',', StringComparison.Ordinal)
            || TextRules.CheckCharacters(word, "tags", isLine: true) is not null)
            return null;
        if (IndustryOf(word) is { } industry)
            return industry;
        return TextRules.LengthOf(word) <= CharactersMax ? word : null;
    }

    /// <summary>For imports: what would be refused is taken out or cut; null if nothing remains.</summary>
    public static string? Clean(string? imported)
    {
        var word = Fold(TextRules.Clean(imported, isLine: true).Replace(',', ' '));
        var cut = string.Concat(word.EnumerateRunes().Take(CharactersMax).Select(rune => rune.ToString()));
        return Normalise(cut);
    }

    /// <summary>Whether a normalised tag is an industry code.</summary>
    public static bool IsIndustry(string tag) => tag.Length >= 3 && tag[0] is >= 'A' and <= 'U' && Ksic.IsCode(tag);

    /// <summary>
    /// Normalises a list, in order and each once; refuses a tag that cannot be one, and too few or many.
    /// </summary>
    /// <param name="typed">What a person typed.</param>
    /// <param name="min">The least tags.</param>
    /// <param name="max">The most tags.</param>
    /// <param name="industries">The classification as it is known; null: what is built in.</param>
    /// <param name="present">Tags that were there before, by an import maybe: they stay as they are.</param>
    /// <param name="normalised">The tags.</param>
    internal static Refusal? CheckAll(
        ImmutableArray<string> typed, int min, int max, KsicTree? industries, ImmutableArray<string> present,
        out ImmutableArray<string> normalised)
    {
        var tree = industries ?? KsicTree.BuiltIn;
        normalised = [];
        var tags = ImmutableArray.CreateBuilder<string>();
        foreach (var one in typed.IsDefault ? [] : typed)
        {
            if (Normalise(one) is not { } tag)
                return TagRefusals.TagIsNotValid(one ?? "");
            if (LooksLikeCode(tag) && !tree.MayHold(tag.ToUpperInvariant()) && !present.Contains(tag))
                return TagRefusals.IndustryTagIsUnknown(tag.ToUpperInvariant(), tree);
            if (!tags.Contains(tag))
                tags.Add(tag);
            if (tags.Count > max)
                return TagRefusals.TagCountOutOfRange(min, max, typed.Length);
        }
        normalised = tags.ToImmutable();
        return tags.Count < min ? TagRefusals.TagCountOutOfRange(min, max, tags.Count) : null;
    }

    /// <summary>Cleans an imported list; bound by no limit.</summary>
    internal static ImmutableArray<string> CleanAll(ImmutableArray<string> imported)
        => [.. (imported.IsDefault ? [] : imported).Select(Clean).OfType<string>().Distinct(StringComparer.Ordinal)];

    // A380 or N95 look so too. They are refused as well, because a mistyped code that became a word would silently
    // match nothing; as words they are written A-380 or with another word.
    private static bool LooksLikeCode(string tag) => tag.Length is >= 3 and <= 6
        && char.ToUpperInvariant(tag[0]) is >= 'A' and <= 'U' && !tag.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    private static string Fold(string? typed)
    {
        var text = TextRules.Normalise(TextRules.Normalise(typed).ToLowerInvariant());
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            var isSpace = c == ' ' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.SpaceSeparator;
            if (folded.Length == 0 && (isSpace || c == '#'))
                continue;
            if (!isSpace)
                folded.Append(c);
            else if (folded[^1] != ' ')
                folded.Append(' ');
        }
        return TextRules.Normalise(folded.ToString());
    }

    // Only a letter with digits that exist under it is an industry: "c27" is one, "g20" stays a word.
    private static string? IndustryOf(string word)
    {
        var code = word.ToUpperInvariant();
        return code.Length >= 3 && Ksic.IsCode(code) ? code : null;
    }
}
