using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Web.Tests.Pages;

public abstract class AccountPagesOnEveryDatabase(Site site)
{
    [Fact]
    public async Task Register_SignsInWithACookieThatScriptsCannotRead()
    {
        var (response, cookies) = await PostAsync("/register", Registration("page.member"));
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ideastorage.member="));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var home = await GetAsync("/", cookies + "; " + cookie.Split(';')[0]);
        Assert.Contains("페이지 회원", home.Body!.TextContent);
        Assert.NotNull(home.QuerySelector("form[action='/sign-out'] input[name=__token]"));
    }

    [Fact]
    public async Task Register_WhenAFieldIsWrong_ShowsItBesideTheFieldAndKeepsTheRest()
    {
        var fields = Registration("x");
        var (response, _) = await PostAsync("/register", fields);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var page = await ParseAsync(response);
        var input = page.QuerySelector("#userName")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Contains("userName-error", input.GetAttribute("aria-describedby"));
        Assert.NotEmpty(page.QuerySelector("#userName-error")!.TextContent);
        Assert.Equal("페이지 회원", page.QuerySelector("#displayName")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Form_WithoutItsToken_IsRefused()
    {
        using var content = new FormUrlEncodedContent(Registration("no.token"));
        var response = await site.Visitor.PostAsync("/register", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Form_WithTheTokenOfAVisitor_IsRefusedToAMember()
    {
        var (response, cookies) = await PostAsync("/register", Registration("bound.token"));
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("ideastorage.member="));
        cookies += "; " + cookie.Split(';')[0];
        var signIn = await GetAsync("/sign-in", cookies.Split(';')[0]);
        var home = await GetAsync("/", cookies);

        Assert.Equal(HttpStatusCode.BadRequest, await SignOutAsync(signIn, cookies));
        Assert.Equal(HttpStatusCode.Found, await SignOutAsync(home, cookies));
    }

    [Fact]
    public async Task SignIn_WhenThePasswordIsWrong_SaysSoOnceForBoth()
    {
        var (unknown, _) = await PostAsync(
            "/sign-in", new() { ["userName"] = "nobody.here", ["password"] = "wrong password" });
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("아이디 또는 비밀번호", (await ParseAsync(unknown)).Body!.TextContent);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    public async Task Language_NeverSendsElsewhere(string back)
    {
        var response = await site.Visitor.GetAsync(
            $"/language/en?back={Uri.EscapeDataString(back)}", TestContext.Current.CancellationToken);
        Assert.Equal("/", response.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/sign-in")]
    [InlineData("/register")]
    [InlineData("/nowhere")]
    public async Task Page_HasAStrictPolicyAndKeepsIt(string path)
    {
        var response = await site.Visitor.GetAsync(path, TestContext.Current.CancellationToken);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy);
        var page = await ParseAsync(response);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), style, [style], [onclick]"));
        Assert.Equal("ko", page.DocumentElement.GetAttribute("lang"));
        foreach (var link in page.QuerySelectorAll("link[rel=stylesheet]"))
        {
            var file = await site.Visitor.GetAsync(link.GetAttribute("href"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        }
    }

    [Fact]
    public async Task Nowhere_IsAPageThatSaysWhatToDo()
    {
        var response = await site.Visitor.GetAsync("/nowhere?lang=en", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("use the search above", (await ParseAsync(response)).Body!.TextContent);
    }

    [Fact]
    public async Task Persona_FromElsewhere_IsRefused()
    {
        var (response, _) = await PostAsync(
            "/sign-in/persona", new() { ["userName"] = "anyone" }, tokenFrom: "/sign-in", forwardedFor: "203.0.113.7");
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static Dictionary<string, string> Registration(string userName) => new()
    {
        ["userName"] = userName,
        ["password"] = Site.Password,
        ["displayName"] = "페이지 회원",
        ["email"] = "page@example.kr",
    };

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage response) =>
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());

    private async Task<IHtmlDocument> GetAsync(string path, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookies);
        return await ParseAsync(await site.Visitor.SendAsync(request, TestContext.Current.CancellationToken));
    }

    private static string TokenOf(IHtmlDocument page) =>
        page.QuerySelector("input[name=__token]")!.GetAttribute("value")!;

    private async Task<HttpStatusCode> SignOutAsync(IHtmlDocument from, string cookies)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out")
        {
            Content = new FormUrlEncodedContent([new("__token", TokenOf(from))]),
        };
        request.Headers.Add("Cookie", cookies);
        return (await site.Visitor.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    private async Task<(HttpResponseMessage Response, string Cookies)> PostAsync(
        string path, Dictionary<string, string> fields, string? tokenFrom = null, string? forwardedFor = null)
    {
        var form = await site.Visitor.GetAsync(tokenFrom ?? path, TestContext.Current.CancellationToken);
        var cookies = string.Join("; ", form.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        var token = TokenOf(await ParseAsync(form));
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Append(new("__token", token))),
        };
        request.Headers.Add("Cookie", cookies);
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        return (await site.Visitor.SendAsync(request, TestContext.Current.CancellationToken), cookies);
    }
}

public sealed class AccountPagesTests(Site site) : AccountPagesOnEveryDatabase(site), IClassFixture<Site>;

public sealed class PostgresAccountPagesTests(PostgresSite site)
    : AccountPagesOnEveryDatabase(PostgresServer.Needed(site)), IClassFixture<PostgresSite>;
