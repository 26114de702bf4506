using System.Net;
using System.Net.Http.Headers;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>What other programs rely on.</summary>
public abstract class ContractOnEveryDatabase(World world)
{
    [Fact]
    public async Task Idea_IsPostedReadCommentedSupportedAndListed()
    {
        var idea = await world.PostIdeaAsync();
        var comment = await world.CommentAsync(idea, world.Member);
        var answer = await world.Author.Create(
            $"/api/v1/ideas/{idea}/comments", new { body = "고맙습니다.", parentId = comment });
        Assert.Equal(HttpStatusCode.OK, await world.Member.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/support"));
        Assert.Equal(HttpStatusCode.OK, await world.Member.Send(HttpMethod.Put, $"/api/v1/ideas/{idea}/follow"));

        var read = await world.Member.Get($"/api/v1/ideas/{idea}");
        Assert.Equal("폐수열 회수 공동 실증", read.GetProperty("title").GetString());
        Assert.Equal("open", read.GetProperty("stage").GetString());
        Assert.Equal(1, read.GetProperty("supports").GetInt32());
        Assert.True(read.GetProperty("isSupported").GetBoolean());
        Assert.Equal([comment, answer], read.GetProperty("comments").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()!));
        var list = await world.Member.Get($"/api/v1/ideas?cluster={world.Cluster}&sort=new&limit=1");
        Assert.Equal(1, list.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_FollowsNextWithoutGapsOrRepeats()
    {
        for (var i = 0; i < 3; i++)
            await world.PostIdeaAsync();
        var all = (await world.Member.Get("/api/v1/ideas?limit=100")).GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()).ToList();
        var paged = new List<string?>();
        string? after = null;
        for (var page = 0; page <= all.Count; page++)
        {
            var read = await world.Member.Get($"/api/v1/ideas?limit=2{(after is null ? "" : "&after=" + after)}");
            paged.AddRange(read.GetProperty("items").EnumerateArray()
                .Select(item => item.GetProperty("id").GetString()));
            after = read.GetProperty("next").GetString();
            if (after is null)
                break;
        }
        Assert.Equal(all, paged);
    }

    [Fact]
    public async Task IdempotencyKey_WhenRepeated_AnswersTheSameOnce()
    {
        var idea = await world.PostIdeaAsync();
        var first = await KeyedAsync(idea, "key-1", "좋습니다.");
        var second = await KeyedAsync(idea, "key-1", "좋습니다.");
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal(first, second);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await KeyedAsync(idea, "key-1", "다릅니다.")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await KeyedAsync(idea, new string('k', 201), "좋습니다.")).Status);
        var read = await world.Member.Get($"/api/v1/ideas/{idea}");
        Assert.Equal(1, read.GetProperty("commentCount").GetInt32());
    }

    [Fact]
    public async Task Refusal_WithAKey_IsNotKeptOnceItsReasonIsGone()
    {
        var idea = await world.PostIdeaAsync();
        var fresh = await world.Site.RegisterAsync();
        Assert.Equal(HttpStatusCode.Forbidden, await KeyedAsync(fresh, idea));
        await fresh.Send(HttpMethod.Post, $"/api/v1/clusters/{world.Cluster}/members");
        Assert.Equal(HttpStatusCode.Created, await KeyedAsync(fresh, idea));
    }

    [Theory]
    [InlineData("PUT", "/api/v1/ideas", "GET, HEAD, POST")]
    [InlineData("GET", "/api/v1/tokens", "POST")]
    public async Task Method_WhenTheAddressDoesNotTakeIt_IsNamedWithTheRightOnes(
        string method, string path, string allowed)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await world.Member.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task Body_WhenItIsNoJson_IsRefusedWith415()
    {
        using var text = new StringContent("title");
        using var response = await world.Member.Client.PostAsync(
            new Uri("/api/v1/ideas", UriKind.Relative), text, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Organisation_WhenAMemberOnlySaysToBelong_CannotBeRewritten()
    {
        var organisation = await world.Author.Create("/api/v1/organisations", new { name = "한빛정밀" });
        var claimant = await world.Site.RegisterAsync();
        Assert.Equal(HttpStatusCode.OK, await claimant.Send(
            HttpMethod.Patch, "/api/v1/me", new { organisationId = organisation }));
        Assert.Equal(HttpStatusCode.Forbidden, await claimant.Send(
            HttpMethod.Patch, $"/api/v1/organisations/{organisation}", new { name = "남의 기관" }));
    }

    [Fact]
    public async Task Merge_NamesItsTarget_InTheIdeaAndOnItsPage()
    {
        var (idea, target) = (await world.PostIdeaAsync(), await world.PostIdeaAsync());
        var nowhere = await world.Coordinator.Post(
            $"/api/v1/ideas/{idea}/stage", new { stage = "merged", reason = "같은 제안입니다." });
        Assert.Equal(HttpStatusCode.BadRequest, nowhere.StatusCode);
        Assert.True((await Site.JsonOf(nowhere)).GetProperty("errors").TryGetProperty("targetId", out _));
        var merge = new { stage = "merged", reason = "같은 제안입니다.", targetId = target };
        Assert.Equal(
            HttpStatusCode.OK, (await world.Coordinator.Post($"/api/v1/ideas/{idea}/stage", merge)).StatusCode);
        Assert.Equal(target, (await world.Member.Get($"/api/v1/ideas/{idea}")).GetProperty("mergedInto").GetString());
        var page = await world.Site.Visitor.GetStringAsync(
            new Uri($"/ideas/{idea}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains($"href=\"/ideas/{target}\"", page);
        var back = await world.Coordinator.Post(
            $"/api/v1/ideas/{target}/stage", new { stage = "merged", reason = "거꾸로", targetId = idea });
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
    }

    private static async Task<HttpStatusCode> KeyedAsync(Caller caller, string idea)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/ideas/{idea}/comments")
        {
            Content = Site.Json("""{"body":"좋습니다."}"""),
        };
        request.Headers.Add("Idempotency-Key", "once");
        using var response = await caller.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    [Fact]
    public async Task IfMatch_WhenStale_IsRefused()
    {
        var idea = await world.PostIdeaAsync();
        Assert.Equal(HttpStatusCode.OK, await EditAsync(idea, "\"1\"", "폐수열 회수 실증 하나"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await EditAsync(idea, "\"1\"", "폐수열 회수 실증 둘"));
        var versions = await world.Author.Get($"/api/v1/ideas/{idea}/versions");
        Assert.Equal(2, versions.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Decision_HidesAndTellsAuthorAndFlagger()
    {
        var idea = await world.PostIdeaAsync();
        var comment = await world.CommentAsync(idea);
        var @case = await world.Member.Create($"/api/v1/comments/{comment}/flags", new { category = "abuse" });
        var queue = await world.Coordinator.Get($"/api/v1/clusters/{world.Cluster}/cases?status=open");
        Assert.Contains(
            queue.GetProperty("items").EnumerateArray(), item => item.GetProperty("id").GetString() == @case);
        var decided = await world.Coordinator.Post(
            $"/api/v1/cases/{@case}/decision", new { decision = "hide", reason = "비방하는 글입니다." });
        Assert.Equal(HttpStatusCode.OK, decided.StatusCode);
        foreach (var told in new[] { world.Author, world.Member })
        {
            var notices = await told.Get("/api/v1/me/notices");
            Assert.Contains(notices.GetProperty("items").EnumerateArray(), notice =>
                notice.GetProperty("caseId").GetString() == @case
                && notice.GetProperty("reason").GetString() == "비방하는 글입니다.");
        }
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await world.Member.Send(HttpMethod.Get, $"/api/v1/clusters/{world.Cluster}/cases"));
    }

    [Fact]
    public async Task Problem_IsInTheCallersLanguage()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/ideas/unknown");
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
        var english = await world.Site.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
        var korean = await world.Site.Visitor.GetAsync(
            "/api/v1/ideas/unknown", TestContext.Current.CancellationToken);
        Assert.Equal("en", english.Content.Headers.ContentLanguage.Single());
        Assert.StartsWith("There is no such idea", (await Site.JsonOf(english)).GetProperty("title").GetString());
        Assert.StartsWith("그런 아이디어", (await Site.JsonOf(korean)).GetProperty("title").GetString());
    }

    [Fact]
    public async Task Recommendations_OfANewMemberWithTags_AnswerWithReasons()
    {
        var organisation = await world.Author.Create(
            "/api/v1/organisations", new { name = "새빛의료기", industries = new[] { "C27" }, tags = new[] { "초음파" } });
        var fresh = await world.Site.RegisterAsync();
        await fresh.Send(HttpMethod.Patch, "/api/v1/me", new { tags = new[] { "C27", "초음파" } });
        var read = await fresh.Get("/api/v1/me/recommendations/organisations");
        var item = read.GetProperty("items").EnumerateArray().Single(
            item => item.GetProperty("id").GetString() == organisation);
        var reasons = item.GetProperty("reasons").EnumerateArray().ToList();
        Assert.Equal(1, reasons.Sum(reason => reason.GetProperty("share").GetDouble()), 3);
        Assert.Contains(reasons, reason => reason.GetProperty("text").GetString()!.StartsWith("관련 업종: C"));
        var answered = await fresh.Post(
            $"/api/v1/me/recommendations/organisations/{organisation}/answer", new { answer = "notRelevant" });
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    [Fact]
    public async Task OpenApi_DescribesEveryEndpoint()
    {
        var document = await world.Member.Get("/openapi/v1.json");
        var paths = document.GetProperty("paths");
        Assert.True(paths.GetProperty("/api/v1/ideas/{id}/comments").TryGetProperty("post", out var post));
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(),
            parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.True(document.GetProperty("components").GetProperty("securitySchemes").TryGetProperty("bearer", out _));
    }

    [Theory]
    [InlineData("/api/v1/ideas/{id}", "patch")]
    [InlineData("/api/v1/ideas/{id}/participants", "put")]
    public async Task OpenApi_SaysWhatTakesIfMatch(string path, string method)
    {
        var operation = (await world.Member.Get("/openapi/v1.json"))
            .GetProperty("paths").GetProperty(path).GetProperty(method);
        Assert.Contains(operation.GetProperty("parameters").EnumerateArray(),
            parameter => parameter.GetProperty("name").GetString() == "If-Match");
    }

    [Theory]
    [InlineData("IdeaStage", "draft", "inReview")]
    [InlineData("FlagCategory", "spam", "spam")]
    [InlineData("OrganisationKind", "company", "company")]
    [InlineData("RecommendationAnswer", "interested", "notRelevant")]
    public async Task OpenApi_SaysTheNamesByWhichChoicesTravel(string choice, string one, string another)
    {
        var schema = (await world.Member.Get("/openapi/v1.json"))
            .GetProperty("components").GetProperty("schemas").GetProperty(choice);
        Assert.Equal("string", schema.GetProperty("type").GetString());
        var names = schema.GetProperty("enum").EnumerateArray().Select(name => name.GetString()).ToList();
        Assert.Contains(one, names);
        Assert.Contains(another, names);
    }

    private async Task<(HttpStatusCode Status, string Body)> KeyedAsync(string idea, string key, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/ideas/{idea}/comments")
        {
            Content = Site.Json($$"""{"body":"{{text}}"}"""),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await world.Member.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<HttpStatusCode> EditAsync(string idea, string etag, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/ideas/{idea}")
        {
            Content = Site.Json($$"""{"title":"{{title}}"}"""),
        };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        using var response = await world.Author.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}

public sealed class ContractTests(World world) : ContractOnEveryDatabase(world), IClassFixture<World>;

public sealed class PostgresContractTests(PostgresWorld world)
    : ContractOnEveryDatabase(PostgresServer.Needed(world)), IClassFixture<PostgresWorld>;
