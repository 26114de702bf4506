using System.Diagnostics;
using IdeaStorage.Bench.Databases;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Bench.Scale;

/// <summary>A database with a whole history in it, filled as the product would: through the log, then by a
/// rebuild.</summary>
internal sealed class ScaleStore : IAsyncDisposable
{
    /// <summary>No append follows so closely another one of the same idea.</summary>
    private const int AppendsAtOnce = 500;

    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    private readonly ServiceProvider _services;

    private ScaleStore(ScaleHistory history, ServiceProvider services)
    {
        (History, _services) = (history, services);
        Log = services.GetRequiredService<IEventLog>();
        Queries = services.GetRequiredService<IdeaQueries>();
        Similar = services.GetRequiredService<SimilarIdeas>();
        Versions = [.. Enumerable.Repeat((long)ScaleHistory.EventsPerIdea, history.Ideas)];
    }

    public ScaleHistory History { get; }

    public IEventLog Log { get; }

    public IdeaQueries Queries { get; }

    public SimilarIdeas Similar { get; }

    /// <summary>How many events each idea has.</summary>
    public long[] Versions { get; }

    public static async Task<ScaleStore> FillAsync(BenchDatabase on, ScaleHistory history, string name, Figures figures)
    {
        var address = on.NewAddress();
        await FillLogAsync(address, history, name);
        on.Vacuum();
        var services = new ServiceCollection().AddStorage(address).AddReadModels().BuildServiceProvider();
        var store = new ScaleStore(history, services);
        await store.RebuildAsync(on, name, figures);
        on.Vacuum();
        figures.Add($"{name}.disk", (double)on.NewestBytes() / history.Events, "bytes/event");
        return store;
    }

    public async Task RebuildAsync(BenchDatabase on, string name, Figures figures)
    {
        var (clock, before, said) = (Stopwatch.StartNew(), on.ProcessorTime, TimeSpan.Zero);
        await _services.GetRequiredService<IRebuild>().RebuildAsync(null, new Progress(value =>
        {
            if (clock.Elapsed - said < ReportInterval)
                return;
            said = clock.Elapsed;
            Say($"{name}: {value.EventsDone:N0} of {value.EventsTotal:N0} events replayed");
        }));
        figures.Add($"{name}.rebuild", History.Events / clock.Elapsed.TotalSeconds, "events/s");
        figures.Add(
            $"{name}.rebuild.processor", (on.ProcessorTime - before).TotalMicroseconds / History.Events, "us/event");
        Say($"{name}: rebuilt in {clock.Elapsed.TotalSeconds:F0} s");
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    /// <summary>Without read models, which the rebuild makes afterwards.</summary>
    private static async Task FillLogAsync(StorageAddress address, ScaleHistory history, string name)
    {
        await using var services = new ServiceCollection().AddStorage(address).BuildServiceProvider();
        var log = services.GetRequiredService<IEventLog>();
        var (clock, done, said) = (Stopwatch.StartNew(), 0L, TimeSpan.Zero);
        foreach (var appends in history.Appends().Chunk(AppendsAtOnce))
        {
            var results = await Task.WhenAll(appends.Select(append => Task.Run(() => log.AppendAsync(append))));
            if (results.FirstOrDefault(result => result is not AppendResult.Appended) is { } refused)
                throw new InvalidOperationException($"An append was refused: {refused}");
            done += appends.Sum(append => (long)append.Events.Count);
            if (clock.Elapsed - said < ReportInterval && done < history.Events)
                continue;
            said = clock.Elapsed;
            Say($"{name}: {done:N0} of {history.Events:N0} events written, {done / said.TotalSeconds:N0}/s");
        }
    }

    private static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>Reports on the caller's thread; the platform's own would queue.</summary>
    private sealed class Progress(Action<RebuildProgress> report) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => report(value);
    }
}
