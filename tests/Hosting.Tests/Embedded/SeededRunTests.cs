using IdeaStorage.Embedded;
using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Hosting.Tests.Embedded;

/// <summary>Promise: on the seeded scheduler one seed is one history, on one thread, in virtual time.</summary>
public sealed class SeededRunTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Run_WhenSeedIsTheSame_RepeatsByteForByte()
    {
        var first = Simulate(seed: 42, Work);

        Assert.Equal(first, Simulate(seed: 42, Work));
        Assert.NotEqual(first, Simulate(seed: 43, Work));
    }

    [Fact]
    public void Run_WhenItWaitsForVirtualTime_TakesNone()
    {
        var trace = Simulate(seed: 1, async (host, scheduler) =>
        {
            var grain = host.GetRequiredService<IGrainFactory>().GetGrain<IClockGrain>("a");
            await grain.SetReminder("wake", TimeSpan.FromHours(20), TimeSpan.FromHours(1));
            await host.GetRequiredService<Witness>().Until("wake at 20:00");
            Assert.Equal(20, scheduler.Time.GetUtcNow().Hour);
        });

        Assert.Contains("clock/a", trace, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenACallNeverEnds_ReachesItsDeadline() => Simulate(seed: 1, async (host, _) =>
        await Assert.ThrowsAsync<TimeoutException>(
            host.GetRequiredService<IGrainFactory>().GetGrain<ICallGrain>(1).NeverEndsAtAll));

    [Fact]
    public void Run_WhenAContinuationComesFromAnotherThread_Fails()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Simulate(seed: 1, async (host, _) =>
        {
            var witness = host.GetRequiredService<Witness>();
            var call = host.GetRequiredService<IGrainFactory>().GetGrain<ITurnGrain>("a").Write("a");
            await witness.Until("a begins");
            var thread = new Thread(() => witness.Open("a"));
            thread.Start();
            thread.Join();
            await call;
        }));

        Assert.Contains("left its thread", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WhenNothingCanHappen_IsFoundToStall()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            Simulate(seed: 1, (_, _) => new TaskCompletionSource().Task));

        Assert.Contains("stalled", failure.Message, StringComparison.Ordinal);
    }

    // Grains that call, wait, tick and end, from clients that do the same.
    private static async Task Work(IServiceProvider host, SeededTurnScheduler scheduler)
    {
        var grains = host.GetRequiredService<IGrainFactory>();
        async Task Client(int client)
        {
            for (var step = 0; step < 10; step++)
            {
                await grains.GetGrain<ITurnGrain>($"{(client + step) % 4}").Work();
                await grains.GetGrain<ILifeGrain>($"{step % 3}").Add();
                await Task.Delay(Minute, scheduler.Time);
            }

            await grains.GetGrain<IClockGrain>($"{client}").SetTimer("tick", Minute, Minute, interleave: false);
            await grains.GetGrain<ICallGrain>(client).ReadContext("none", hops: 3);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(Client));
        foreach (var key in Enumerable.Range(0, 4))
        {
            Assert.Equal(0, await grains.GetGrain<ITurnGrain>($"{key}").CountOverlaps());
        }
    }

    private static string Simulate(ulong seed, Func<IServiceProvider, SeededTurnScheduler, Task> code)
    {
        using var trace = new StringWriter();
        var scheduler = new SeededTurnScheduler(seed, trace);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo =>
        {
            silo.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(scheduler.Time));
            silo.Services.AddSingleton(new Witness(isSimulated: true));
            silo.Services.AddSingleton<IReminderTable>(new MemoryReminderTable());
            silo.Configure<EmbeddedHostOptions>(options => options.Scheduler = scheduler);
        });
        using var host = builder.Build();
        scheduler.Run(async () =>
        {
            var grains = host.Services.GetServices<IHostedService>().Single();
            await grains.StartAsync(TestContext.Current.CancellationToken);
            await code(host.Services, scheduler);
            await grains.StopAsync(TestContext.Current.CancellationToken);
        });
        return trace.ToString();
    }
}
