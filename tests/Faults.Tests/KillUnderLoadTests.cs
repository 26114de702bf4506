using System.Collections.Concurrent;
using System.Globalization;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The program is killed while 64 members write: what it acknowledged is there once, and nothing is doubled.
/// </summary>
public sealed class KillUnderLoadTests : IDisposable
{
    private const int Rounds = 20;
    private const int Writers = 64;
    private const int IdeaCount = 8;

    private readonly string _data = Directory.CreateTempSubdirectory("ideastorage-kill-").FullName;
    private readonly string[] _tokens = new string[Writers];
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentDictionary<string, (string Path, string Key)> _unanswered = new();

    [Fact]
    public async Task Kill_UnderLoad_LosesAndDoublesNothing()
    {
        var ideas = await PrepareAsync();
        for (var round = 1; round <= Rounds; round++)
        {
            var wanted = _acknowledged.Count + 50 + (37 * round % 400);
            await WriteUntilKilledAsync(round, ideas, wanted);
            await VerifyAsync(ideas, round);
        }

        Assert.True(_acknowledged.Count >= Rounds * 50, $"only {_acknowledged.Count} comments were acknowledged");
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task<string[]> PrepareAsync()
    {
        await using var app = await StartAsync();
        using var founder = await ApiClient.RegisterAsync(app.Address, "founder");
        var cluster = await founder.PostAsync(
            "/api/v1/clusters",
            new { name = "Kill test", description = "Members who write fast", tags = new[] { "test" } });
        var clusterId = cluster.GetProperty("id").GetString();
        var ideas = new List<string>();
        await founder.PostAsync($"/api/v1/clusters/{clusterId}/members", new { });
        for (var i = 0; i < IdeaCount; i++)
        {
            var idea = await founder.PostAsync("/api/v1/ideas", new
            {
                clusterId,
                title = $"Idea number {i}",
                body = "An idea that many members answer at the same time.",
                tags = new[] { "test" },
            });
            ideas.Add(idea.GetProperty("id").GetString()!);
        }

        // A password takes the program a good part of a second to hash; all at once, the last would wait too long.
        await Parallel.ForEachAsync(Enumerable.Range(0, Writers), async (writer, _) =>
        {
            using var member = await ApiClient.RegisterAsync(app.Address, $"writer{writer}");
            await member.PostAsync($"/api/v1/clusters/{clusterId}/members", new { });
            _tokens[writer] = member.Token!;
        });

        return [.. ideas];
    }

    private async Task WriteUntilKilledAsync(int round, string[] ideas, int wanted)
    {
        await using var app = await StartAsync();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers)
            .Select(writer => WriteAsync(app, round, writer, ideas, wanted, enough))
            .ToArray();
        await Task.WhenAny(enough.Task, Task.WhenAll(writers)).WaitAsync(TimeSpan.FromMinutes(2));
        await app.KillAsync();
        await Task.WhenAll(writers);
    }

    private async Task WriteAsync(
        AppProcess app, int round, int writer, string[] ideas, int wanted, TaskCompletionSource enough)
    {
        // Tokens outlive the program: after a kill every writer goes on with the one it has.
        using var member = new ApiClient(app.Address) { Token = _tokens[writer] };
        try
        {
            for (var number = 0; number < 1_000; number++)
            {
                var body = $"Round {round}, writer {writer}, comment {number}.";
                var path = $"/api/v1/ideas/{ideas[(writer + number) % ideas.Length]}/comments";
                _unanswered[body] = (path, $"{round}-{writer}-{number}");
                var answer = await member.PostAsync(path, new { body }, _unanswered[body].Key);
                _acknowledged[body] = answer.GetProperty("id").GetString()!;
                _unanswered.TryRemove(body, out _);
                if (_acknowledged.Count >= wanted) enough.TrySetResult();
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException { StatusCode: null } or TaskCanceledException)
        {
            // The program was killed in the middle of this request: whether it counts is what the next start tells.
        }
    }

    private async Task VerifyAsync(string[] ideas, int round)
    {
        await using var app = await StartAsync();
        using var reader = new ApiClient(app.Address);
        await reader.SignInAsync("founder");
        await RepeatUnansweredAsync(app);
        var found = new List<(string Id, string Body)>();
        foreach (var idea in ideas)
        {
            var comments = await reader.GetAllAsync($"/api/v1/ideas/{idea}/comments?limit=100");
            found.AddRange(comments.Select(comment =>
                (comment.GetProperty("id").GetString()!, comment.GetProperty("body").GetString()!)));
        }

        var doubled = found.GroupBy(comment => comment.Body).Where(same => same.Count() > 1).Select(same => same.Key);
        Assert.Empty(doubled);
        var stored = found.ToDictionary(comment => comment.Body, comment => comment.Id);
        var lost = _acknowledged
            .Where(sent => stored.GetValueOrDefault(sent.Key) != sent.Value)
            .Select(sent => sent.Key);
        Assert.True(!lost.Any(), $"round {round}: acknowledged but not there: {string.Join("; ", lost.Take(5))}");
    }

    /// <summary>A client that got no answer sends the same request with the same key again.</summary>
    private async Task RepeatUnansweredAsync(AppProcess app)
    {
        await Task.WhenAll(_unanswered.ToArray().Select(async request =>
        {
            var (body, (path, key)) = request;
            var writer = int.Parse(key.Split('-')[1], CultureInfo.InvariantCulture);
            using var member = new ApiClient(app.Address) { Token = _tokens[writer] };
            var answer = await member.PostAsync(path, new { body }, key);
            _acknowledged[body] = answer.GetProperty("id").GetString()!;
            _unanswered.TryRemove(body, out _);
        }));
    }

    private Task<AppProcess> StartAsync() => AppProcess.StartAsync(_data);
}
