using System.Diagnostics;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>Where requests go, and which: by connection and number, as bytes for the wire.</summary>
internal sealed record Target(AppProcess App, Func<int, int, ReadOnlyMemory<byte>> Request);

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

    public static async Task<(Pace Ours, Pace Bare, double Ratio)> RunAsync(Target ours, Target bare, int connections)
    {
        await RunAsync(ours, connections, WarmUpTime);
        await RunAsync(bare, connections, WarmUpTime);
        var rounds = new List<(Round Ours, Round Bare)>();
        for (var round = 0; round < RoundCount; round++)
            rounds.Add((await RunAsync(ours, connections, RoundTime), await RunAsync(bare, connections, RoundTime)));
        return (
            PaceOf([.. rounds.Select(round => round.Ours)]),
            PaceOf([.. rounds.Select(round => round.Bare)]),
            Median(rounds.Select(round => round.Ours.PerSecond / round.Bare.PerSecond)));
    }

    /// <summary>Sends each of a target's first requests once, so that what is kept of them is kept.</summary>
    public static Task WalkAsync(Target target, int requests, int connections) =>
        Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(async () =>
        {
            using var http = new LoadConnection(target.App.Address);
            await http.ConnectAsync();
            for (var number = connection; number < requests; number += connections)
                await http.SendAsync(target.Request(0, number));
        })));

    private static async Task<Round> RunAsync(Target target, int connections, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var before = target.App.ProcessorTime;
        var all = await Task.WhenAll(Enumerable.Range(0, connections)
            .Select(connection => Task.Run(() => DriveAsync(target, connection, clock, time))));
        var seconds = clock.Elapsed.TotalSeconds;
        return new Round(seconds, target.App.ProcessorTime - before, [.. all.SelectMany(one => one)]);
    }

    private static async Task<List<long>> DriveAsync(Target target, int connection, Stopwatch clock, TimeSpan time)
    {
        using var http = new LoadConnection(target.App.Address);
        await http.ConnectAsync();
        var taken = new List<long>(4096);
        for (var number = 0; clock.Elapsed < time; number++)
        {
            var start = Stopwatch.GetTimestamp();
            await http.SendAsync(target.Request(connection, number));
            taken.Add(Stopwatch.GetTimestamp() - start);
        }

        return taken;
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

    private sealed record Round(double Seconds, TimeSpan Processor, long[] Taken)
    {
        public double PerSecond => Taken.Length / Seconds;
    }
}
