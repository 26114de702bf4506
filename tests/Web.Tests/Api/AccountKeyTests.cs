using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using IdeaStorage.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>What every client library expects: a repeated registration, HEAD, and limits in the document.</summary>
public sealed class AccountKeyTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Account_WhenOpenedAgainWithItsKey_AnswersTheSame()
    {
        var first = await OpenAsync("keyed", Site.Password, "open-1");
        var second = await OpenAsync("keyed", Site.Password, "open-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await IdOf(first), await IdOf(second));
    }

    [Fact]
    public async Task Account_WhenTheKeyComesWithAnotherPassword_IsRefused()
    {
        await OpenAsync("rekeyed", Site.Password, "open-2");
        var other = await OpenAsync("rekeyed", Site.Password + "!", "open-2");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Account_WhenAnotherUserNameHasTheSameKey_IsOpened()
    {
        var one = await OpenAsync("same-key-one", Site.Password, "open-3");
        var other = await OpenAsync("same-key-other", Site.Password, "open-3");
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
        Assert.NotEqual(await IdOf(one), await IdOf(other));
        Assert.Equal(HttpStatusCode.Conflict, (await OpenAsync("same-key-one", Site.Password, "open-4")).StatusCode);
    }

    [Fact]
    public async Task Head_IsAnsweredLikeGetWithoutABody()
    {
        var idea = await world.PostIdeaAsync();
        foreach (var path in new[] { "/api/v1/ideas", $"/api/v1/ideas/{idea}", "/api/v1/me", "/health/ready" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, path);
            var head = await world.Author.Client.SendAsync(request, TestContext.Current.CancellationToken);
            var get = await world.Author.Client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(get.Headers.ETag, head.Headers.ETag);
            Assert.Equal(get.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Head_IsMappedWhereverGetIs()
    {
        var endpoints = world.Site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<AccessMetadata>() is not null).ToList();
        Assert.NotEmpty(PathsOf("GET"));
        Assert.Equal(PathsOf("GET"), PathsOf("HEAD"));

        IEnumerable<string?> PathsOf(string method) => endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method))
            .Select(endpoint => endpoint.RoutePattern.RawText).Order();
    }

    [Fact]
    public async Task Document_SaysHowLongAPageMayBe_AndNamesEachOperationOnce()
    {
        var document = await world.Site.Visitor.GetFromJsonAsync<JsonElement>(
            "/openapi/v1.json", TestContext.Current.CancellationToken);
        var paths = document.GetProperty("paths");
        var limit = paths.GetProperty("/api/v1/ideas").GetProperty("get").GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == "limit").GetProperty("schema");
        Assert.Equal(1, limit.GetProperty("minimum").GetInt32());
        Assert.Equal(100, limit.GetProperty("maximum").GetInt32());
        Assert.Equal(20, limit.GetProperty("default").GetInt32());
        var names = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Select(operation => operation.Value.GetProperty("operationId").GetString()).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        var open = paths.GetProperty("/api/v1/accounts").GetProperty("post").GetProperty("parameters");
        Assert.Contains(open.EnumerateArray(), one => one.GetProperty("name").GetString() == "Idempotency-Key");
    }

    private static async Task<string?> IdOf(HttpResponseMessage response) =>
        (await Site.JsonOf(response)).GetProperty("id").GetString();

    private async Task<HttpResponseMessage> OpenAsync(string userName, string password, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts")
        {
            Content = JsonContent.Create(new { userName, password, displayName = "새 회원" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await world.Site.Visitor.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
