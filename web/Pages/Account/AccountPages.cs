using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Language;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Pages.Account;

/// <summary>Signing in and out, opening an account, choosing a language.</summary>
internal static class AccountPages
{
    private static readonly TimeSpan LanguageKeptFor = TimeSpan.FromDays(365);

    public static Task<IResult> SignIn(Visit visit) =>
        SignInFormAsync(visit, new SignInInput(Back: Back(visit)));

    public static async Task<IResult> PostSignIn(Visit visit, PostedForm form)
    {
        var input = new SignInInput(form["userName"], form["back"]);
        if (visit.Get<RateLimits>().SecondsToWaitForSignIn(visit.Http) is not null)
            return visit.Error(StatusCodes.Status429TooManyRequests);
        var outcome = await visit.Get<Passwords>().CheckAsync(input.UserName, form["password"]);
        if (outcome.User is not { } user)
            return await SignInFormAsync(visit, input with { Error = visit.Texts["problem." + outcome.Fault] });
        await visit.Get<SignInManager<IdentityUser>>().SignInAsync(user, isPersistent: true);
        return visit.GoTo(input.Back);
    }

    public static async Task<IResult> PostPersona(Visit visit, PostedForm form)
    {
        if (!Loopback.IsCaller(visit.Http)
            || await visit.Get<Personas>().FindAsync(form["userName"]) is not { } persona)
            return visit.Error(StatusCodes.Status403Forbidden);
        await visit.Get<Personas>().SignInAsync(visit.Http, persona);
        return visit.GoTo(form["back"]);
    }

    public static async Task<IResult> PostSignOut(Visit visit, PostedForm _)
    {
        await visit.Get<SignInManager<IdentityUser>>().SignOutAsync();
        return visit.GoTo("/", "flash.signedOut");
    }

    public static Task<IResult> Register(Visit visit) =>
        Task.FromResult(RegisterForm(visit, new RegisterInput(Locale: visit.Texts.Language)));

    public static async Task<IResult> PostRegister(Visit visit, PostedForm form)
    {
        var input = new RegisterInput(
            form["userName"], form["displayName"], form["email"], form.OrNull("locale") ?? visit.Texts.Language,
            form["operatorCode"]);
        if (visit.Get<RateLimits>().SecondsToWaitForSignIn(visit.Http) is not null)
            return visit.Error(StatusCodes.Status429TooManyRequests);
        var account = new NewAccount(
            input.UserName, form["password"], input.DisplayName, form.OrNull("email"), input.Locale,
            form.OrNull("operatorCode"));
        var id = Guid.CreateVersion7(visit.At).ToString("n");
        var command = new CommandContext(new Actor(id), visit.At, id);
        var opened = await visit.Get<Registration>().OpenAsync(account, command, Loopback.IsCaller(visit.Http));
        if (!opened.IsAccepted)
            return RegisterForm(visit, input with { Refusal = opened.Refusal });
        var user = await visit.Get<UserManager<IdentityUser>>().FindByIdAsync(opened.Value.Id);
        await visit.Get<SignInManager<IdentityUser>>().SignInAsync(user!, isPersistent: true);
        return visit.GoTo("/", "flash.registered");
    }

    /// <summary>Keeps the language in a cookie; nothing else changes, so a link may do it.</summary>
    public static Task<IResult> Language(Visit visit)
    {
        if (RequestLanguage.Known(visit.Http.Request.RouteValues["language"] as string) is not { } language)
            return Task.FromResult(visit.Error(StatusCodes.Status404NotFound));
        visit.Http.Response.Cookies.Append(RequestLanguage.CookieName, language, new CookieOptions
        {
            MaxAge = LanguageKeptFor,
            SameSite = SameSiteMode.Lax,
            HttpOnly = true,
            Secure = visit.Http.Request.IsHttps,
            IsEssential = true,
        });
        return Task.FromResult(visit.GoTo(Back(visit)));
    }

    private static async Task<IResult> SignInFormAsync(Visit visit, SignInInput input)
    {
        IReadOnlyList<PersonaChoice> personas =
            Loopback.IsCaller(visit.Http) ? await visit.Get<Personas>().ListAsync(visit.Texts) : [];
        return visit.Page<SignInPage>(
            new { Input = input, Personas = personas },
            input.Error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static IResult RegisterForm(Visit visit, RegisterInput input) => visit.Page<RegisterPage>(
        new
        {
            Input = input,
            AsksOperatorCode = !visit.Get<FirstOperator>().Exists() && !Loopback.IsCaller(visit.Http),
        },
        input.Refusal is null ? StatusCodes.Status200OK : Problems.StatusOf(input.Refusal));

    private static string Back(Visit visit) => LocalPath.Check(visit.Http.Request.Query["back"]);
}

/// <summary>What the sign-in form shows again.</summary>
public sealed record SignInInput(string UserName = "", string Back = "/", string? Error = null);

/// <summary>What the registration form shows again.</summary>
public sealed record RegisterInput(
    string UserName = "", string DisplayName = "", string Email = "", string Locale = "ko", string OperatorCode = "",
    Refusal? Refusal = null)
{
    public const int UserNameMax = MemberLimits.UserNameCharactersMax;
    public const int DisplayNameMax = MemberLimits.DisplayNameCharactersMax;
}
