using IdeaStorage.Domain;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using IdeaStorage.Web.Pages.Errors;
using IdeaStorage.Web.Startup;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace IdeaStorage.Web.Pages;

/// <summary>
/// What every page request goes through: who, how often, a form's token; then one handler; errors become pages.
/// </summary>
internal sealed partial class PagePipeline(
    MemberDirectory members, RateLimits limits, IAntiforgery antiforgery, TimeProvider time,
    ILogger<PagePipeline> logger)
{
    private const int RetryAfterSeconds = 2;

    public async Task RunAsync(HttpContext http, PageAccess access, Func<Visit, Task<IResult>> handle)
    {
        var visit = http.RequestServices.GetRequiredService<Visit>();
        IResult result;
        try
        {
            visit.Begin(http, await FindMemberAsync(http), time.GetUtcNow());
            result = await AdmitAsync(visit, access, handle);
            await result.ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
        }
        catch (Exception error) when (Busy.Is(error) && !http.Response.HasStarted)
        {
            LogUnavailable(error);
            await FailAsync(visit, StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception error) when (IsMalformed(error) && !http.Response.HasStarted)
        {
            await FailAsync(visit, (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            LogBug(error, http.Request.Method, http.Request.Path);
            await FailAsync(visit, StatusCodes.Status500InternalServerError);
        }
    }

    private async Task<IResult> AdmitAsync(Visit visit, PageAccess access, Func<Visit, Task<IResult>> handle)
    {
        if (limits.SecondsToWait(visit.Http, visit.Member) is { } seconds)
        {
            visit.Http.Response.Headers.RetryAfter = seconds.ToString(visit.Texts.Culture);
            return visit.Error(StatusCodes.Status429TooManyRequests);
        }
        if (visit.QueryFault() is { } fault)
            return visit.Refused(fault);
        if (HttpMethods.IsPost(visit.Http.Request.Method) && await RefuseFormAsync(visit) is { } refused)
            return refused;
        if (access == PageAccess.Member && visit.Member is null)
            return visit.SignInFirst();
        return await handle(visit);
    }

    private async Task<IResult?> RefuseFormAsync(Visit visit)
    {
        if (!PostedForm.IsSentBy(visit.Http.Request))
            return visit.Error(StatusCodes.Status415UnsupportedMediaType);
        if (await PostedForm.FaultOfAsync(visit.Http.Request) is { } fault)
            return visit.Refused(fault);
        return await antiforgery.IsRequestValidAsync(visit.Http)
            ? null
            : visit.Error(StatusCodes.Status400BadRequest);
    }

    /// <summary>A form that is torn, or no form at all.</summary>
    private static bool IsMalformed(Exception error) =>
        error is BadHttpRequestException or InvalidDataException or AntiforgeryValidationException;

    private async Task FailAsync(Visit visit, int status)
    {
        visit.Http.Response.Clear();
        SecurityHeaders.Put(visit.Http.Response.Headers);
        if (status == StatusCodes.Status503ServiceUnavailable)
            visit.Http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(visit.Texts.Culture);
        await new FailurePage(visit.Texts, status).ExecuteAsync(visit.Http);
    }

    private async Task<SignedIn?> FindMemberAsync(HttpContext http)
    {
        if (!http.Request.Cookies.ContainsKey(SignInCookie.Name))
            return null;
        var ticket = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        if (ticket.Principal is not { } principal)
            return null;
        // The token of a form is good for this user only.
        http.User = principal;
        return await members.FindAsync(principal);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogBug(Exception error, string method, string path);

    [LoggerMessage(LogLevel.Warning, "The database cannot answer now")]
    private partial void LogUnavailable(Exception error);
}

internal enum PageAccess
{
    Everyone,
    Member,
}

/// <summary>Marks the route of a page, as opposed to those of forms and of the API.</summary>
internal sealed record PageMetadata(PageAccess Access);

/// <summary>Maps pages and forms onto the pipeline.</summary>
internal static class PageEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointConventionBuilder MapPage(
        this IEndpointRouteBuilder routes, string path, Func<Visit, Task<IResult>> handle,
        PageAccess access = PageAccess.Everyone)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<PagePipeline>();
        return routes.MapMethods(path, Reading, http => pipeline.RunAsync(http, access, handle))
            .WithMetadata(new PageMetadata(access));
    }

    /// <summary>A form: its token is checked before the handler runs.</summary>
    public static IEndpointConventionBuilder MapForm(
        this IEndpointRouteBuilder routes, string path, Func<Visit, PostedForm, Task<IResult>> handle,
        PageAccess access = PageAccess.Member)
    {
        var pipeline = routes.ServiceProvider.GetRequiredService<PagePipeline>();
        return routes.MapPost(path, http => pipeline.RunAsync(
            http, access, async visit => await handle(visit, await PostedForm.ReadAsync(http.Request))));
    }
}

/// <summary>What pages answer instead of themselves.</summary>
internal static class PageErrors
{
    /// <summary>The error page of a status: says what happened and what to do.</summary>
    public static IResult Error(this Visit visit, int status, string? reason = null) =>
        visit.Page<ErrorPage>(new { Status = status, Reason = reason }, status);

    /// <summary>A refusal where there is no form to show it in.</summary>
    public static IResult Refused(this Visit visit, Refusal refusal) =>
        visit.Error(Problems.StatusOf(refusal), Problems.TitleOf(refusal, visit.Texts));

    /// <summary>A request that has not even the right shape; names the field.</summary>
    public static IResult Refused(this Visit visit, ShapeFault fault)
    {
        var said = Problems.TitleOf(fault, visit.Texts);
        return visit.Error(fault.Status, fault.Field is null ? said : $"{fault.Field}: {said}");
    }

    /// <summary>To the sign-in page, and back here afterwards.</summary>
    public static IResult SignInFirst(this Visit visit)
    {
        var back = HttpMethods.IsGet(visit.Http.Request.Method) ? visit.Here : "/";
        var target = $"/sign-in?back={Uri.EscapeDataString(back)}";
        if (!visit.IsPartial)
            return Results.LocalRedirect(target);
        // htmx follows a redirect silently and would put the sign-in page into a part of this one.
        visit.Http.Response.Headers["HX-Redirect"] = target;
        return Results.StatusCode(StatusCodes.Status401Unauthorized);
    }
}
