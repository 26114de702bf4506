using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Bench.Databases;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Bench.Appends;

/// <summary>
/// <c>appends</c>: comments per second that the event log acknowledges as durable, below grains and web; bare (event,
/// command and text rows) and with every read model and the search index. Each figure is the median of some rounds.
/// </summary>
internal static class AppendsCommand
{
    private const int RoundCount = 3;
    private const int IdeaCount = 1_000;
    private const string Body = "도금 공정의 폐열을 인근 식품 공장의 예열에 쓰면 두 회사의 연료비가 함께 줄어듭니다. 배관 거리가 짧은 단지부터 "
        + "실증해 보면 좋겠고, 열교환기 사양은 저희 연구소가 검토할 수 있습니다.";

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var database = BenchDatabase.CreateOption();
        var command = new Command("appends", "Durable appends per second of the event log, by number of writers.")
        {
            database,
        };
        command.SetAction(async parsed =>
        {
            var figures = new Figures();
            using var on = BenchDatabase.Open(parsed.GetRequiredValue(database));
            await MeasureAsync("bare", on, static services => services, figures);
            await MeasureAsync("read-models", on, static services => services.AddReadModels(), figures);
            figures.Write(parsed);
        });
        return command;
    }

    private static async Task MeasureAsync(
        string name, BenchDatabase on, Func<IServiceCollection, IServiceCollection> add, Figures figures)
    {
        await using var services = add(new ServiceCollection()).AddStorage(on.NewAddress()).BuildServiceProvider();
        var log = services.GetRequiredService<IEventLog>();
        await PostIdeasAsync(log);
        var versions = Enumerable.Repeat(1L, IdeaCount).ToArray();
        foreach (var writers in new[] { 1, 8, 64 })
            await MeasureWritersAsync(
                $"appends.{on.Prefix}{name}.{writers}-writers", on, log, versions, writers, figures);
    }

    private static async Task MeasureWritersAsync(
        string name, BenchDatabase on, IEventLog log, long[] versions, int writers, Figures figures)
    {
        var rates = new double[RoundCount];
        var processor = new double[RoundCount];
        for (var round = 0; round < RoundCount; round++)
        {
            var clock = Stopwatch.StartNew();
            var before = on.ProcessorTime;
            var counts = await Task.WhenAll(Enumerable.Range(0, writers)
                .Select(writer => Task.Run(() => CommentUntilAsync(log, versions, writer, writers, clock))));
            rates[round] = counts.Sum() / clock.Elapsed.TotalSeconds;
            processor[round] = (on.ProcessorTime - before).TotalMicroseconds / counts.Sum();
        }

        figures.Add(name, rates.Order().ElementAt(RoundCount / 2), "appends/s");
        figures.Add($"{name}.processor", processor.Order().ElementAt(RoundCount / 2), "us/append");
    }

    private static async Task PostIdeasAsync(IEventLog log) =>
        await Task.WhenAll(Enumerable.Range(0, IdeaCount).Select(async number =>
        {
            var title = new Text($"title-{number}", "00", $"폐열 회수 공동 연구 {number}");
            var body = new Text($"body-{number}", "00", Body);
            var posted = new IdeaPosted(
                $"idea-{number}", "cluster-1", title.Ref, body.Ref, ["C25", "폐열"], IdeaStage.Open, "member-1", Start);
            var append = new Append($"idea-{number}", 0, $"post-{number}", $"idea-{number}", [posted]);
            Expect(await log.AppendAsync(append with { Texts = [title, body] }));
        }));

    /// <summary>Each writer has ideas of its own, so that no append meets a version conflict.</summary>
    private static async Task<long> CommentUntilAsync(
        IEventLog log, long[] versions, int writer, int writers, Stopwatch clock)
    {
        var count = 0L;
        for (var idea = writer; clock.Elapsed < RoundTime; idea = idea + writers < IdeaCount ? idea + writers : writer)
        {
            var id = $"{idea}-{versions[idea]}";
            var text = new Text($"comment-body-{id}", "0123456789abcdef0123456789abcdef", Body);
            var posted = new CommentPosted(
                $"comment-{id}", null, 1, text.Ref, $"member-{writer}", Start.AddSeconds(versions[idea]));
            Expect(await log.AppendAsync(
                new Append($"idea-{idea}", versions[idea]++, $"command-{id}", posted.CommentId, [posted])
                {
                    Texts = [text],
                }));
            count++;
        }

        return count;
    }

    private static void Expect(AppendResult result)
    {
        if (result is not AppendResult.Appended)
            throw new InvalidOperationException($"An append was refused: {result}");
    }
}
