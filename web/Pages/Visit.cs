using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Language;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdeaStorage.Web.Pages;

/// <summary>One page request: who looks, in which language, when. Components get it by injection.</summary>
public sealed class Visit
{
    private HttpContext? _http;

    /// <summary>The signed-in member, or null for a visitor.</summary>
    public SignedIn? Member { get; private set; }

    /// <summary>What the page says, in the visitor's language.</summary>
    public Texts Texts { get; private set; } = Texts.Korean;

    public DateTimeOffset At { get; private set; }

    /// <summary>What the page before wanted to tell, or null.</summary>
    public FlashMessage? Flash { get; private set; }

    public HttpContext Http =>
        _http ?? throw new InvalidOperationException("A page is only rendered within a request of the page pipeline.");

    public Viewer Viewer => Member?.Viewer ?? Viewer.Visitor;

    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>Whether htmx asks for a part of a page instead of a page.</summary>
    public bool IsPartial => Http.Request.Headers.ContainsKey("HX-Request")
        && !Http.Request.Headers.ContainsKey("HX-Boosted")
        && !Http.Request.Headers.ContainsKey("HX-History-Restore-Request");

    /// <summary>Path and query of this page, to come back to.</summary>
    public string Here => Http.Request.Path + Http.Request.QueryString;

    public T Get<T>() where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>A page, or a part of one, with its parameters.</summary>
    public IResult Page<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>Sends the visitor on after a form was carried out.</summary>
    /// <param name="path">A path of this site.</param>
    /// <param name="flash">The key of what the next page says first, or null.</param>
    public IResult GoTo(string path, string? flash = null)
    {
        if (flash is not null)
            FlashMessage.Keep(Http, flash);
        return Results.LocalRedirect(LocalPath.Check(path));
    }

    internal void Begin(HttpContext http, SignedIn? member, DateTimeOffset at)
    {
        _http = http;
        Member = member;
        At = at;
        Texts = RequestLanguage.TextsOf(http, member?.Locale);
        Flash = FlashMessage.Take(http);
    }
}
