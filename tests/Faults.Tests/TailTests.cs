using System.Diagnostics;
using System.Text.Json;
using IdeaStorage.Bench.Web;
using Microsoft.Data.Sqlite;
using static IdeaStorage.Faults.Tests.Eventually;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The program is killed while a tail follows what members write: another process takes the tail over, every event is
/// handled, and the effect of each is there once.
/// </summary>
public sealed class TailTests : IDisposable
{
    private const int Rounds = 3;
    private const int Writers = 8;
    private const int CommentsPerRound = 150;

    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-tail-").FullName;
    private int _acknowledged;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_OfTheProcessThatHoldsATail_LosesAndDoublesNoNews()
    {
        Board board;
        string follower;
        await using (var app = await AppProcess.StartAsync(_folder))
        {
            board = await Board.MakeAsync(app.Address);
            using var member = await ApiClient.RegisterAsync(app.Address, "follower");
            await member.PutAsync($"/api/v1/ideas/{board.IdeaId}/follow");
            follower = member.Token!;
            await WriteUntilKilledAsync(app, board);
        }

        for (var round = 1; round < Rounds; round++)
        {
            await using var app = await AppProcess.StartAsync(_folder);
            await AssertTakenOverAsync(app, board);
            await WriteUntilKilledAsync(app, board);
        }

        await using var last = await AppProcess.StartAsync(_folder);
        await AssertTakenOverAsync(last, board);
        await AssertNewsIsCompleteAsync(last, board, follower);
        board.Dispose();
    }

    [Fact]
    public async Task ParkedEvent_IsListedAndReplayed_ByCommand()
    {
        string token;
        await using (var app = await AppProcess.StartAsync(_folder))
        {
            using var board = await Board.MakeAsync(app.Address);
            token = board.Member.Token!;
            await UntilAsync(async () => (await TailAsync(app, token)).GetProperty("lag").GetInt64() == 0);
            Assert.Equal(0, await app.StopAsync());
        }

        await ParkAsync();
        var listed = await ProgramRun.OfAsync("tails", "list", "news", "--data", _folder);
        Assert.Equal(0, listed.ExitCode);
        Assert.Contains("news 2", listed.Output, StringComparison.Ordinal);
        Assert.Contains("FormatException: planted", listed.Output, StringComparison.Ordinal);
        (await ProgramRun.OfAsync("tails", "list", "mews", "--data", _folder)).AssertRefused("There is no tail 'mews'");
        (await ProgramRun.OfAsync("tails", "replay", "news", "3", "--data", _folder)).AssertRefused("'tails list'");
        Assert.Equal(0, (await ProgramRun.OfAsync("tails", "replay", "news", "2", "--data", _folder)).ExitCode);

        await using var again = await AppProcess.StartAsync(_folder);
        await UntilAsync(async () => (await TailAsync(again, token)).GetProperty("parked").GetInt64() == 0);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task WriteUntilKilledAsync(AppProcess app, Board board)
    {
        var wanted = Volatile.Read(ref _acknowledged) + CommentsPerRound;
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers)
            .Select(writer => WriteAsync(app, board, writer, wanted, enough)).ToArray();
        await Task.WhenAny(enough.Task, Task.WhenAll(writers)).WaitAsync(Deadline, Cancellation);
        await app.KillAsync();
        await Task.WhenAll(writers);
        Assert.True(_acknowledged >= wanted);
    }

    private async Task WriteAsync(AppProcess app, Board board, int writer, int wanted, TaskCompletionSource enough)
    {
        using var member = new ApiClient(app.Address) { Token = board.Member.Token };
        try
        {
            for (var number = 0; number < 10 * CommentsPerRound; number++)
            {
                await member.PostAsync(board.CommentsPath, new { body = $"Writer {writer}, comment {number}." });
                if (Interlocked.Increment(ref _acknowledged) >= wanted)
                    enough.TrySetResult();
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException { StatusCode: null } or TaskCanceledException)
        {
            // The program was killed in the middle of this request.
        }
    }

    private static async Task AssertTakenOverAsync(AppProcess app, Board board)
    {
        var clock = Stopwatch.StartNew();
        await UntilAsync(async () =>
            (await TailAsync(app, board.Member.Token!)).GetProperty("holder").GetString()?
                .EndsWith($"/{app.Id}", StringComparison.Ordinal) == true);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TakenOverWithin);
    }

    private static async Task AssertNewsIsCompleteAsync(AppProcess app, Board board, string follower)
    {
        await UntilAsync(async () =>
            (await TailAsync(app, board.Member.Token!)).GetProperty("lag").GetInt64() == 0);
        using var reader = new ApiClient(app.Address) { Token = follower };
        var comments = await reader.GetAllAsync($"{board.CommentsPath}?limit=100");
        var news = await reader.GetAllAsync("/api/v1/me/news?limit=100");

        var told = news.Select(one => one.GetProperty("commentId").GetString()!).ToArray();
        Assert.True(told.Length >= Rounds * CommentsPerRound);
        Assert.Distinct(told);
        Assert.Equal(
            comments.Select(comment => comment.GetProperty("id").GetString()!).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
    }

    private static async Task<JsonElement> TailAsync(AppProcess app, string token)
    {
        using var member = new ApiClient(app.Address) { Token = token };
        return (await member.GetAllAsync("/api/v1/tails"))
            .Single(tail => tail.GetProperty("name").GetString() == "news");
    }

    /// <summary>As if the tail had not been able to handle an event; the program does not run.</summary>
    private async Task ParkAsync()
    {
        var file = Path.Combine(_folder, "ideastorage.db");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            INSERT INTO parked_events (tail, position, error, attempts, parked_at)
            VALUES ('news', 2, 'FormatException: planted', 6, 0)
            """;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
