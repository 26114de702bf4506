using System.Net;
using IdeaStorage.Bench.Web;
using IdeaStorage.Faults.Tests.Load;
using IdeaStorage.Tests.Postgres;
using Npgsql;
using static IdeaStorage.Faults.Tests.Eventually;

namespace IdeaStorage.Faults.Tests;

/// <summary>The network between the program and its database fails: cut, dark, slow.</summary>
public sealed class NetworkTests : IAsyncDisposable
{
    private const int Writers = 8;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-network-").FullName;
    private readonly PostgresTestDatabase _database = new();
    private readonly TcpProxy _network = new(PostgresServer.Shared.Port);

    private Installation ThroughTheNetwork => new(
        _folder,
        new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Port = _network.Port }.ConnectionString);

    [Fact]
    public async Task Network_WhenItIsCutDarkOrSlow_IsWaitedOutWithoutARestart()
    {
        await using var app = await ThroughTheNetwork.StartAsync();
        var crowd = await Crowd.GatherAsync(app.Address, Writers);
        using var stop = new CancellationTokenSource();
        var writing = crowd.WriteAsync(app.Address, stop.Token);

        await crowd.ReachAsync(50, writing);
        _network.Cut();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Rounds.ReadyAsync(app));
        await GoOnAsync(app, crowd, writing);

        var refused = crowd.Refused;
        _network.Darken();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Rounds.ReadyAsync(app));
        await UntilAsync(() => Task.FromResult(crowd.Refused >= refused + Writers));
        await GoOnAsync(app, crowd, writing);

        _network.Slow(Delay);
        await crowd.ReachAsync(20, writing);
        await GoOnAsync(app, crowd, writing);

        await stop.CancelAsync();
        await writing;
        await Rounds.VerifyAsync(crowd, app);
        Assert.Equal(0, crowd.BrokenOff);
        TestContext.Current.SendDiagnosticMessage($"slowest answer {crowd.LongestAnswer.TotalSeconds:F1} s");
    }

    /// <summary>A driver tries a broken handshake again; what it hands out then must be of use.</summary>
    [Fact]
    public async Task Network_WhenHandshakesBreak_IsConnectedToAgain()
    {
        await using var app = await ThroughTheNetwork.StartAsync();
        var crowd = await Crowd.GatherAsync(app.Address, Writers);
        using var stop = new CancellationTokenSource();
        var writing = crowd.WriteAsync(app.Address, stop.Token);

        await crowd.ReachAsync(50, writing);
        _network.BreakHandshakes();
        await crowd.ReachAsync(200, writing);

        await stop.CancelAsync();
        await writing;
        await Rounds.VerifyAsync(crowd, app);
    }

    [Fact]
    public async Task Tail_WhenItsHolderIsCutOff_IsTakenOverAndTellsEverythingOnce()
    {
        await using var cutOff = await ThroughTheNetwork.StartAsync();
        using var board = await Board.MakeAsync(cutOff.Address);
        using var follower = await ApiClient.RegisterAsync(cutOff.Address, "follower");
        await follower.PutAsync($"/api/v1/ideas/{board.IdeaId}/follow");
        await using var other = await new Installation(_folder, _database.ConnectionString).StartAsync();
        using var member = new ApiClient(other.Address) { Token = board.Member.Token };
        await UntilAsync(() => HoldsTailAsync(member, cutOff));
        var comments = new List<string> { await board.CommentAsync("All is well.") };

        _network.Darken();
        var there = board with { Member = member };
        for (var number = 0; number < 10; number++)
            comments.Add(await there.CommentAsync($"The others write on, {number}."));
        await UntilAsync(() => HoldsTailAsync(member, other));
        _network.Mend();
        await Rounds.UntilAsync(cutOff, HttpStatusCode.OK);
        comments.Add(await board.CommentAsync("Back again."));

        await there.AssertHoldsAsync(comments);
        await board.AssertHoldsAsync(comments);
        await UntilAsync(async () => (await ToldAsync(follower)).Count >= comments.Count);
        Assert.Equal(comments.Order(StringComparer.Ordinal), (await ToldAsync(follower)).Order(StringComparer.Ordinal));
        Assert.True(await HoldsTailAsync(member, other));
    }

    public async ValueTask DisposeAsync()
    {
        await _network.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task GoOnAsync(AppProcess app, Crowd crowd, Task writing)
    {
        _network.Mend();
        await Rounds.UntilAsync(app, HttpStatusCode.OK);
        await crowd.ReachAsync(50, writing);
    }

    private static async Task<bool> HoldsTailAsync(ApiClient member, AppProcess app)
    {
        var tails = (await member.GetAsync("/api/v1/tails")).GetProperty("items").EnumerateArray();
        return tails.Single(tail => tail.GetProperty("name").GetString() == "news").GetProperty("holder").GetString()?
            .EndsWith($"/{app.Id}", StringComparison.Ordinal) == true;
    }

    private static async Task<List<string>> ToldAsync(ApiClient follower)
    {
        var news = await follower.GetAllAsync("/api/v1/me/news?limit=100");
        return [.. news.Select(one => one.GetProperty("commentId").GetString()!)];
    }
}
