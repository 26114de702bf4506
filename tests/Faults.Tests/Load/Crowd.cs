using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using IdeaStorage.Bench.Web;

namespace IdeaStorage.Faults.Tests.Load;

/// <summary>
/// Members who write comments at the same time. Each request has a key of its own and is repeated with it until it is
/// acknowledged, as a careful client does: in the end each comment must be there, once.
/// </summary>
internal sealed class Crowd
{
    private const int Ideas = 8;

    /// <summary>No request may take longer, whatever fails behind the program.</summary>
    public static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(60);

    /// <summary>How long the crowd may take for what a test waits for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly string[] _tokens;
    private readonly string[] _ideas;
    private readonly Note?[] _open;
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly Lock _gate = new();
    private Milestone? _milestone;
    private int _numbers;
    private int _refused;
    private int _brokenOff;
    private long _longestTicks;

    private Crowd(string[] tokens, string[] ideas) =>
        (_tokens, _ideas, _open) = (tokens, ideas, new Note?[tokens.Length]);

    /// <summary>Comments that the program said are stored.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Answers that said: not now, try again in so many seconds.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Requests that were broken off without an answer, as when the program is killed.</summary>
    public int BrokenOff => Volatile.Read(ref _brokenOff);

    /// <summary>How long the slowest answer took.</summary>
    public TimeSpan LongestAnswer => TimeSpan.FromTicks(Interlocked.Read(ref _longestTicks));

    /// <summary>Opens the accounts, and the ideas to comment on. The first member founds everything.</summary>
    public static async Task<Crowd> GatherAsync(Uri address, int writers)
    {
        using var founder = await ApiClient.RegisterAsync(address, "founder");
        var cluster = await founder.PostAsync(
            "/api/v1/clusters",
            new { name = "Fault test", description = "Members who write fast", tags = new[] { "test" } });
        var clusterId = cluster.GetProperty("id").GetString();
        var ideas = new string[Ideas];
        for (var i = 0; i < Ideas; i++)
        {
            var idea = await founder.PostAsync("/api/v1/ideas", new
            {
                clusterId,
                title = $"Idea number {i}",
                body = "An idea that many members answer at the same time.",
                tags = new[] { "test" },
            });
            ideas[i] = idea.GetProperty("id").GetString()!;
        }

        var tokens = new string[writers];
        // A password takes the program a good part of a second to hash; all at once, the last would wait too long.
        await Parallel.ForEachAsync(Enumerable.Range(0, writers), async (writer, _) =>
        {
            using var member = await ApiClient.RegisterAsync(address, $"writer{writer}");
            await member.PostAsync($"/api/v1/clusters/{clusterId}/members", new { });
            tokens[writer] = member.Token!;
        });
        return new Crowd(tokens, ideas);
    }

    /// <summary>Writes on and on, until it is told to stop or the program is gone.</summary>
    /// <exception cref="InvalidOperationException">An answer was neither a receipt nor a polite refusal.</exception>
    public async Task WriteAsync(Uri address, CancellationToken until)
    {
        // The first that fails says why at once; the others would go on, or wait for ever, beside it.
        var writers = _tokens.Select((_, writer) => WriteAsAsync(writer, address, until)).ToArray();
        await foreach (var writer in Task.WhenEach(writers))
            await writer;
    }

    /// <summary>Ends when so many more comments are acknowledged.</summary>
    /// <param name="more">The number.</param>
    /// <param name="writing">What <see cref="WriteAsync"/> gave: if it ends before, it says why.</param>
    public async Task ReachAsync(int more, Task writing)
    {
        Task reached;
        lock (_gate)
            reached = (_milestone = new Milestone(_acknowledged.Count + more)).Reached.Task;
        var first = await Task.WhenAny(reached, writing).WaitAsync(Patience);
        await first;
        if (first == writing)
            throw new InvalidOperationException("The program is gone.");
    }

