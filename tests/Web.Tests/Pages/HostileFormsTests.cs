using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>What no browser sends and no text may hold, in every form and in the address of every page.</summary>
public sealed class HostileFormsTests(World world) : IClassFixture<World>
{
    private const int FormBytesMax = 1024 * 1024;

    /// <summary>What a form takes where it has no value of its own.</summary>
    private static readonly Dictionary<string, string> Right = new()
    {
        ["title"] = "폐수열 회수 공동 실증",
        ["body"] = "단지 안 세 공장의 폐수열을 모아 난방에 쓰는 실증을 제안합니다.",
        ["tags"] = "C27",
        ["name"] = "한빛정밀",
        ["description"] = "함께 찾습니다.",
        ["reason"] = "사업성을 검토합니다.",
        ["decision"] = "Hide",
        ["stage"] = "InReview",
        ["category"] = "Spam",
        ["userName"] = "kim.minjun",
        ["displayName"] = "김민준",
        ["password"] = Site.Password,
    };

    /// <summary>As a form sends them.</summary>
    private static readonly Dictionary<string, string> Hostile = new()
    {
        ["a control character"] = "폐수열\u0007회수",
        ["a noncharacter"] = "폐수열\uFFFE회수",
        ["a turn of direction"] = "폐수열\u202E회수",
        ["an endless word"] = new string('가', 30_000),
    };

    /// <summary>Buttons that no page above shows, and the preview, which shows any text.</summary>
    private static readonly string[] WithoutTexts =
    [
        "/ideas/preview", "/clusters/x/join", "/clusters/x/leave", "/sign-in/persona", "/tails/x/replay",
        "/recommendations/organisations/x", "/recommendations/ideas/x", "/organisations/x/block",
        "/organisations/x/unblock", "/introductions/x/withdraw", "/recommender/cancel", "/recommender/unpin",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("name=a%00b", "TextHoldsNul")]
    [InlineData("other=1&name=%FF", "ParameterIsNotUtf8")]
    [InlineData("name=\u00FF", "ParameterIsNotUtf8")]
    [InlineData("name=%EA%B0&other=1", "ParameterIsNotUtf8")]
    public async Task EveryForm_WhenItHoldsNoText_IsRefusedAndNamesTheField(string form, string problem)
    {
        foreach (var route in FormRoutes())
            foreach (var texts in new[] { Texts.Korean, Texts.English })
            {
                var (status, page) = await PostAsync(
                    $"{route}?lang={texts.Language}", Encoding.Latin1.GetBytes(form));
                Assert.Equal(HttpStatusCode.BadRequest, status);
                Assert.Equal(
                    "name: " + texts["problem." + problem], page.QuerySelector(".site-error-reason")?.TextContent);
            }
    }

