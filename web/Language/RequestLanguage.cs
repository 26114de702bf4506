using Microsoft.Net.Http.Headers;

namespace IdeaStorage.Web.Language;

/// <summary>
/// In which language a request is answered: what the address says (<c>?lang=en</c>), then the cookie that the language
/// switch sets, then the member's own setting, then <c>Accept-Language</c>, then Korean.
/// </summary>
internal static class RequestLanguage
{
    public const string CookieName = "ideastorage.language";
    public const string QueryName = "lang";

    private const int AcceptedLanguagesMax = 10;

    public static Texts TextsOf(HttpContext http, string? memberLocale = null)
    {
        if (Known(http.Request.Query[QueryName]) is { } asked)
            return Texts.For(asked);
        if (Known(http.Request.Cookies[CookieName]) is { } chosen)
            return Texts.For(chosen);
        return Texts.For(Known(memberLocale) ?? Accepted(http.Request));
    }

    /// <summary>
    /// The same for a program: what the request itself says goes before what its member set for pages.
    /// </summary>
    public static Texts TextsOfCall(HttpContext http, string? memberLocale) =>
        Texts.For(Known(http.Request.Query[QueryName]) ?? Accepted(http.Request) ?? Known(memberLocale));

    public static string? Known(string? language) => language is "ko" or "en" ? language : null;

    private static string? Accepted(HttpRequest request)
    {
        string header = request.Headers.AcceptLanguage!;
        if (string.IsNullOrEmpty(header) || !StringWithQualityHeaderValue.TryParseList([header], out var accepted))
            return null;
        return accepted.Take(AcceptedLanguagesMax)
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => Known(language.Value.ToString().Split('-')[0].ToLowerInvariant()))
            .FirstOrDefault(language => language is not null);
    }
}
