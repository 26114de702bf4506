using System.Net;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Web.Tests.Eventually;

namespace IdeaStorage.Web.Tests.Pages;

/// <summary>The kept pages of visitors are never older than the last write that was acknowledged.</summary>
public abstract class VisitorPagesOnEveryDatabase(World world)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AfterAWriteOfAnyKind_ShowsIt()
    {
        var idea = await world.PostIdeaAsync();
        Assert.DoesNotContain("꼭 함께하겠습니다", await ShowAsync(idea));
        var comment = await world.Member.Create(
            $"/api/v1/ideas/{idea}/comments", new { body = "꼭 함께하겠습니다." });
        Assert.Contains("꼭 함께하겠습니다", await ShowAsync(idea));
        await world.Member.Send(HttpMethod.Patch, $"/api/v1/comments/{comment}", new { body = "이렇게 고칩니다." });
        Assert.Contains("이렇게 고칩니다", await ShowAsync(idea));
        await world.Author.Send(HttpMethod.Patch, $"/api/v1/ideas/{idea}", new { title = "고친 제목입니다" });
        Assert.Contains("고친 제목입니다", await ShowAsync(idea));
        await world.Coordinator.Post($"/api/v1/ideas/{idea}/stage", new { stage = "inReview", reason = "이제 검토합니다." });
        Assert.Contains("이제 검토합니다", await ShowAsync(idea));
        await world.Member.Send(HttpMethod.Patch, "/api/v1/me", new { displayName = "새로 고친 이름" });
        Assert.Contains("새로 고친 이름", await ShowAsync(idea));
    }

    [Fact]
    public async Task Comment_WhenHidden_DisappearsAtOnce()
    {
        var idea = await world.PostIdeaAsync();
        var comment = await world.Member.Create($"/api/v1/ideas/{idea}/comments", new { body = "숨겨질 글입니다." });
        Assert.Contains("숨겨질 글입니다", await ShowAsync(idea));
        await DecideAsync($"/api/v1/comments/{comment}/flags", "hide");
        Assert.DoesNotContain("숨겨질 글입니다", await ShowAsync(idea));
        await DecideAsync($"/api/v1/comments/{comment}/flags", "restore");
        Assert.Contains("숨겨질 글입니다", await ShowAsync(idea));
    }

    [Fact]
    public async Task Idea_WhenHidden_IsNotFoundAtOnce()
    {
        var idea = await world.PostIdeaAsync();
        await ShowAsync(idea);
        await DecideAsync($"/api/v1/ideas/{idea}/flags", "hide");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            using var request = new HttpRequestMessage(method, $"/ideas/{idea}");
            using var response = await world.Site.Visitor.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    [Fact]
    public async Task Languages_AreKeptApart()
    {
        var idea = await world.PostIdeaAsync();
        foreach (var language in new[] { "ko", "en", "ko", "en" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/ideas/{idea}");
            request.Headers.AcceptLanguage.ParseAdd(language);
            using var response = await world.Site.Visitor.SendAsync(request, Cancellation);
            Assert.Contains(
                $"<html lang=\"{language}\"", await response.Content.ReadAsStringAsync(Cancellation));
        }
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData(null, null)]
    public async Task Head_OfANewAndOfAKeptPage_IsAnsweredWithoutABody(string? accepts, string? encoding)
    {
        var idea = await world.PostIdeaAsync();
        for (var time = 0; time < 2; time++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, $"/ideas/{idea}");
            if (accepts is not null)
                request.Headers.AcceptEncoding.ParseAdd(accepts);
            using var response = await world.Site.Visitor.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.Empty(await response.Content.ReadAsByteArrayAsync(Cancellation));
        }
        Assert.Contains("폐수열 회수 공동 실증", await ShowAsync(idea));
    }

    protected Task<string> ShowAsync(string idea) =>
        world.Site.Visitor.GetStringAsync(new Uri($"/ideas/{idea}", UriKind.Relative), Cancellation);

    private async Task DecideAsync(string flags, string decision)
    {
        var flagged = await world.Stranger.Post(flags, new { category = "abuse" });
        var @case = flagged.IsSuccessStatusCode
            ? (await Site.JsonOf(flagged)).GetProperty("id").GetString()
            : throw new InvalidOperationException(await flagged.Content.ReadAsStringAsync(Cancellation));
        var decided = await world.Coordinator.Post(
            $"/api/v1/cases/{@case}/decision", new { decision, reason = "비방하는 글이어서입니다." });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
    }
}

public sealed class VisitorPagesTests(World world) : VisitorPagesOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresVisitorPagesTests(PostgresWorld world)
    : VisitorPagesOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>
{
    [Fact]
    public async Task Page_AfterAChangeThatWasNotHeardOf_ShowsItAllTheSame()
    {
        var idea = await world.PostIdeaAsync();
        Assert.Contains("폐수열 회수 공동 실증", await ShowAsync(idea));
        await world.Postgres.ExecuteAsync(
            $"""
            UPDATE texts SET content = '소리 없이 바뀐 제목' WHERE id = (SELECT title_id FROM ideas WHERE id = '{idea}');
            UPDATE ideas SET version = version + 1 WHERE id = '{idea}';
            """);

        await EventuallyAsync(
            () => ShowAsync(idea), page => page.Contains("소리 없이 바뀐 제목", StringComparison.Ordinal));
    }
}
