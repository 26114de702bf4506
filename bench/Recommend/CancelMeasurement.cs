using System.Diagnostics;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Evaluation;
using IdeaStorage.Silo.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// How long an operator who cancels waits: for each step of a training run of the product on a made-up log, the longest
/// of several waits that begin all along the step.
/// </summary>
internal static class CancelMeasurement
{
    private const int Seed = 1;
    private static readonly double[] s_places = [0.02, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9];

    public static async Task RunAsync(IHost host, Figures figures)
    {
        var activity = host.Services.GetRequiredService<ActivityModel>();
        var data = (await activity.TakeDataAsync(SyntheticLog.Now, CancellationToken.None)).Data;
        Measure(figures, "split", cancellation => TimeSplit.Of(data, cancellation: cancellation));
        var trainers = new ServiceCollection();
        trainers.AddTrainers();
        await using var services = trainers.BuildServiceProvider();
        foreach (var trainer in services.GetServices<ITrainer>())
            Measure(figures, trainer.Name, cancellation => trainer.Train(data, Seed, cancellation));
    }

    private static void Measure(Figures figures, string name, Action<CancellationToken> work)
    {
        work(CancellationToken.None);
        var clock = Stopwatch.StartNew();
        work(CancellationToken.None);
        var whole = clock.Elapsed;
        figures.Add($"cancel.{name}.whole", whole.TotalMilliseconds, "ms");
        figures.Add(
            $"cancel.{name}", s_places.Max(place => CancelledAfter(work, place * whole).TotalMilliseconds), "ms");
    }

    private static TimeSpan CancelledAfter(Action<CancellationToken> work, TimeSpan wait)
    {
        using var cancellation = new CancellationTokenSource();
        var running = Task.Run(() => work(cancellation.Token));
        Thread.Sleep(wait);
        var clock = Stopwatch.StartNew();
        cancellation.Cancel();
        running.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        return clock.Elapsed;
    }
}
