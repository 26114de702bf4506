using IdeaStorage.Grains.Calls;
using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Calls;

/// <summary>Promise: a cycle of calls that would deadlock fails at once and is named; others pass.</summary>
public sealed class CallCycleTests
{
    [Fact]
    public async Task Cycle_WhenItWouldDeadlock_FailsAtOnceAndNamesTheChain()
    {
        await using var host = await HostFixture.StartAsync();

        var failure = await Assert.ThrowsAsync<CallCycleException>(
            () => host.Grains.GetGrain<ICircleGrain>("a").Pass(["b", "c", "a"]));

        Assert.EndsWith("circle/a.Pass → circle/b.Pass → circle/c.Pass → circle/a.Pass", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grain_WhenItCallsItself_FailsAtOnce()
    {
        await using var host = await HostFixture.StartAsync();

        await Assert.ThrowsAsync<CallCycleException>(() => host.Grains.GetGrain<ICircleGrain>("a").Pass(["a"]));
    }

    [Fact]
    public async Task Cycle_WhenItIsReadOnly_Passes()
    {
        await using var host = await HostFixture.StartAsync();

        Assert.Equal(4, await host.Grains.GetGrain<ICircleGrain>("a").Look(["b", "c", "a"]));
    }

    [Fact]
    public async Task Cycle_WhenItAlwaysInterleaves_Passes()
    {
        await using var host = await HostFixture.StartAsync();

        Assert.Equal(3, await host.Grains.GetGrain<ICircleGrain>("a").PassAndPeek("b"));
    }

    [Fact]
    public async Task Calls_WhenTheyVisitOneGrainTwiceInARow_AreNoCycle()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICircleGrain>("a");

        Assert.Equal(2, await grain.Pass(["b"]));
        Assert.Equal(2, await grain.Pass(["b"]));
    }
}
