using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Storage.ReadModels.Tags;

/// <summary>Which stored tags a filter takes: from <c>From</c> on and below <c>Below</c>.</summary>
internal static class TagKeys
{
    /// <summary>The first character after the digits: a code's descendants lie between it and it with this.</summary>
    private const char AfterDigits = ':';

    /// <summary>Lower than any character of a tag: between a word and it with this lies the word alone.</summary>
    private const char AfterWord = '\u0001';

    /// <summary>A KSIC code takes all codes below it in the tree, a free word itself alone.</summary>
    public static (string From, string Below) OfTag(string typed)
    {
        var tag = Tag.Normalise(typed) ?? "";
        return (tag, tag + (Tag.IsIndustry(tag) ? AfterDigits : AfterWord));
    }

    /// <summary>The same for industries alone, where a section's letter is a code too.</summary>
    public static (string From, string Below) OfIndustry(string typed)
    {
        var code = typed.Trim().ToUpperInvariant();
        return (code, code + (Ksic.IsCode(code) ? AfterDigits : AfterWord));
    }
}
