using System.Net;
using IdeaStorage.Web.Startup;
using Microsoft.AspNetCore.HttpOverrides;

namespace IdeaStorage.Web.Accounts;

/// <summary>
/// Whether a request comes from the machine itself, which is trusted with the first operator and the personas.
/// </summary>
internal static class Loopback
{
    /// <summary>
    /// True only for a caller on this machine that names it by a loopback name: a proxy in front is not the machine,
    /// and neither is a foreign page whose host name was pointed at 127.0.0.1. A proxy that forwards without a trace
    /// cannot be told from the machine; behind one the server is started with <c>--proxy true</c>, and nobody is.
    /// </summary>
    public static bool IsCaller(HttpContext http) =>
        IsCaller(http, http.RequestServices.GetRequiredService<ServerOptions>());

    /// <summary>The same for what every request asks: the services of a request are made when they are first asked
    /// for, and many requests need none.</summary>
    public static bool IsCaller(HttpContext http, ServerOptions server) =>
        !server.Proxy
        && http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !IsForwarded(http.Request.Headers) && IsLoopbackName(http.Request.Host.Host);

    private static bool IsForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName)
        || headers.ContainsKey(ForwardedHeadersDefaults.XOriginalForHeaderName)
        || headers.ContainsKey("Forwarded") || headers.ContainsKey("Via");

    private static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
