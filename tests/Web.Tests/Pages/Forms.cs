using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>What a browser does with pages and their forms.</summary>
internal static class Forms
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <returns>A client that keeps cookies and follows redirects.</returns>
    public static async Task<HttpClient> SignInAsync(this Site site, Caller caller)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = site.Address,
        };
        var (_, home) = await PostAsync(
            client, "/sign-in", "/sign-in",
            new() { ["userName"] = caller.UserName, ["password"] = Site.Password, ["back"] = "/" });
        Assert.NotNull(home.QuerySelector("form[action='/sign-out']"));
        return client;
    }

    public static async Task<(HttpStatusCode, IHtmlDocument)> PostAsync(
        HttpClient client, string formAt, string action, Dictionary<string, string> fields)
    {
        var form = await GetAsync(client, formAt);
        foreach (var (name, value) in FieldsOf(form, $"form[action='{action}']"))
            fields.TryAdd(name, value);
        return await SendAsync(client, action, fields);
    }

    public static async Task<(HttpStatusCode, IHtmlDocument)> SendAsync(
        HttpClient client, string action, Dictionary<string, string> fields, bool isPartial = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, action)
        {
            Content = new FormUrlEncodedContent(fields),
        };
        if (isPartial)
            request.Headers.Add("HX-Request", "true");
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, await ParseAsync(response));
    }

    /// <summary>The hidden fields of a form.</summary>
    public static Dictionary<string, string> FieldsOf(IHtmlDocument page, string form) =>
        page.QuerySelector(form)!.QuerySelectorAll("input[type=hidden]").ToDictionary(
            field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");

    public static async Task<IHtmlDocument> GetAsync(HttpClient client, string path) =>
        await ParseAsync(await client.GetAsync(path, Cancellation));

    public static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync(Cancellation));
}
