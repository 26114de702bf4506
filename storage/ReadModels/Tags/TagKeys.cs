using System.Text;

namespace IdeaStorage.Storage.ReadModels.Tags;

/// <summary>The form in which tags are compared: a KSIC code in upper case, a free word folded.</summary>
internal static class TagKeys
{
    /// <summary>The first character after the digits: a code's descendants lie between the code and code + this.</summary>
    private const char AfterDigits = ':';

    /// <summary>Lower than any character of a tag.</summary>
    private const char AfterWord = '\u0001';

    public static string Of(string tag)
    {
        var trimmed = tag.Trim().Normalize(NormalizationForm.FormKC);
        var upper = trimmed.ToUpperInvariant();
        return IsIndustry(upper) ? upper : trimmed.ToLowerInvariant();
    }

    /// <summary>A KSIC code with its section letter: <c>C</c>, <c>C27</c>, … <c>C27111</c>.</summary>
    public static bool IsIndustry(string key) =>
        key.Length is 1 or (>= 3 and <= 6)
        && key[0] is >= 'A' and <= 'U'
        && !key.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// The keys that a filter by this tag takes: from <c>From</c> on and below <c>Below</c>; for a code all codes below
    /// it in the tree, for a free word itself alone.
    /// </summary>
    public static (string From, string Below) Range(string tag)
    {
        var key = Of(tag);
        return (key, key + (IsIndustry(key) ? AfterDigits : AfterWord));
    }
}
