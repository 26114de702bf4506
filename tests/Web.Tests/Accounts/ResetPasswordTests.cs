using System.CommandLine;
using System.Net;
using System.Net.Http.Json;
using IdeaStorage.Tests.Postgres;
using IdeaStorage.Web.Accounts;
using IdeaStorage.Web.Startup;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Tests.Accounts;

/// <summary>The command by which an operator of the machine helps who forgot a password.</summary>
public abstract class ResetPasswordOnEveryDatabase(Site site)
{
    private readonly StringWriter _said = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reset_GivesANewPassword_AndEndsTheLockOutAndFormerTokens()
    {
        var caller = await site.RegisterAsync("minji.kim");
        for (var i = 0; i < AccountLimits.FailuresBeforeLockOut; i++)
            await TokenAsync("minji.kim", "wrong password");
        Assert.NotEqual(HttpStatusCode.OK, await TokenAsync("minji.kim", Site.Password));

        await site.WhileStoppedAsync(async where => Assert.Equal(0, await ResetAsync("Minji.Kim ", where)));

        var password = _said.ToString().Split("New password: ")[1].Split(' ')[0];
        Assert.Equal(HttpStatusCode.OK, await TokenAsync("minji.kim", password));
        Assert.NotEqual(HttpStatusCode.OK, await TokenAsync("minji.kim", Site.Password));
        using var former = site.Client();
        former.DefaultRequestHeaders.Authorization = caller.Client.DefaultRequestHeaders.Authorization;
        Assert.Equal(HttpStatusCode.Unauthorized, (await former.GetAsync("/api/v1/me", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Reset_OfNobody_SaysSo()
    {
        await site.WhileStoppedAsync(async where => Assert.Equal(1, await ResetAsync("nobody.here", where)));
        Assert.Contains("'nobody.here' is no account with a password", _said.ToString());
    }

    private Task<int> ResetAsync(string name, string[] where) => Commands.CreateRoot(new Settings())
        .Parse(["reset-password", name, .. where])
        .InvokeAsync(new InvocationConfiguration { Output = _said, Error = _said }, Cancellation);

    private async Task<HttpStatusCode> TokenAsync(string userName, string password) =>
        (await site.Visitor.PostAsJsonAsync("/api/v1/tokens", new { userName, password }, Cancellation)).StatusCode;
}

public sealed class ResetPasswordTests(Site site) : ResetPasswordOnEveryDatabase(site), IClassFixture<Site>;

public sealed class PostgresResetPasswordTests(PostgresSite site)
    : ResetPasswordOnEveryDatabase(PostgresServer.Needed(site)), IClassFixture<PostgresSite>;
