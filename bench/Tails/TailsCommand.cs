using System.Collections.Concurrent;
using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Bench.Databases;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Bench.Tails;

/// <summary>
/// <c>tails</c>: whether the tail <c>news</c> keeps up while 64 writers comment as fast as the log takes it, on ideas
/// with five followers each: how long after a comment is sent its followers' news are durable.
/// </summary>
internal static class TailsCommand
{
    private const int WriterCount = 64;
    private const int IdeaCount = 1_000;
    private const int FollowersPerIdea = 5;

    private static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan CatchUpMax = TimeSpan.FromMinutes(2);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var database = BenchDatabase.CreateOption();
        var command = new Command("tails", "How far a tail falls behind under the full write load.") { database };
        command.SetAction(async parsed =>
        {
            var figures = new Figures();
            using var on = BenchDatabase.Open(parsed.GetRequiredValue(database));
            await MeasureAsync(on, figures);
            figures.Write(parsed);
        });
        return command;
    }

    private static async Task MeasureAsync(BenchDatabase on, Figures figures)
    {
        var services = new ServiceCollection().AddLogging().AddStorage(on.Address).AddReadModels();
        services.AddSingleton<NewsTail>();
        services.AddSingleton<TimedTail>();
        services.AddSingleton<ITailConsumer>(provider => provider.GetRequiredService<TimedTail>());
        services.AddTailRunners();
        await using var provider = services.BuildServiceProvider();
        var log = provider.GetRequiredService<IEventLog>();
        var tail = provider.GetRequiredService<TimedTail>();
        await PostIdeasAsync(log);
        var hosted = provider.GetServices<IHostedService>().ToArray();
        foreach (var service in hosted)
            await service.StartAsync(CancellationToken.None);
        await tail.HandledAsync(IdeaCount * (FollowersPerIdea + 1)).WaitAsync(CatchUpMax);

        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, WriterCount)
            .Select(writer => Task.Run(() => CommentUntilAsync(log, tail, writer, clock))));
        var written = clock.Elapsed;
        await tail.HandledAsync((IdeaCount * (FollowersPerIdea + 1)) + counts.Sum()).WaitAsync(CatchUpMax);
        var caughtUp = clock.Elapsed;
        foreach (var service in hosted)
            await service.StopAsync(CancellationToken.None);

        var (name, delays) = ($"tails.{on.Prefix}", tail.Delays.Order().ToArray());
        figures.Add($"{name}comments", counts.Sum() / written.TotalSeconds, "comments/s");
        figures.Add($"{name}news", FollowersPerIdea * counts.Sum() / caughtUp.TotalSeconds, "news/s");
        figures.Add($"{name}delay.p50", delays[delays.Length / 2].TotalMilliseconds, "ms");
        figures.Add($"{name}delay.p99", delays[delays.Length * 99 / 100].TotalMilliseconds, "ms");
        figures.Add($"{name}delay.max", delays[^1].TotalMilliseconds, "ms");
    }

    private static async Task PostIdeasAsync(IEventLog log) =>
        await Task.WhenAll(Enumerable.Range(0, IdeaCount).Select(async number =>
        {
            var title = new Text($"title-{number}", "00", $"폐열 회수 공동 연구 {number}");
            var body = new Text($"body-{number}", "00", "폐열을 함께 쓰는 방법을 찾습니다.");
            IEvent[] events =
            [
                new IdeaPosted(
                    $"{number}", "cluster-1", title.Ref, body.Ref, ["C25"], IdeaStage.Open, "author", Start),
                .. Enumerable.Range(0, FollowersPerIdea).Select(one => new IdeaFollowed($"follower-{one}", Start)),
            ];
            Expect(await log.AppendAsync(
                new Append(Streams.Idea($"{number}"), 0, $"post-{number}", $"{number}", events)
                {
                    Texts = [title, body],
                }));
        }));

    /// <summary>Each writer has ideas of its own, so that no append meets a version conflict.</summary>
    private static async Task<long> CommentUntilAsync(IEventLog log, TimedTail tail, int writer, Stopwatch clock)
    {
        var (count, version) = (0L, FollowersPerIdea + 1L);
        for (var idea = writer; clock.Elapsed < WriteTime; idea += WriterCount)
        {
            if (idea >= IdeaCount)
                (idea, version) = (writer, version + 1);
            var text = new Text($"text-{idea}-{version}", "00", "저희 공장도 함께하고 싶습니다. 자료를 보내 드리겠습니다.");
            var posted = new CommentPosted(
                $"comment-{idea}-{version}", null, 1, text.Ref, $"member-{writer}", Start.AddSeconds(version));
            var append = new Append(
                Streams.Idea($"{idea}"), version, $"command-{idea}-{version}", posted.CommentId, [posted])
            {
                Texts = [text],
            };
            tail.Sends(append.CommandId);
            Expect(await log.AppendAsync(append));
            count++;
        }

        return count;
    }

    private static void Expect(AppendResult result)
    {
        if (result is not AppendResult.Appended)
            throw new InvalidOperationException($"An append was refused: {result}");
    }

    /// <summary>The news tail, with a clock at its side.</summary>
    private sealed class TimedTail(NewsTail news) : ITailConsumer
    {
        private readonly ConcurrentDictionary<string, long> _sentAt = new();
        private long _handled;

        public string Name => news.Name;

        public List<TimeSpan> Delays { get; } = [];

        public void Sends(string commandId) => _sentAt[commandId] = Stopwatch.GetTimestamp();

        public async Task HandledAsync(long count)
        {
            while (Interlocked.Read(ref _handled) < count)
                await Task.Delay(PollInterval);
        }

        public async Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
        {
            await news.HandleAsync(events, cancellationToken);
            foreach (var recorded in events)
                if (_sentAt.TryRemove(recorded.CommandId, out var sentAt))
                    Delays.Add(Stopwatch.GetElapsedTime(sentAt));
            Interlocked.Add(ref _handled, events.Count);
        }
    }
}
