using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The clock is set back by an hour while the program runs, and stays so when it is killed and started again. What it
/// takes for the time comes from libfaketime, which is loaded into its process; time that only passes is left alone.
/// </summary>
public sealed partial class ClockTests : IDisposable
{
    private const int PerMemberAndMinute = 120;
    private const int BurstsMax = 10;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private static readonly string? Library = !Directory.Exists("/usr/lib")
        ? null
        : Directory.GetDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime/libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-clock-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Clock => Path.Combine(_folder, "clock");

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task Clock_SetBackByAnHour_ChangesNoOrderAndEndsNoSession()
    {
        Assert.SkipWhen(Library is null, "libfaketime is not installed (Debian, Ubuntu: apt-get install libfaketime).");
        Turn(TimeSpan.Zero);
        using var cookies = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
        var comments = new List<string>();
        Board board;
        string follower;
        await using (var app = await AppProcess.StartAsync(Command))
        {
            board = await Board.MakeAsync(app.Address);
            using var following = await ApiClient.RegisterAsync(app.Address, "follower");
            await following.PutAsync($"/api/v1/ideas/{board.IdeaId}/follow");
            follower = following.Token!;
            await SignInAsync(app, cookies, "follower");
            comments.Add(await board.CommentAsync("Before."));

            Turn(-Hour);
            await UntilAsync(async () => await ClockOfAsync(app) < DateTimeOffset.UtcNow - (Hour / 2));
            comments.Add(await board.CommentAsync("After, by the order of things."));
            await AssertGoesOnAsync(app, board, follower, cookies, comments);
            await AssertRateIsLimitedAsync(app, follower);
        }

        await using (var app = await AppProcess.StartAsync(Command))
        {
            using var member = new ApiClient(app.Address) { Token = board.Member.Token };
            comments.Add(await (board with { Member = member }).CommentAsync("After the restart."));
            await AssertGoesOnAsync(app, board with { Member = member }, follower, cookies, comments);
        }

        board.Dispose();
        var verified = await ProgramRun.OfAsync("verify", "--data", Data);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ProcessStartInfo Command(string address)
    {
        var command = AppProcess.Command("--urls", address, "--data", Data, "--demo", "false");
        command.Environment["LD_PRELOAD"] = Library;
        command.Environment["FAKETIME_TIMESTAMP_FILE"] = Clock;
        command.Environment["FAKETIME_CACHE_DURATION"] = "1";
        command.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        command.Environment["NO_FAKE_STAT"] = "1";
        command.Environment["IdeaStorage__RateLimits__PerMemberAndMinute"] = $"{PerMemberAndMinute}";
        command.Environment["IdeaStorage__RateLimits__Loopback"] = "true";
        return command;
    }

    private void Turn(TimeSpan by)
    {
        // It must never be read half-written.
        File.WriteAllText(Clock + ".new", $"{(by < TimeSpan.Zero ? "" : "+")}{(int)by.TotalSeconds}\n");
        File.Move(Clock + ".new", Clock, overwrite: true);
    }

    private static async Task<DateTimeOffset> ClockOfAsync(AppProcess app)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative), Now);
        return answer.Headers.Date!.Value;
    }

    /// <summary>
    /// Old tokens and cookies count, new ones are given; comments stand in the order in which they were stored, news of
    /// them the other way round; a repeated request is answered the same.
    /// </summary>
    private static async Task AssertGoesOnAsync(
        AppProcess app, Board board, string follower, SocketsHttpHandler cookies, List<string> comments)
    {
        var listed = await board.Member.GetAllAsync(board.CommentsPath);
        Assert.Equal(comments, listed.Select(comment => comment.GetProperty("id").GetString()!));

        using var following = new ApiClient(app.Address) { Token = follower };
        await UntilAsync(async () => (await NewsAsync(following)).Count == comments.Count);
        Assert.Equal(comments, Enumerable.Reverse(await NewsAsync(following)));

        using (var session = Session(app, cookies))
            Assert.Contains("/sign-out", await session.GetStringAsync(new Uri("/", UriKind.Relative), Now));
        await following.SignInAsync("follower");
        var key = Guid.NewGuid().ToString();
        var first = await board.Member.PostAsync(board.CommentsPath, new { body = "Once." }, key);
        var again = await board.Member.PostAsync(board.CommentsPath, new { body = "Once." }, key);
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        comments.Add(first.GetProperty("id").GetString()!);
    }

    /// <summary>Whoever asks too often waits for seconds, not for as long as the clock was turned.</summary>
    private static async Task AssertRateIsLimitedAsync(AppProcess app, string token)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        TimeSpan? wait = null;
        // All at once, for tickets come back while a slow machine answers.
        for (var burst = 0; wait is null && burst < BurstsMax; burst++)
            wait = (await Task.WhenAll(Enumerable.Range(0, PerMemberAndMinute).Select(_ => WaitAsync(http)))).Max();
        Assert.InRange(wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        await UntilAsync(async () => await WaitAsync(http) is null);
    }

    private static async Task<TimeSpan?> WaitAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), Now);
        return answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter!.Delta : null;
    }

    private static async Task<List<string>> NewsAsync(ApiClient follower) =>
        [.. (await follower.GetAllAsync("/api/v1/me/news?limit=100"))
            .Select(one => one.GetProperty("commentId").GetString()!)];

    private static async Task SignInAsync(AppProcess app, SocketsHttpHandler cookies, string userName)
    {
        using var session = Session(app, cookies);
        var page = await session.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Now);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__token"] = FormToken().Match(page).Groups[1].Value,
            ["userName"] = userName,
            ["password"] = "Load-test-1-" + userName,
            ["back"] = "/",
        });
        using var answer = await session.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Now);
        Assert.Contains("/sign-out", await answer.Content.ReadAsStringAsync(Now));
    }

    private static HttpClient Session(AppProcess app, SocketsHttpHandler cookies) =>
        new(cookies, disposeHandler: false) { BaseAddress = app.Address };

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Deadline);
            await Task.Delay(PollInterval, Now);
        }
    }

    [GeneratedRegex("name=\"__token\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
