using Microsoft.AspNetCore.Authentication.Cookies;

namespace IdeaStorage.Web.Accounts;

/// <summary>The cookie of the pages.</summary>
internal static class SignInCookie
{
    public const string Name = "ideastorage.member";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        // The member directory compares the stamp on every request; Identity's own half-hourly check adds nothing.
        options.Events.OnValidatePrincipal = _ => Task.CompletedTask;
    }
}
