using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Unicode;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Web.Api;

/// <summary>Reads the query of a list strictly: an unknown or repeated parameter is a fault, not a surprise.</summary>
internal sealed class Query
{
    public const string After = "after";
    public const string Limit = "limit";

    private const int CharactersMax = 2_000;

    private readonly IQueryCollection _query;

    public Query(Call call, params string[] known)
    {
        _query = call.Http.Request.Query;
        foreach (var (name, values) in _query)
            if (name != Language.RequestLanguage.QueryName && !known.Contains(name, StringComparer.Ordinal))
                Fault ??= Bad(
                    "ParameterIsUnknown", name, name,
                    string.Join(", ", known.Append(Language.RequestLanguage.QueryName)));
            else if (values.Count > 1)
                Fault ??= Bad("ParameterIsTwice", name, name);
    }

    /// <summary>The first thing that is wrong, or null.</summary>
    public ShapeFault? Fault { get; private set; }

    /// <summary>The parameter, or null when it is absent or empty.</summary>
    public string? Text(string name)
    {
        var value = _query[name].ToString();
        Fault ??= TextFault(name, value);
        return value.Length == 0 ? null : value;
    }

    /// <summary>The number of rows wished for, or null.</summary>
    public int? Rows()
    {
        if (Text(Limit) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)
            && limit is >= 1 and <= PageLimits.ItemsMax)
            return limit;
        Fault ??= ShapeFault.OutOfRange(Limit, 1, PageLimits.ItemsMax);
        return null;
    }

    /// <summary>One of an enum's names, or null.</summary>
    public TEnum? Choice<TEnum>(string name) where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        // in-review, in_review and inReview are one.
        var plain = string.Concat(text.Where(c => c is not ('-' or '_' or ' ')));
        if (plain.Length > 0 && char.IsAsciiLetter(plain[0]) && !plain.Contains(',')
            && Enum.TryParse<TEnum>(plain, ignoreCase: true, out var choice))
            return choice;
        Fault ??= ShapeFault.WrongChoice(name, JsonFaults.ChoicesOf(typeof(TEnum)));
        return null;
    }

    /// <summary>Why the value is no text to look for, or null. A tab may have been pasted.</summary>
    public static ShapeFault? TextFault(string name, string value) =>
        value.Length > CharactersMax ? Bad("ParameterIsTooLong", name, CharactersMax)
        : value.EnumerateRunes().Any(IsNoText) ? Bad("ParameterIsNoText", name)
        : null;

    /// <summary>The first parameter whose percent-encoded bytes are no UTF-8 or hold a NUL, or null.</summary>
    public static ShapeFault? EncodingFault(QueryString query) =>
        query.Value?.Contains('%', StringComparison.Ordinal) == true ? EncodingFault(query.Value[1..]) : null;

    /// <summary>The same of a form's body, its bytes as Latin-1.</summary>
    public static ShapeFault? EncodingFault(string pairs)
    {
        foreach (var pair in pairs.Split('&'))
        {
            var bytes = WebUtility.UrlDecodeToBytes(Encoding.Latin1.GetBytes(pair), 0, pair.Length);
            if (!Utf8.IsValid(bytes))
                return Bad("ParameterIsNotUtf8", NameOf(pair));
            if (bytes.AsSpan().Contains((byte)0))
                return ShapeFault.HoldsNul(NameOf(pair));
        }
        return null;
    }

    private static bool IsNoText(Rune rune) =>
        rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value != '\t');

    private static string NameOf(string pair) => WebUtility.UrlDecode(pair.Split('=')[0]);

    private static ShapeFault Bad(string name, string parameter, params object?[] arguments) =>
        new(StatusCodes.Status400BadRequest, name, parameter, arguments);
}
