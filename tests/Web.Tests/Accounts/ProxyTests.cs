using System.Net;
using System.Net.Http.Json;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Api;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Accounts;

/// <summary>
/// Behind a proxy that adds no header, everyone comes from this machine by its loopback name, as these tests do.
/// </summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private readonly Site _site = new() { Proxy = true };

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task FirstAccount_TakesThePrintedCode()
    {
        Assert.False(await IsOperatorAsync(await _site.RegisterAsync("without.code")));
        var printed = new StringWriter();
        _site.Services.GetRequiredService<OperatorCode>().Announce(printed);
        Assert.DoesNotContain("on this machine", printed.ToString());
        var operatorCode = printed.ToString().Split(':')[^1].Trim();
        var opened = await _site.Visitor.PostAsJsonAsync(
            "/api/v1/accounts",
            new { userName = "with.code", password = Site.Password, displayName = "운영자", operatorCode },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        Assert.True(_site.Services.GetRequiredService<FirstOperator>().Exists());
    }

    [Fact]
    public async Task SignIns_AreLimited()
    {
        var most = _site.Services.GetRequiredService<RateLimitOptions>().SignInsPerAddressAndMinute;
        // Some tokens come back while this runs: at most as many again as there were.
        for (var attempt = 0; attempt < 2 * most; attempt++)
        {
            var answer = await _site.Visitor.PostAsJsonAsync(
                "/api/v1/tokens", new { userName = "nobody", password = "wrong password" },
                TestContext.Current.CancellationToken);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return;
        }
        Assert.Fail($"{2 * most} attempts in a row were let through.");
    }

    private static async Task<bool> IsOperatorAsync(Caller caller) =>
        (await caller.Get("/api/v1/me")).GetProperty("isOperator").GetBoolean();
}
