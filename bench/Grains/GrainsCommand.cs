using System.CommandLine;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Bench.Grains;

/// <summary>
/// <c>grains</c>: calls per second of the grain host in this process. Each figure is the median of some rounds of a
/// fixed time, after one round that does not count.
/// </summary>
internal static class GrainsCommand
{
    private const int GrainCount = 10_000;
    private const int CallerCount = 64;
    private const int RoundCount = 5;
    private const int CallsPerClockCheck = 64;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(1.5);

    public static Command Create()
    {
        var command = new Command("grains", "Calls per second of the grain host: 1 caller, and 64 over 10,000 grains.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var host = BuildHost();
            await host.StartAsync(cancellation);
            var figures = await MeasureAsync(host.Services.GetRequiredService<IGrainFactory>());
            await host.StopAsync(cancellation);
            figures.Write(parsed);
            return 0;
        });
        return command;
    }

    private static IHost BuildHost()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
        return builder.Build();
    }

    private static async Task<Figures> MeasureAsync(IGrainFactory grains)
    {
        var references = Enumerable.Range(0, GrainCount).Select(key => grains.GetGrain<ICounterGrain>(key)).ToArray();
        var figures = new Figures();
        async Task Measure(string name, int callers, Func<int, Task> call) =>
            figures.Add(name, await MedianRateAsync(callers, call), "calls/s");

        await Measure("grains.calls.1-caller", 1, key => references[key].Add(1));
        await Measure("grains.calls.64-callers", CallerCount, key => references[key].Add(1));
        await Measure(
            "grains.calls.64-callers.fresh-reference", CallerCount, key => grains.GetGrain<ICounterGrain>(key).Add(1));
        await Measure("grains.calls.64-callers.two-turns", CallerCount, key => references[key].AddInTwoTurns(1));
        await Measure(
            "grains.calls.64-callers.grain-to-grain",
            CallerCount,
            key => references[key].AddThrough((key + 1) % GrainCount, 1));
        return figures;
    }

    private static async Task<double> MedianRateAsync(int callers, Func<int, Task> call)
    {
        var rates = new double[RoundCount + 1];
        for (var round = 0; round < rates.Length; round++)
        {
            var clock = Stopwatch.StartNew();
            var counts = await Task.WhenAll(
                Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallUntilAsync(clock, caller, call))));
            rates[round] = counts.Sum() / clock.Elapsed.TotalSeconds;
        }

        return rates.Skip(1).Order().ElementAt(RoundCount / 2);
    }

    private static async Task<long> CallUntilAsync(Stopwatch clock, int caller, Func<int, Task> call)
    {
        var random = new Random(caller);
        long count = 0;
        while (clock.Elapsed < RoundTime)
        {
            for (var each = 0; each < CallsPerClockCheck; each++)
            {
                await call(random.Next(GrainCount));
            }

            count += CallsPerClockCheck;

            // A call that ends at once never gives way, and the other callers would wait for their turn in vain.
            await Task.Yield();
        }

        return count;
    }
}
