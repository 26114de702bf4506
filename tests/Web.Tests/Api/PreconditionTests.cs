using System.Net;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>ETag and If-Match (RFC 9110) on what can be edited.</summary>
public sealed class PreconditionTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Comment_WhenEdited_SendsItsRevisionAndTakesItBack()
    {
        var idea = await world.PostIdeaAsync();
        var posted = await world.Author.Post($"/api/v1/ideas/{idea}/comments", new { body = "참여하고 싶습니다." });
        Assert.Equal("\"1\"", posted.Headers.ETag?.Tag);
        var comment = posted.Headers.Location!.ToString();

        var edited = await EditAsync(comment, "\"1\"", "body", "참여합니다.");
        Assert.Equal(HttpStatusCode.OK, edited.StatusCode);
        Assert.Equal("\"2\"", edited.Headers.ETag?.Tag);
        var again = await EditAsync(comment, "\"2\"", "body", "꼭 참여합니다.");
        Assert.Equal("\"3\"", again.Headers.ETag?.Tag);
        Assert.Equal(
            HttpStatusCode.PreconditionFailed, (await EditAsync(comment, "\"1\"", "body", "늦었습니다.")).StatusCode);
    }

    [Fact]
    public async Task Comment_WhenAnEditIsRepeatedWithItsKey_AnswersWithTheSameRevision()
    {
        var idea = await world.PostIdeaAsync();
        var comment = $"/api/v1/comments/{await world.CommentAsync(idea)}";
        var first = await EditAsync(comment, null, "body", "하나", "edit-1");
        await EditAsync(comment, null, "body", "둘");
        var repeated = await EditAsync(comment, null, "body", "하나", "edit-1");
        Assert.Equal("\"2\"", first.Headers.ETag?.Tag);
        Assert.Equal("\"2\"", repeated.Headers.ETag?.Tag);
    }

    [Theory]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"1\"", HttpStatusCode.OK)]
    [InlineData("\"9\", \"1\"", HttpStatusCode.OK)]
    [InlineData("\"other\", \"1\"", HttpStatusCode.OK)]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"other\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"8\", \"9\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("1", HttpStatusCode.BadRequest)]
    [InlineData("\"1", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task IfMatch_IsReadAsTheStandardSays(string header, HttpStatusCode expected)
    {
        var idea = await world.PostIdeaAsync();
        foreach (var (path, field) in new[]
        {
            ($"/api/v1/ideas/{idea}", "title"), ($"/api/v1/comments/{await world.CommentAsync(idea)}", "body"),
        })
        {
            var edited = await EditAsync(path, header, field, "폐수열 회수 실증");
            Assert.Equal(expected, edited.StatusCode);
            if (expected == HttpStatusCode.OK)
                continue;
            var errors = (await Site.JsonOf(edited)).GetProperty("errors");
            Assert.Equal(["If-Match"], errors.EnumerateObject().Select(error => error.Name));
        }
    }

    private async Task<HttpResponseMessage> EditAsync(
        string path, string? etag, string field, string content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path)
        {
            Content = Site.Json($$"""{"{{field}}":"{{content}}"}"""),
        };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await world.Author.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
