using System.Net;
using System.Text;
using IdeaStorage.Web.Language;

namespace IdeaStorage.Web.Pages.Errors;

/// <summary>The page of 500 and 503. It needs nothing that may have just failed: no database, no components.</summary>
internal sealed class FailurePage(Texts texts, int status) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        var title = WebUtility.HtmlEncode(texts[$"error.{status}.title"]);
        var advice = WebUtility.HtmlEncode(texts[$"error.{status}.advice"]);
        var html = $"""
            <!DOCTYPE html>
            <html lang="{texts.Language}"><head><meta charset="utf-8"><title>{title}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="stylesheet" href="/css/failure.css"></head>
            <body><main><h1>{title}</h1><p>{advice}</p></main></body></html>
            """;
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, Encoding.UTF8, http.RequestAborted);
    }
}
