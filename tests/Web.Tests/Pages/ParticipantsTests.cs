using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Dom;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Pages.Forms;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>Which organisations take part in a project: said by form and by the API, shown to everyone.</summary>
public abstract class ParticipantsOnEveryDatabase(World world)
{
    [Fact]
    public async Task Form_TakesNamesAndAddresses_AndShowsThemToVisitors()
    {
        var (idea, name) = ($"/ideas/{await world.ProjectAsync()}", NewName());
        var first = await RegisterAsync(name);
        var second = await RegisterAsync(NewName());
        Assert.Null((await GetAsync(world.Site.Visitor, idea)).QuerySelector("#participants"));
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);

        var (status, page) = await SaveAsync(
            coordinator, idea, $" {name.ToUpperInvariant()}\r\nhttps://site.example/organisations/{second}?back=1 ");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, LinksOf(page).Count);
        var seen = await GetAsync(world.Site.Visitor, idea);
        Assert.Equal(LinksOf(page), LinksOf(seen));
        Assert.Null(seen.QuerySelector("#participants form"));
        var organisation = await GetAsync(world.Site.Visitor, $"/organisations/{first}");
        Assert.NotNull(organisation.QuerySelector($"#projects a[href='{idea}']"));
        Assert.NotNull((await GetAsync(world.Site.Visitor, $"/ideas?participant={first}"))
            .QuerySelector($"a[href='{idea}']"));

        // A box that is not ticked is one that leaves.
        (_, page) = await SaveAsync(coordinator, idea, "", [first]);
        Assert.Equal([$"/organisations/{first}"], LinksOf(page));
    }

    [Fact]
    public async Task Form_WithANameThatNoneOrSeveralHave_KeepsWhatWasTypedAndNamesTheField()
    {
        var (idea, name) = ($"/ideas/{await world.ProjectAsync()}", NewName());
        await RegisterAsync(name);
        await RegisterAsync(name);
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        foreach (var typed in new[] { name, "없는 기관", "unknown-id" })
        {
            var (status, page) = await SaveAsync(coordinator, idea, typed);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            var field = page.QuerySelector("#organisationIds")!;
            Assert.Equal(("true", typed), (field.GetAttribute("aria-invalid"), field.TextContent.Trim()));
            Assert.Contains(typed, page.QuerySelector("#participants [role=alert]")!.TextContent);
        }
    }

    [Fact]
    public async Task Api_SetsTheWholeList_AndRefusesWhatIsNoOrganisation()
    {
        var (idea, organisation) = (await world.ProjectAsync(), await RegisterAsync(NewName()));
        var address = $"/api/v1/ideas/{idea}/participants";
        var body = new { organisationIds = new[] { organisation, organisation } };
        Assert.Equal(HttpStatusCode.OK, await world.Coordinator.Send(HttpMethod.Put, address, body));
        var read = await world.Member.Get($"/api/v1/ideas/{idea}");
        Assert.Equal(organisation, Assert.Single(read.GetProperty("participants").EnumerateArray().ToList())
            .GetProperty("id").GetString());
        var list = await world.Member.Get($"/api/v1/ideas?participant={organisation}");
        Assert.Equal(idea, list.GetProperty("items")[0].GetProperty("id").GetString());
        foreach (var odd in new string?[] { "nobody", "두 낱말", null, "" })
        {
            using var refused = await world.Coordinator.Client.PutAsJsonAsync(
                address, new { organisationIds = new[] { odd } }, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        var open = await world.PostIdeaAsync();
        Assert.Equal(HttpStatusCode.Conflict, await world.Coordinator.Send(
            HttpMethod.Put, $"/api/v1/ideas/{open}/participants", body));
    }

    [Fact]
    public async Task Changes_OfWhatSomebodyElseChangedMeanwhile_AreRefused_AndLoseNobody()
    {
        var (idea, first) = (await world.ProjectAsync(), await RegisterAsync(NewName()));
        var (second, address) = (await RegisterAsync(NewName()), $"/api/v1/ideas/{idea}/participants");
        using var coordinator = await world.Site.SignInAsync(world.Coordinator);
        var page = await GetAsync(coordinator, $"/ideas/{idea}");
        var fields = FieldsOf(page, $"form[action='/ideas/{idea}/participants']");
        Assert.Equal(HttpStatusCode.OK, await world.Coordinator.Send(
            HttpMethod.Put, address, new { organisationIds = new[] { first } }));

        fields["organisationIds"] = second;
        var (status, again) = await SendAsync(coordinator, $"/ideas/{idea}/participants", fields);
        Assert.Equal(HttpStatusCode.PreconditionFailed, status);
        Assert.NotNull(again.QuerySelector("#participants [role=alert]"));
        Assert.True(((IHtmlInputElement)again.QuerySelector($"#participant-{first}")!).IsChecked);
        Assert.Equal(second, again.QuerySelector("#organisationIds")!.TextContent.Trim());
        var afresh = FieldsOf(again, $"form[action='/ideas/{idea}/participants']");
        (afresh["participant"], afresh["organisationIds"]) = (first, second);
        (status, again) = await SendAsync(coordinator, $"/ideas/{idea}/participants", afresh);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, LinksOf(again).Count);

        using var stale = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = Site.Json($$"""{"organisationIds":["{{second}}"]}"""),
        };
        stale.Headers.TryAddWithoutValidation("If-Match", $"\"{fields["version"]}\"");
        using var refused = await world.Coordinator.Client.SendAsync(stale, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.StatusCode);
        Assert.Equal(2, LinksOf(await GetAsync(coordinator, $"/ideas/{idea}")).Count);
    }

    private static string NewName() => $"Hanbit {Guid.NewGuid():n}";

    private static List<string?> LinksOf(IHtmlDocument page) =>
        [.. page.QuerySelectorAll("#participants li a").Select(link => link.GetAttribute("href"))];

    private Task<string> RegisterAsync(string name) => world.Author.Create("/api/v1/organisations", new { name });

    /// <summary>Sends the form with these lines and the only box that is ticked, if one is.</summary>
    private static async Task<(HttpStatusCode, IHtmlDocument)> SaveAsync(
        HttpClient client, string idea, string typed, string[]? ticked = null)
    {
        var form = await GetAsync(client, idea);
        var fields = FieldsOf(form, $"form[action='{idea}/participants']");
        fields["organisationIds"] = typed;
        if (ticked is not null)
            fields["participant"] = Assert.Single(ticked);
        return await SendAsync(client, $"{idea}/participants", fields);
    }
}

public sealed class ParticipantsTests(World world) : ParticipantsOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresParticipantsTests(PostgresWorld world)
    : ParticipantsOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
