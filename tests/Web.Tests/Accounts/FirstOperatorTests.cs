using System.Net;
using System.Net.Http.Json;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Startup;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Web.Tests.Accounts;

public sealed class FirstOperatorTests : IAsyncLifetime
{
    private readonly Site _site = new();

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task FirstAccount_FromTheMachine_IsTheOnlyOperator()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _site.RegisterAsync()));
        var operators = await Task.WhenAll(opened.Select(IsOperatorAsync));
        Assert.Single(operators, isOperator => isOperator);
    }

    [Fact]
    public async Task FirstAccount_FromElsewhere_TakesTheCode()
    {
        Assert.Equal(HttpStatusCode.Created, await OpenFromElsewhereAsync("remote.one", null));
        Assert.Equal(HttpStatusCode.Forbidden, await OpenFromElsewhereAsync("remote.two", "WRONG"));
        var printed = new StringWriter();
        _site.Services.GetRequiredService<OperatorCode>().Announce(printed);
        var code = printed.ToString().Split(':')[^1].Trim();
        Assert.Equal(HttpStatusCode.Created, await OpenFromElsewhereAsync("remote.three", code));
        Assert.True(_site.Services.GetRequiredService<FirstOperator>().Exists());
        // The code counts once: there is an operator now.
        Assert.Equal(HttpStatusCode.Forbidden, await OpenFromElsewhereAsync("remote.four", code));
        Assert.False(await IsOperatorAsync(await _site.RegisterAsync("local.five")));
    }

    [Fact]
    public async Task Code_OfSeveralWebsOnOneFolder_IsTheSame_AndGoesWhenThereIsAnOperator()
    {
        var options = _site.Services.GetRequiredService<ServerOptions>();
        var first = _site.Services.GetRequiredService<FirstOperator>();
        var printed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            var writer = new StringWriter();
            new OperatorCode(first, options).Announce(writer);
            return writer.ToString();
        })));
        Assert.Single(printed.Distinct());
        await _site.RegisterAsync();
        var nothing = new StringWriter();
        new OperatorCode(first, options).Announce(nothing);
        Assert.Equal("", nothing.ToString());
        Assert.DoesNotContain("operator-code", Directory.EnumerateFiles(options.KeysFolder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Operator_AppointedByAnother_IsOneAtOnce()
    {
        var first = await _site.RegisterAsync();
        var second = await _site.RegisterAsync();
        Assert.False(await IsOperatorAsync(second));
        Assert.Equal(HttpStatusCode.OK, await first.Send(HttpMethod.Put, $"/api/v1/members/{second.Id}/operator"));
        await second.Create("/api/v1/clusters", World.NewCluster("두 번째 운영자의 클러스터"));
    }

    [Fact]
    public async Task Password_WhenWrongTooOften_LocksTheAccount()
    {
        var member = await _site.RegisterAsync("locked.out");
        for (var attempt = 0; attempt < AccountLimits.FailuresBeforeLockOut; attempt++)
            await SignInAsync(member.UserName, "wrong password");
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(member.UserName, Site.Password));
    }

    [Fact]
    public async Task Password_WhenGuessedWrongInParallel_CountsEveryGuess()
    {
        var member = await _site.RegisterAsync("guessed.at");
        await Task.WhenAll(Enumerable.Range(0, AccountLimits.FailuresBeforeLockOut)
            .Select(_ => SignInAsync(member.UserName, "wrong password")));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(member.UserName, Site.Password));
    }

    private static async Task<bool> IsOperatorAsync(Caller caller) =>
        (await caller.Get("/api/v1/me")).GetProperty("isOperator").GetBoolean();

    private async Task<HttpStatusCode> SignInAsync(string userName, string password) =>
        (await _site.Visitor.PostAsJsonAsync("/api/v1/tokens", new { userName, password })).StatusCode;

    private async Task<HttpStatusCode> OpenFromElsewhereAsync(string userName, string? operatorCode)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/accounts")
        {
            Content = JsonContent.Create(
                new { userName, password = Site.Password, displayName = userName, operatorCode }),
        };
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        return (await _site.Visitor.SendAsync(request)).StatusCode;
    }
}
