using System.Diagnostics;
using System.Net;
using IdeaStorage.Bench.Web;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests.Load;

/// <summary>The same fault again and again while a crowd writes.</summary>
internal static class Rounds
{
    private const int Killers = 64;
    private const int Restarters = 32;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SaysSoWithin = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Kills the program under load and starts it again; after each start everything that was acknowledged is there.
    /// </summary>
    /// <param name="installation">An empty one.</param>
    /// <param name="rounds">Kills.</param>
    /// <param name="report">Hears how it goes.</param>
    public static async Task<Crowd> KillAsync(Installation installation, int rounds, Action<string> report)
    {
        Crowd? crowd = null;
        for (var round = 1; round <= rounds; round++)
        {
            await using var app = await installation.StartAsync();
            if (crowd is null)
                crowd = await Crowd.GatherAsync(app.Address, Killers);
            else
                await VerifyAsync(crowd, app);
            var writing = crowd.WriteAsync(app.Address, CancellationToken.None);
            await crowd.ReachAsync(50 + (37 * round % 400), writing);
            await app.KillAsync();
            await writing;
            report($"kill {round}: {crowd.Acknowledged} acknowledged, {crowd.BrokenOff} broken off");
        }

        await using var last = await installation.StartAsync();
        await VerifyAsync(crowd!, last);
        Assert.Equal(0, await last.StopAsync());
        return crowd!;
    }

    /// <summary>
    /// Kills PostgreSQL under load and starts it again at once: the program says that it is not ready, then goes on by
    /// itself, and whoever waited was told to try again.
    /// </summary>
    /// <param name="installation">An empty one on that server.</param>
    /// <param name="server">The server.</param>
    /// <param name="rounds">Restarts.</param>
    /// <param name="report">Hears how it goes.</param>
    public static async Task<Crowd> RestartAsync(
        Installation installation, PostgresServer server, int rounds, Action<string> report)
    {
        await using var app = await installation.StartAsync();
        var crowd = await Crowd.GatherAsync(app.Address, Restarters);
        using var stop = new CancellationTokenSource();
        var writing = crowd.WriteAsync(app.Address, stop.Token);
        for (var round = 1; round <= rounds; round++)
        {
            await crowd.ReachAsync(50 + (37 * round % 200), writing);
            server.Kill();
            await UntilAsync(app, HttpStatusCode.ServiceUnavailable);
            server.Start();
            await UntilAsync(app, HttpStatusCode.OK);
            report($"restart {round}: {crowd.Acknowledged} acknowledged, {crowd.Refused} told to try again, "
                + $"slowest answer {crowd.LongestAnswer.TotalSeconds:F1} s");
        }

        await crowd.ReachAsync(50, writing);
        stop.Cancel();
        await writing;
        await VerifyAsync(crowd, app);
        Assert.Equal(0, crowd.BrokenOff);
        Assert.Equal(0, await app.StopAsync());
        return crowd;
    }

    /// <summary>What the program says of itself.</summary>
    public static async Task<HttpStatusCode> ReadyAsync(AppProcess app)
    {
        using var http = new HttpClient { BaseAddress = app.Address, Timeout = Crowd.AnsweredWithin };
        using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return answer.StatusCode;
    }

    /// <summary>Waits until the program says so of itself.</summary>
    public static async Task UntilAsync(AppProcess app, HttpStatusCode status)
    {
        for (var clock = Stopwatch.StartNew(); await ReadyAsync(app) != status;)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, SaysSoWithin);
            await Task.Delay(PollInterval);
        }
    }

    /// <summary>Everything has its answer, and is there.</summary>
    public static async Task VerifyAsync(Crowd crowd, AppProcess app)
    {
        await crowd.FinishAsync(app.Address);
        await crowd.AssertHoldsAsync(app.Address);
    }
}
