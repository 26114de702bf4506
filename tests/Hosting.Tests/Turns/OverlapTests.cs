using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Turns;

/// <summary>Promise: one call of an activation at a time, and never two turns at once.</summary>
public sealed class OverlapTests
{
    private const int CallerCount = 64;
    private const int GrainCount = 1_000;

    [Fact]
    public async Task Calls_When64CallersShare1000Grains_NeverOverlap()
    {
        await using var host = await HostFixture.StartAsync();
        var keys = Enumerable.Range(0, GrainCount);
        var grains = keys.Select(key => host.Grains.GetGrain<ITurnGrain>($"{key}")).ToArray();

        await CallFromAll(async order =>
        {
            foreach (var key in order)
            {
                await grains[key].Work();
            }
        });

        foreach (var grain in grains)
        {
            Assert.Equal(0, await grain.CountOverlaps());
            Assert.Equal(CallerCount + 1, await grain.Work());
        }
    }

    [Fact]
    public async Task Turns_WhenCallsInterleave_NeverOverlap()
    {
        const int CallsPerCaller = 200;
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("busy");

        await CallFromAll(async _ =>
            await Task.WhenAll(Enumerable.Range(0, CallsPerCaller).Select(_ => grain.WorkAmongOthers())));

        Assert.Equal(0, await grain.CountOverlaps());
        Assert.Equal((CallerCount * CallsPerCaller) + 1, await grain.Work());
    }

    private static Task CallFromAll(Func<int[], Task> call) => Task.WhenAll(
        Enumerable.Range(0, CallerCount).Select(caller => Task.Run(() =>
        {
            var order = Enumerable.Range(0, GrainCount).ToArray();
            new Random(caller).Shuffle(order);
            return call(order);
        })));
}
