using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Turns;

/// <summary>
/// Promise: grain code stays on its activation's scheduler, and its caller's context stays the caller's.
/// </summary>
public sealed class TurnContextTests
{
    [Fact]
    public async Task Await_WhenItEndsElsewhere_ResumesInATurn()
    {
        await using var host = await HostFixture.StartAsync();
        var answer = host.Grains.GetGrain<ITurnGrain>("a").StaysInItsTurns();

        await Task.Run(() => host.Witness.Open("elsewhere"), TestContext.Current.CancellationToken);

        Assert.True(await answer);
    }

    [Fact]
    public async Task Call_WhenCallerHasAContext_NeitherUsesNorLosesIt()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ITurnGrain>("a");
        await grain.CountOverlaps();
        host.Witness.Open("elsewhere");
        var outer = SynchronizationContext.Current;
        var own = new SynchronizationContext();
        Task<bool> answer;
        SynchronizationContext? after;
        SynchronizationContext.SetSynchronizationContext(own);
        try
        {
            answer = grain.StaysInItsTurns();
            after = SynchronizationContext.Current;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        Assert.Same(own, after);
        Assert.True(await answer);
    }
}
