using System.Net;
using System.Text.Json;

namespace IdeaStorage.Web.Tests.Api;

/// <summary>PATCH as JSON merge patch (RFC 7396): null takes away, what is absent stays.</summary>
public sealed class ClearingTests(World world) : IClassFixture<World>
{
    [Fact]
    public async Task Organisation_OfAMember_StaysWhenAbsentAndIsClearedByNull()
    {
        var organisation = await world.Member.Create("/api/v1/organisations", new { name = "한빛정밀" });
        await PatchAsync("/api/v1/me", $$"""{"organisationId":"{{organisation}}"}""");
        await PatchAsync("/api/v1/me", """{"tags":["C27"]}""");
        Assert.Equal(organisation, (await MeAsync("organisationId")).GetString());
        await PatchAsync("/api/v1/me", """{"organisationId":null}""");
        Assert.Equal(JsonValueKind.Null, (await MeAsync("organisationId")).ValueKind);
    }

    [Fact]
    public async Task Email_IsClearedByNullAlone()
    {
        await PatchAsync("/api/v1/me", """{"email":"other@example.kr"}""");
        await PatchAsync("/api/v1/me", """{"displayName":"다른 이름"}""");
        Assert.Equal("other@example.kr", (await MeAsync("email")).GetString());
        await PatchAsync("/api/v1/me", """{"email":null}""");
        Assert.Equal(JsonValueKind.Null, (await MeAsync("email")).ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/me", "organisationId")]
    [InlineData("/api/v1/me", "email")]
    [InlineData("/api/v1/members/{id}", "organisationId")]
    public async Task EmptyText_IsRefusedAndNullIsNamed(string path, string field)
    {
        var response = await SendAsync(
            world.Operator, path.Replace("{id}", world.Member.Id), $$"""{"{{field}}":""}""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = (await Site.JsonOf(response)).GetProperty("errors").GetProperty(field)[0].GetString();
        Assert.Contains("null", error);
    }

    [Fact]
    public async Task OrganisationFields_AreClearedByNull()
    {
        var id = await world.Author.Create("/api/v1/organisations", new { name = "한빛정밀", region = "경기", needs = "병원" });
        var changed = await SendAsync(world.Author, $"/api/v1/organisations/{id}", """{"region":null}""");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var organisation = await world.Author.Get($"/api/v1/organisations/{id}");
        Assert.Equal(JsonValueKind.Null, organisation.GetProperty("region").ValueKind);
        Assert.Equal("병원", organisation.GetProperty("needs").GetString());
    }

    private async Task PatchAsync(string path, string json)
    {
        var response = await SendAsync(world.Member, path, json);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<JsonElement> MeAsync(string field) =>
        (await world.Member.Get("/api/v1/me")).GetProperty(field);

    private static async Task<HttpResponseMessage> SendAsync(Caller caller, string path, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = Site.Json(json) };
        return await caller.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
