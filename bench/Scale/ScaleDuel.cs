using System.Diagnostics;
using IdeaStorage.Bench.Databases;

namespace IdeaStorage.Bench.Scale;

/// <summary>
/// Does the same on a small and on a large installation, in turns, so that what else the machine does falls on both.
/// </summary>
internal static class ScaleDuel
{
    private const int RoundCount = 7;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(0.5);

    /// <param name="name">Of the figures.</param>
    /// <param name="on">Whose processor time counts.</param>
    /// <param name="run">Does it again and again while the function says so; answers how often.</param>
    /// <param name="small">The one.</param>
    /// <param name="large">The other.</param>
    /// <param name="figures">Gets time and processor time a piece, and the ratio of large to small.</param>
    public static async Task RunAsync(
        string name, BenchDatabase on, Func<ScaleStore, Func<bool>, Task<int>> run,
        ScaleStore small, ScaleStore large, Figures figures)
    {
        // The statements are prepared and the pages that everyone needs are in memory.
        await OneAsync(on, run, small);
        await OneAsync(on, run, large);
        var rounds = new List<(Cost Small, Cost Large)>();
        for (var round = 0; round < RoundCount; round++)
            rounds.Add((await OneAsync(on, run, small), await OneAsync(on, run, large)));
        Add("small", rounds.Select(round => round.Small));
        Add("large", rounds.Select(round => round.Large));
        figures.Add($"{name}.growth", Median(rounds.Select(round => round.Large.Time / round.Small.Time)), "x");
        figures.Add(
            $"{name}.growth.processor",
            Median(rounds.Select(round => round.Large.Processor / round.Small.Processor)), "x");
        Console.Error.WriteLine($"{name}: {rounds[^1].Small} | {rounds[^1].Large}");

        void Add(string size, IEnumerable<Cost> costs)
        {
            figures.Add($"{name}.{size}", Median(costs.Select(cost => cost.Time)), "us");
            figures.Add($"{name}.{size}.processor", Median(costs.Select(cost => cost.Processor)), "us");
        }
    }

    private static async Task<Cost> OneAsync(
        BenchDatabase on, Func<ScaleStore, Func<bool>, Task<int>> run, ScaleStore store)
    {
        var (before, clock) = (on.ProcessorTime, Stopwatch.StartNew());
        var count = await run(store, () => clock.Elapsed < RoundTime);
        return new Cost(clock.Elapsed.TotalMicroseconds / count, (on.ProcessorTime - before).TotalMicroseconds / count);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Microseconds a piece.</summary>
    private sealed record Cost(double Time, double Processor);
}
