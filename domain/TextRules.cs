using System.Text;

namespace IdeaStorage.Domain;

/// <summary>The form of all prose, and what no text may contain. Lengths are in Unicode scalar values.</summary>
/// <remarks>
/// Direction controls can make a text read differently from what it says: N. Boucher and R. Anderson, "Trojan Source:
/// Invisible Vulnerabilities", 2021.
/// </remarks>
public static class TextRules
{
    /// <summary>Line ends as LF, composed (NFC), without white or invisible characters around. Idempotent.</summary>
    public static string Normalise(string? content)
    {
        var text = UnifyLineEnds(content ?? "");
        // Normalize throws on what is not well-formed; the checks refuse that afterwards, with its place.
        return TrimBlank(IsWellFormed(text) ? text.Normalize(NormalizationForm.FormC) : text);
    }

    /// <summary>Whether the text is of whole characters, so that it can be normalised.</summary>
    public static bool IsWellFormed(string content) => FirstMalformed(content) < 0;

    /// <inheritdoc cref="Normalise(string?)"/>
    public static Text Normalise(Text text) => text with { Content = Normalise(text.Content) };

    /// <summary>
    /// For imports: normalised, and what may not be is taken out instead of refused. In a line, line ends and tabs
    /// become spaces.
    /// </summary>
    public static string Clean(string? content, bool isLine = false)
    {
        var kept = new StringBuilder();
        foreach (var rune in UnifyLineEnds(content ?? "").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
                kept.Append(isLine ? ' ' : (char)rune.Value);
            else if (!Rune.IsControl(rune) && !IsDirectionControl(rune.Value) && !IsNoncharacter(rune.Value))
                kept.Append(rune.ToString());
        }
        return Normalise(kept.ToString());
    }

    /// <inheritdoc cref="Clean(string?, bool)"/>
    public static Text Clean(Text text, bool isLine = false) => text with { Content = Clean(text.Content, isLine) };

    /// <summary>Checks a normalised text of one line, such as a title.</summary>
    public static Refusal? CheckLine(string content, string field, int min, int max, Func<int, Refusal> outOfRange)
        => CheckCharacters(content, field, isLine: true) ?? CheckLength(content, min, max, outOfRange);

    /// <summary>Checks a normalised text that may have lines and tabs, such as a body.</summary>
    public static Refusal? CheckProse(string content, string field, int min, int max, Func<int, Refusal> outOfRange)
        => CheckCharacters(content, field, isLine: false) ?? CheckLength(content, min, max, outOfRange);

    /// <summary>The length in Unicode scalar values.</summary>
    public static int LengthOf(string content)
    {
        var length = 0;
        foreach (var _ in content.EnumerateRunes())
            length++;
        return length;
    }

    internal static Refusal? CheckCharacters(string content, string field, bool isLine)
    {
        if (FirstMalformed(content) is var malformed && malformed >= 0)
            return TextRefusals.TextMustBeWellFormed(field, malformed + 1);
        var place = 0;
        foreach (var rune in content.EnumerateRunes())
        {
            place++;
            if (Rune.IsControl(rune) && (isLine || rune.Value is not ('\n' or '\t')))
                return TextRefusals.ControlCharactersAreNotAllowed(field, rune.Value, place);
            if (IsDirectionControl(rune.Value))
                return TextRefusals.DirectionControlsAreNotAllowed(field, rune.Value, place);
        }
        return null;
    }

    private static Refusal? CheckLength(string content, int min, int max, Func<int, Refusal> outOfRange)
        => LengthOf(content) is var length && length >= min && length <= max ? null : outOfRange(length);

    private static string UnifyLineEnds(string content) => content
        .Replace("\r\n", "\n", StringComparison.Ordinal)
        .Replace('\r', '\n').Replace('\u0085', '\n').Replace('\u2028', '\n').Replace('\u2029', '\n');

    private static string TrimBlank(string content)
    {
        int start = 0, end = content.Length;
        while (start < end && IsBlank(content[start]))
            start++;
        while (end > start && IsBlank(content[end - 1]))
            end--;
        return content[start..end];
    }

    // White space, zero-width characters, Hangul fillers, the Braille pattern without dots and soft hyphens: a text of
    // nothing else would show as nothing.
    private static bool IsBlank(char c)
        => char.IsWhiteSpace(c)
            || c is (>= '\u200B' and <= '\u200D') or (>= '\u2060' and <= '\u2064') or '\uFEFF'
                or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u2800' or '\u00AD' or '\u180E';

    private static bool IsDirectionControl(int codePoint)
        => codePoint is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C;

    private static bool IsNoncharacter(int codePoint) => codePoint is 0xFFFE or 0xFFFF;

    private static int FirstMalformed(string content)
    {
        for (var i = 0; i < content.Length; i++)
        {
            if (IsNoncharacter(content[i]))
                return i;
            if (!char.IsSurrogate(content[i]))
                continue;
            if (i + 1 == content.Length || !char.IsSurrogatePair(content[i], content[i + 1]))
                return i;
            i++;
        }
        return -1;
    }
}
