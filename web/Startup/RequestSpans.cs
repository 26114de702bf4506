using Microsoft.AspNetCore.Http.Features;

namespace IdeaStorage.Web.Startup;

/// <summary>Names the span of a request by its route, never by its path, which may hold what members wrote.</summary>
internal static class RequestSpans
{
    private const int ServerFault = 500;

    public static async Task DescribeAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
                span.DisplayName = route is null ? http.Request.Method : $"{http.Request.Method} {route}";
                span.SetTag("http.request.method", http.Request.Method);
                span.SetTag("http.route", route);
                span.SetTag("http.response.status_code", http.Response.StatusCode);
                if (http.Response.StatusCode >= ServerFault)
                    span.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
            }
        }
    }
}
