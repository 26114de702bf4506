using System.Globalization;
using System.Text;

namespace IdeaStorage.Web.Language;

/// <summary>Fills a text's placeholders.</summary>
/// <remarks>
/// <c>{0}</c> puts the argument. <c>{0|comment|comments}</c> puts the first word when the argument is one, else the
/// second. <c>{0:은/는}</c> puts the Korean particle that fits the argument's last sound: the first after a final
/// consonant, the second otherwise. <c>{0:#}</c> puts a number with marks between thousands, also when it comes as a
/// text. Braces that are no placeholder stay as they are.
/// </remarks>
public static class TextFormat
{
    public static string Fill(string text, ReadOnlySpan<object?> arguments, CultureInfo culture)
    {
        var filled = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            var close = open < 0 ? -1 : text.IndexOf('}', open);
            if (close < 0)
                return filled.Append(text, at, text.Length - at).ToString();
            filled.Append(text, at, open - at);
            var inside = text.AsSpan(open + 1, close - open - 1);
            if (!TryPut(filled, inside, arguments, culture))
                filled.Append(text, open, close - open + 1);
            at = close + 1;
        }
        return filled.ToString();
    }

    private static bool TryPut(
        StringBuilder to, ReadOnlySpan<char> inside, ReadOnlySpan<object?> arguments, CultureInfo culture)
    {
        var digits = inside.IndexOfAnyExceptInRange('0', '9');
        var number = digits < 0 ? inside : inside[..digits];
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index >= arguments.Length)
            return false;
        var value = Write(arguments[index], culture);
        if (digits < 0)
        {
            to.Append(value);
            return true;
        }
        var forms = inside[(digits + 1)..];
        return inside[digits] switch
        {
            ':' when forms.SequenceEqual("#") => Put(to, WithThousands(value, culture)),
            '|' when forms.IndexOf('|') is >= 0 and var bar =>
                Put(to, value == "1" ? forms[..bar] : forms[(bar + 1)..]),
            ':' when forms.IndexOf('/') is > 0 and var slash =>
                Put(to, KoreanParticle.Choose(value, forms[..slash], forms[(slash + 1)..])),
            _ => false,
        };
    }

    private static bool Put(StringBuilder to, ReadOnlySpan<char> form)
    {
        to.Append(form);
        return true;
    }

    private static string WithThousands(string value, CultureInfo culture) =>
        long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("N0", culture)
            : value;

    private static string Write(object? value, CultureInfo culture) => value switch
    {
        IFormattable formattable => formattable.ToString(null, culture),
        _ => value?.ToString() ?? "",
    };
}
