namespace IdeaStorage.Web.Pages;

/// <summary>A message that the next page shows once. It travels as the key of a text, never as words.</summary>
public sealed record FlashMessage(string Key)
{
    private const string CookieName = "ideastorage.flash";
    private const string KeyPrefix = "flash.";

    internal static void Keep(HttpContext http, string key) =>
        http.Response.Cookies.Append(CookieName, key, Options(http));

    internal static FlashMessage? Take(HttpContext http)
    {
        if (http.Request.Cookies[CookieName] is not { } key)
            return null;
        http.Response.Cookies.Delete(CookieName, Options(http));
        var isOurs = key.StartsWith(KeyPrefix, StringComparison.Ordinal) && Language.Texts.Korean.Has(key);
        return isOurs ? new FlashMessage(key) : null;
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