    /// <summary>Repeats what has no answer yet, until all of it is acknowledged.</summary>
    public async Task FinishAsync(Uri address)
    {
        await Task.WhenAll(_open.Select(async (note, writer) =>
        {
            using var http = ClientOf(address, writer);
            if (note is not null)
                await SendAsync(http, writer, CancellationToken.None);
        })).WaitAsync(Patience);
    }

    /// <summary>What was acknowledged is there, once, and nothing else; nothing waits for an answer.</summary>
    public async Task AssertHoldsAsync(Uri address)
    {
        using var reader = new ApiClient(address) { Token = _tokens[0] };
        var found = new List<(string Id, string Body)>();
        foreach (var idea in _ideas)
        {
            var comments = await reader.GetAllAsync($"/api/v1/ideas/{idea}/comments?limit=100");
            found.AddRange(comments.Select(comment =>
                (comment.GetProperty("id").GetString()!, comment.GetProperty("body").GetString()!)));
        }

        Assert.Empty(found.GroupBy(comment => comment.Body).Where(same => same.Count() > 1).Select(same => same.Key));
        var stored = found.ToDictionary(comment => comment.Body, comment => comment.Id);
        Assert.Empty(_acknowledged.Where(sent => stored.GetValueOrDefault(sent.Key) != sent.Value));
        Assert.Empty(stored.Keys.Except(_acknowledged.Keys));
    }

    private async Task WriteAsAsync(int writer, Uri address, CancellationToken until)
    {
        using var http = ClientOf(address, writer);
        try
        {
            while (!until.IsCancellationRequested)
                await SendAsync(http, writer, until);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            // The program was killed in the middle of this request: whether it counts, its repetition tells.
            Interlocked.Increment(ref _brokenOff);
        }
    }

    private async Task SendAsync(HttpClient http, int writer, CancellationToken until)
    {
        var note = _open[writer] ??= NewNote(writer);
        do
        {
            var began = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(HttpMethod.Post, note.Path)
            {
                Content = JsonContent.Create(new { note.Body }),
                Headers = { { "Idempotency-Key", note.Key } },
            };
            using var answer = await http.SendAsync(request, CancellationToken.None);
            Took(Stopwatch.GetElapsedTime(began));
            var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                _open[writer] = null;
                Acknowledge(note, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString()!);
                return;
            }

            var wait = answer.StatusCode == HttpStatusCode.ServiceUnavailable ? answer.Headers.RetryAfter?.Delta : null;
            Interlocked.Increment(ref _refused);
            await Task.Delay(
                wait ?? throw new InvalidOperationException($"{(int)answer.StatusCode}: {text}"),
                CancellationToken.None);
        }
        while (!until.IsCancellationRequested);
    }

    private Note NewNote(int writer)
    {
        var number = Interlocked.Increment(ref _numbers).ToString(CultureInfo.InvariantCulture);
        var idea = _ideas[Random.Shared.Next(_ideas.Length)];
        return new Note($"/api/v1/ideas/{idea}/comments", $"note-{number}", $"Writer {writer}, comment {number}.");
    }

    private void Acknowledge(Note note, string id)
    {
        _acknowledged[note.Body] = id;
        lock (_gate)
        {
            if (_acknowledged.Count >= _milestone?.Count)
                _milestone.Reached.TrySetResult();
        }
    }

    private void Took(TimeSpan time)
    {
        lock (_gate)
            _longestTicks = Math.Max(_longestTicks, time.Ticks);
    }

    private HttpClient ClientOf(Uri address, int writer)
    {
        var http = new HttpClient { BaseAddress = address, Timeout = AnsweredWithin };
        // Tokens outlive the program: after a kill every writer goes on with the one it has.
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _tokens[writer]);
        return http;
    }

    /// <summary>A comment that is not acknowledged yet.</summary>
    private sealed record Note(string Path, string Key, string Body);

    private sealed record Milestone(int Count)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
