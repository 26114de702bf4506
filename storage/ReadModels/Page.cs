using System.Globalization;
using System.Text;
using IdeaStorage.Domain;
using Microsoft.AspNetCore.WebUtilities;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>One page of a list.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">The cursor to give as <c>after</c> for the next page; null on the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>A list without rows.</summary>
    public static Page<T> Empty { get; } = new([], null);
}

/// <summary>How long a page may be.</summary>
public static class PageLimits
{
    public const int ItemsDefault = 20;
    public const int ItemsMax = 100;

    /// <summary>The number of rows to give for a wish: at least 1, at most <see cref="ItemsMax"/>.</summary>
    public static int Clamp(int? wish) => Math.Clamp(wish ?? ItemsDefault, 1, ItemsMax);
}

/// <summary>
/// Where a page ended: the sort key and the id of its last row. Opaque to callers (base64url); it belongs to one order
/// of one list, and any other list refuses it.
/// </summary>
internal sealed record Cursor(string Key, string Id)
{
    private const int CharactersMax = 2_000;
    private const char Separator = '\n';
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The key as a whole number, for orders by time or count.</summary>
    public long Number => long.Parse(Key, CultureInfo.InvariantCulture);

    /// <summary>The key as a fraction, for orders by score.</summary>
    public double Score => double.Parse(Key, CultureInfo.InvariantCulture);

    public static Cursor Of(long key, string id) => new(key.ToString(CultureInfo.InvariantCulture), id);

    public static Cursor Of(double key, string id) => new(key.ToString("R", CultureInfo.InvariantCulture), id);

    /// <summary>The refusal of a cursor that this list never gave.</summary>
    public static Refusal Refused { get; } = new("PageCursorIsInvalid", RefusalKind.Invalid, "after");

    public string Encode(string scope) =>
        WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes($"{scope}{Separator}{Key}{Separator}{Id}"));

    /// <summary>Reads a cursor; false if it is none of this scope. No text is the first page: true and null.</summary>
    public static bool TryRead(string? text, string scope, KeyKind kind, out Cursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (text.Length > CharactersMax || Decode(text)?.Split(Separator) is not [var found, var key, var id])
            return false;
        if (found != scope || id.Length == 0 || !Fits(key, kind))
            return false;
        cursor = new Cursor(key, id);
        return true;
    }

    private static bool Fits(string key, KeyKind kind) => kind switch
    {
        KeyKind.Number => long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        KeyKind.Score => double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var score)
            && double.IsFinite(score),
        _ => true,
    };

    private static string? Decode(string text)
    {
        try
        {
            return Strict.GetString(WebEncoders.Base64UrlDecode(text));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <summary>What a cursor's sort key is.</summary>
internal enum KeyKind
{
    Text,
    Number,
    Score,
}
