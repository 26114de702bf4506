using IdeaStorage.Web.Api;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Pages;
using Microsoft.AspNetCore.Routing.Template;

namespace IdeaStorage.Web;

/// <summary>
/// An address that nothing answers: a page, or under /api a problem that tells an unknown address from a wrong method,
/// and both from a body that is no JSON.
/// </summary>
internal static class NotFound
{
    public static Task Handle(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
            return http.RequestServices.GetRequiredService<PagePipeline>().RunAsync(
                http, PageAccess.Everyone,
                visit => Task.FromResult(visit.Error(StatusCodes.Status404NotFound)));
        return Problems.Of(FaultOf(http), RequestLanguage.TextsOf(http)).SendAsync(http);
    }

    private static ShapeFault FaultOf(HttpContext http)
    {
        var methods = MethodsOf(http);
        if (methods.Count == 0)
            return new ShapeFault(StatusCodes.Status404NotFound, "RouteNotFound");
        // The address takes this method, so routing turned the body's content type away.
        if (methods.Contains(http.Request.Method))
            return ShapeFault.NotJson;
        var allowed = string.Join(", ", methods);
        http.Response.Headers.Allow = allowed;
        return new ShapeFault(StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed", null, allowed);
    }

    /// <summary>What can be done at this address.</summary>
    private static List<string> MethodsOf(HttpContext http) =>
    [
        .. http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Matches(endpoint, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static bool Matches(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } pattern
        && pattern.StartsWith("/api", StringComparison.Ordinal)
        && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []);
}
