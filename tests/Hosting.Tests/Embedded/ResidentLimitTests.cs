using IdeaStorage.Embedded;
using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace IdeaStorage.Hosting.Tests.Embedded;

/// <summary>Promise: any number of grains can be addressed, and only so many are in memory.</summary>
public sealed class ResidentLimitTests
{
    [Fact]
    public async Task Activations_WhenAMillionGrainsAreCalled_StayWithinTheLimit()
    {
        const int GrainCount = 1_000_000;
        const int CallerCount = 4;
        const long BytesMax = 200_000_000;
        await using var host = await HostFixture.StartAsync();
        var residents = host.Services.GetRequiredService<EmbeddedRuntime>().Residents;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0;

        await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(caller => Task.Run(async () =>
        {
            for (var key = caller; key < GrainCount; key += CallerCount)
            {
                await host.Grains.GetGrain<IPlainGrain>(key).Call();
                most = Math.Max(most, residents.Count);
            }
        })));

        Assert.InRange(most, 1, EmbeddedHostOptions.ResidentActivationsMaxDefault);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, BytesMax);
    }

    [Fact]
    public async Task Activations_WhenRoomIsNeeded_EndInTheOrderOfTheirLastUse()
    {
        const int Max = 64;
        await using var host = await HostFixture.StartAsync(
            silo => silo.Configure<EmbeddedHostOptions>(options => options.ResidentActivationsMax = Max));
        for (var key = 0; key < Max - 8; key++)
        {
            await Add(host, $"{key}");
        }

        await Add(host, "0");
        for (var key = 0; key < 8; key++)
        {
            await Add(host, $"new {key}");
        }

        await host.Witness.Until("1 ends: ActivationIdle");
        Assert.Equal(0, host.Witness.Count("0 ends: ActivationIdle"));
        Assert.Equal(0, host.Witness.Count("55 ends: ActivationIdle"));
    }

    [Fact]
    public async Task Activation_WhenAllOthersAreBusy_WaitsForAPlace()
    {
        const int Max = EmbeddedHostOptions.ResidentActivationsMaxLowest;
        await using var host = await HostFixture.StartAsync(
            silo => silo.Configure<EmbeddedHostOptions>(options => options.ResidentActivationsMax = Max));
        var busy = Enumerable.Range(0, Max).Select(key => host.Grains.GetGrain<ITurnGrain>($"{key}").Write("busy"));
        var calls = Task.WhenAll(busy.ToArray());
        await host.Witness.Until("busy begins", Max);
        var late = host.Grains.GetGrain<ILifeGrain>("late").Add();
        Assert.False(late.IsCompleted);

        host.Witness.Open("busy");

        Assert.Equal(1, await late);
        await calls;
    }

    private static Task Add(HostFixture host, string key)
    {
        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        return host.Grains.GetGrain<ILifeGrain>(key).Add();
    }
}
