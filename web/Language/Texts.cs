using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace IdeaStorage.Web.Language;

/// <summary>
/// Everything that the program says, in one language: flat keys from <c>Texts/ko.json</c> and <c>Texts/en.json</c>.
/// Korean is the default; both files have the same keys (tested).
/// </summary>
public sealed class Texts
{
    private readonly FrozenDictionary<string, string> _byKey;

    private Texts(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language == "ko" ? "ko-KR" : "en-GB");
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream($"Texts/{language}.json")
            ?? throw new InvalidOperationException($"The texts of language '{language}' are not in the assembly.");
        _byKey = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!.ToFrozenDictionary();
    }

    public static Texts Korean { get; } = new("ko");

    public static Texts English { get; } = new("en");

    /// <summary><c>ko</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>How numbers and dates are written.</summary>
    public CultureInfo Culture { get; }

    public IEnumerable<string> Keys => _byKey.Keys;

    /// <summary>The text as it stands. A missing key is shown as itself: visible, but never a failed page.</summary>
    public string this[string key] => _byKey.GetValueOrDefault(key, key);

    /// <summary>The text with its placeholders filled: see <see cref="TextFormat"/>.</summary>
    public string this[string key, params ReadOnlySpan<object?> arguments] =>
        TextFormat.Fill(this[key], arguments, Culture);

    public bool Has(string key) => _byKey.ContainsKey(key);

    /// <summary>The texts of a language that we have, or Korean.</summary>
    public static Texts For(string? language) => language == "en" ? English : Korean;
}
