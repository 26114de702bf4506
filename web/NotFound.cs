using IdeaStorage.Web.Api;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Pages;

namespace IdeaStorage.Web;

/// <summary>An address that nothing answers: a problem under /api, a page elsewhere.</summary>
internal static class NotFound
{
    public static Task Handle(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
            return http.RequestServices.GetRequiredService<PagePipeline>().RunAsync(
                http, PageAccess.Everyone,
                visit => Task.FromResult(visit.Error(StatusCodes.Status404NotFound)));
        var fault = new ShapeFault(StatusCodes.Status404NotFound, "RouteNotFound");
        return Problems.Of(fault, RequestLanguage.TextsOf(http)).SendAsync(http);
    }
}
