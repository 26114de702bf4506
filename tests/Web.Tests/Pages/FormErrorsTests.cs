using System.Net;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>A form that is refused says everything that is wrong: above it, and at each field.</summary>
public sealed class FormErrorsTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task PostIdea_WhenSeveralFieldsAreWrong_ShowsEachAtItsFieldAndInASummary()
    {
        var member = await world.Site.SignInAsync(world.Author);
        var (status, page) = await Forms.PostAsync(
            member, "/ideas/new", "/ideas/new",
            new() { ["clusterId"] = world.Cluster, ["title"] = "짧", ["body"] = "짧다", ["tags"] = "" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        foreach (var field in new[] { "title", "body", "tags" })
        {
            var input = page.GetElementById(field)!;
            Assert.Equal("true", input.GetAttribute("aria-invalid"));
            var described = input.GetAttribute("aria-describedby")!.Split(' ').Select(page.GetElementById).ToList();
            Assert.DoesNotContain(null, described);
            var said = described.Single(one => one!.ClassList.Contains("form-hint-invalid"))!.TextContent;
            Assert.Equal(said, page.QuerySelector($"[role=alert] a[href='#{field}']")?.TextContent);
        }
        Assert.Equal("짧", page.GetElementById("title")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Register_WhenSeveralFieldsAreWrong_ShowsThemAll()
    {
        var client = world.Site.Client();
        var form = await Forms.GetAsync(client, "/register");
        Assert.NotNull(form.QuerySelector("form[action='/register']"));
        var (status, page) = await Forms.PostAsync(
            new HttpClient { BaseAddress = world.Site.Address }, "/register", "/register",
            new() { ["userName"] = "a b", ["password"] = "short", ["displayName"] = "", ["email"] = "nowhere" });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(
            ["#userName", "#displayName", "#email", "#password"],
            page.QuerySelectorAll("[role=alert] a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task MemberPage_IsLinkedWhereANameIsShown_AndHasNoContactData()
    {
        var idea = await world.PostIdeaAsync();
        await world.CommentAsync(idea, world.Member);
        var page = await Forms.GetAsync(world.Site.Visitor, $"/ideas/{idea}");
        foreach (var member in new[] { world.Author, world.Member })
            Assert.NotNull(page.QuerySelector($"a[href='/members/{member.Id}']"));
        var profile = await Forms.GetAsync(world.Site.Visitor, $"/members/{world.Member.Id}");
        Assert.Equal("회원 member", profile.QuerySelector("h1")!.TextContent);
        Assert.NotNull(profile.QuerySelector($"a[href='/clusters/{world.Cluster}']"));
        Assert.DoesNotContain("@example.kr", profile.DocumentElement.OuterHtml);
        var nobody = await world.Site.Visitor.GetAsync("/members/nobody", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
    }
}
