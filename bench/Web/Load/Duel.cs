using System.Diagnostics;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>What one target did in all counted rounds.</summary>
/// <param name="PerSecond">The median of the rounds' rates.</param>
/// <param name="P50">The median latency over all rounds.</param>
/// <param name="P99">One request in a hundred took longer.</param>
/// <param name="Processor">Processor time that the target took per request, the load not counted.</param>
internal sealed record Pace(double PerSecond, TimeSpan P50, TimeSpan P99, TimeSpan Processor);

/// <summary>
/// Drives two targets in turns, so that whatever else the machine does falls on both; the ratio is the median of the
/// rounds' ratios.
/// </summary>
internal static class Duel
{
    private const int RoundCount = 5;

    /// <summary>Until the just-in-time compiler has nothing left to do, which takes part of two cores.</summary>
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(0.8);

    public static async Task<(Pace Ours, Pace Bare, double Ratio)> RunAsync(ITarget ours, ITarget bare, int connections)
    {
        await ours.RunAsync(connections, WarmUpTime);
        await bare.RunAsync(connections, WarmUpTime);
        var rounds = new List<(Round Ours, Round Bare)>();
        for (var round = 0; round < RoundCount; round++)
            rounds.Add((await ours.RunAsync(connections, RoundTime), await bare.RunAsync(connections, RoundTime)));
        return (
            PaceOf([.. rounds.Select(round => round.Ours)]),
            PaceOf([.. rounds.Select(round => round.Bare)]),
            Median(rounds.Select(round => round.Ours.PerSecond / round.Bare.PerSecond)));
    }

    private static Pace PaceOf(Round[] rounds)
    {
        var taken = rounds.SelectMany(round => round.Taken).Order().ToArray();
        return new Pace(
            Median(rounds.Select(round => round.PerSecond)),
            Stopwatch.GetElapsedTime(0, taken[taken.Length / 2]),
            Stopwatch.GetElapsedTime(0, taken[taken.Length * 99 / 100]),
            TimeSpan.FromTicks(rounds.Sum(round => round.Processor.Ticks) / taken.Length));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
