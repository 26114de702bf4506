using System.Diagnostics;
using System.Text.Json;
using IdeaStorage.Bench.Web;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Faults.Tests.Eventually;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// Two processes are at work on one PostgreSQL; the one that holds the tails is killed (SIGKILL), and the other, which
/// is alive all the while, takes them over within the time that is promised.
/// </summary>
public sealed class TakeoverTests : IAsyncDisposable
{
    private const int Rounds = 2;
    private const int CommentsPerRound = 10;

    /// <summary>What is promised: 6 s without a beat, seen by one who looks every 2 s, and a write.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);

    /// <summary>
    /// On a machine that builds and tests other things besides, a timer, a write and our own question have their turn
    /// late. Seen were 5.3 to 7.3 s, also with thirty programs at work on two cores: half of the promise is fair, and
    /// still a takeover that waited for a time limit of the driver would not pass.
    /// </summary>
    private static readonly TimeSpan Lateness = TimeSpan.FromSeconds(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-takeover-").FullName;
    private readonly PostgresTestDatabase _database = new();
    private readonly List<AppProcess> _processes = [];

    [Fact]
    public async Task Kill_OfTheProcessThatHoldsTheTails_GivesThemToTheOtherInTime()
    {
        var holder = await StartAsync();
        using var board = await Board.MakeAsync(holder.Address);
        using var follower = await ApiClient.RegisterAsync(holder.Address, "follower");
        await follower.PutAsync($"/api/v1/ideas/{board.IdeaId}/follow");
        await UntilAsync(() => HoldsAllAsync(board.Member, holder));
        var comments = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            var other = await StartAsync();
            using var there = board with { Member = new ApiClient(other.Address) { Token = board.Member.Token } };
            Assert.True(await HoldsAllAsync(there.Member, holder));

            var clock = Stopwatch.StartNew();
            await holder.KillAsync();
            for (var number = 0; number < CommentsPerRound; number++)
                comments.Add(await there.CommentAsync($"The others write on, {round}, {number}."));
            await UntilAsync(() => HoldsAllAsync(there.Member, other));
            TestContext.Current.SendDiagnosticMessage($"taken over after {clock.Elapsed.TotalSeconds:F1} s");

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Promised + Lateness);
            holder = other;
        }

        await AssertToldOnceAsync(holder, follower, comments);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<AppProcess> StartAsync()
    {
        var process = await new Installation(_folder, _database.ConnectionString).StartAsync();
        _processes.Add(process);
        return process;
    }

    private static async Task<bool> HoldsAllAsync(ApiClient member, AppProcess app)
    {
        var tails = (await member.GetAsync("/api/v1/tails")).GetProperty("items").EnumerateArray().ToList();
        return tails.Count == 3 && tails.All(tail => IsHeldBy(tail, app));
    }

    private static bool IsHeldBy(JsonElement tail, AppProcess app) =>
        tail.GetProperty("holder").GetString()?.EndsWith($"/{app.Id}", StringComparison.Ordinal) == true;

    private static async Task AssertToldOnceAsync(AppProcess app, ApiClient follower, List<string> comments)
    {
        using var reader = new ApiClient(app.Address) { Token = follower.Token };
        await UntilAsync(async () => (await ToldAsync(reader)).Count >= comments.Count);
        Assert.Equal(comments.Order(StringComparer.Ordinal), (await ToldAsync(reader)).Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> ToldAsync(ApiClient follower)
    {
        var news = await follower.GetAllAsync("/api/v1/me/news?limit=100");
        return [.. news.Select(one => one.GetProperty("commentId").GetString()!)];
    }
}