    [Fact]
    public async Task EveryForm_WhenItIsTooLarge_IsRefusedWithTheLimit()
    {
        foreach (var route in FormRoutes())
        {
            var (status, page) = await PostAsync(route, Encoding.ASCII.GetBytes("a=" + new string('a', FormBytesMax)));
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
            Assert.Contains("1024", page.QuerySelector(".site-error-reason")?.TextContent);
        }
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%FF")]
    [InlineData("a%EF%BF")]
    [InlineData("%07")]
    [InlineData("2001 characters")]
    public async Task EveryPage_WhenItsAddressHoldsNoText_IsRefusedAndNamesTheParameter(string value)
    {
        foreach (var route in Routes(endpoint => endpoint.Metadata.GetMetadata<PageMetadata>() is not null))
        {
            var response = await world.Site.Visitor.GetAsync(
                $"{route}?q={(value.Length > 10 ? new string('a', 2_001) : value)}", Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var page = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("<p class=\"site-error-reason\">q: ", page);
        }
    }

    [Fact]
    public async Task EveryTextOfEveryForm_WhenItIsHostile_IsRefusedAtItsField()
    {
        var (faults, shown) = (new List<string>(), new HashSet<string>());
        var member = await world.Site.SignInAsync(world.Operator);
        using var visitor = new HttpClient { BaseAddress = world.Site.Address };
        foreach (var (client, address) in await PagesAsync(member, visitor))
            foreach (var form in (await Forms.GetAsync(client, address)).QuerySelectorAll<IHtmlFormElement>(
                         "form[method=post]"))
            {
                var action = form.GetAttribute("action")!;
                shown.Add(action);
                foreach (var text in TextsOf(form))
                    foreach (var (what, value) in Hostile)
                    {
                        var fields = FieldsOf(form);
                        fields[text] = value;
                        // Only an idea that is merged has a target.
                        if (text == "targetId")
                            fields["stage"] = nameof(IdeaStage.Merged);
                        var (status, page) = await Forms.SendAsync(client, action, fields);
                        if (!IsRefused(status) || Said(page, text) is not { Length: > 0 })
                            faults.Add($"{address} {action} {text} with {what}: {status} {Said(page, text)}");
                    }
            }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        var unseen = FormRoutes().Except(shown.Select(Shape)).Except(WithoutTexts);
        Assert.Empty(unseen);
    }

    /// <summary>An address with x for each id.</summary>
    private static string Shape(string address) =>
        string.Join('/', address.Split('/').Select(part => part.Any(char.IsDigit) ? "x" : part));

    private static bool IsRefused(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound;

    /// <summary>What the page says of the field; who signs in is not told which of the two was wrong.</summary>
    private static string? Said(IHtmlDocument page, string field) =>
        page.QuerySelector($"[name={field}][aria-invalid=true]") is { } input
            ? page.GetElementById(input.GetAttribute("aria-describedby")!.Split(' ')[0])?.TextContent
            : field is "userName" or "password" && page.QuerySelector("form[action='/sign-in']") is not null
                ? page.QuerySelector("[role=alert]")?.TextContent
            : null;

    private static IEnumerable<string> TextsOf(IHtmlFormElement form) =>
        form.QuerySelectorAll("input:not([type=hidden]):not([type=radio]):not([type=checkbox]), textarea")
            .Select(field => field.GetAttribute("name")!);

    private static Dictionary<string, string> FieldsOf(IHtmlFormElement form)
    {
        var fields = new Dictionary<string, string>();
        foreach (var field in form.QuerySelectorAll("input, textarea, select"))
        {
            var name = field.GetAttribute("name")!;
            var value = field switch
            {
                IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement area => area.Value,
                IHtmlSelectElement select => (select.SelectedOptions.FirstOrDefault() ?? select.Options[0]).Value,
                _ => null,
            };
            if (value is { Length: > 0 } || Right.TryGetValue(name, out value))
                fields[name] = value;
        }
        return fields;
    }

    /// <summary>The pages that have forms with texts, and who sees them so.</summary>
    private async Task<IEnumerable<(HttpClient, string)>> PagesAsync(HttpClient member, HttpClient visitor)
    {
        await world.Operator.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        var idea = await world.PostIdeaAsync();
        var comment = await world.CommentAsync(idea);
        var organisation = await world.Operator.Create("/api/v1/organisations", new { name = "한빛정밀" });
        var flagged = await world.Member.Create($"/api/v1/ideas/{idea}/flags", new { category = "spam" });
        return
        [
            (member, $"/ideas/new?cluster={world.Cluster}"),
            (member, $"/ideas/{idea}"),
            (member, $"/ideas/{await world.ProjectAsync()}"),
            (member, $"/ideas/{idea}/edit"),
            (member, $"/ideas/{idea}/flag"),
            (member, $"/comments/{comment}/edit"),
            (member, $"/comments/{comment}/flag"),
            (member, $"/introductions/{await world.WishAsync(world.Author, organisation)}"),
            (member, "/clusters/new"),
            (member, $"/clusters/{world.Cluster}"),
            (member, $"/clusters/{world.Cluster}/edit"),
            (member, "/organisations/new"),
            (member, $"/organisations/{organisation}"),
            (member, $"/organisations/{organisation}/edit"),
            (member, $"/cases/{flagged}"),
            (member, "/me"),
            (member, "/tails/news"),
            (member, "/recommender"),
            (visitor, "/sign-in"),
            (visitor, "/register"),
        ];
    }

    private IEnumerable<string> FormRoutes() => Routes(endpoint =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
        && !endpoint.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal));

    private IEnumerable<string> Routes(Func<RouteEndpoint, bool> isMeant) =>
        world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(isMeant)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Replace("{id}", "x").Replace("{language}", "ko"));

    private async Task<(HttpStatusCode, IHtmlDocument)> PostAsync(string path, byte[] form)
    {
        using var content = new ByteArrayContent(form);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var response = await world.Site.Visitor.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        return (response.StatusCode, await Forms.ParseAsync(response));
    }
}
