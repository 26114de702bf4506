using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Hosting.Tests.Calls;

/// <summary>
/// Promise: arguments, answers, failures, deadlines, cancellations and the request context cross a call.
/// </summary>
public sealed class CallTests
{
    [Fact]
    public async Task Call_WhenItHasArguments_HandsOverAllOfThem()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICallGrain>(1);

        Assert.Equal($"a/2/{Guid.Empty}", await grain.Join("a", 2, Guid.Empty));
        await grain.Note("noted");
        Assert.Equal(["noted"], host.Witness.Reports);
    }

    [Fact]
    public async Task Call_WhenItHasNoAnswer_ArrivesAllTheSame()
    {
        await using var host = await HostFixture.StartAsync();

        host.Grains.GetGrain<ICallGrain>(1).Tell("told");

        await host.Witness.Until("told");
    }

    [Fact]
    public async Task Failure_WhenItIsOfAnOwnType_ReachesTheCallerAsItIs()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICallGrain>(1);

        var atOnce = await Assert.ThrowsAsync<OwnFailureException>(grain.FailAtOnce);
        var later = await Assert.ThrowsAsync<OwnFailureException>(grain.FailLater);

        Assert.Equal(("at once", "later"), (atOnce.Message, later.Message));
        Assert.Contains(nameof(ICallGrain.FailAtOnce), atOnce.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(ICallGrain.FailLater), later.StackTrace, StringComparison.Ordinal);
        Assert.Equal($"x/0/{Guid.Empty}", await grain.Join("x", 0, Guid.Empty));
    }

    [Fact]
    public async Task Call_WhenItsDeadlinePasses_TimesOutForTheCaller()
    {
        await using var host = await HostFixture.StartAsync();
        var short5 = host.Grains.GetGrain<ICallGrain>(1).NeverEnds();
        var usual30 = host.Grains.GetGrain<ICallGrain>(2).NeverEndsAtAll();

        host.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(short5.IsCompleted);

        host.Time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => short5);
        Assert.False(usual30.IsCompleted);

        host.Time.Advance(TimeSpan.FromSeconds(25));
        await Assert.ThrowsAsync<TimeoutException>(() => usual30);
    }

    [Fact]
    public async Task Call_WhenItWaitsBehindAnotherPastItsDeadline_NeverStarts()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICallGrain>(1);
        var first = grain.NeverEndsAtAll();
        await host.Witness.Until("begins");
        var second = grain.Note("too late").AsTask();

        host.Time.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<TimeoutException>(() => first);
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        host.Witness.Open("never");
        await grain.Note("in time");

        Assert.Equal(["begins", "in time"], host.Witness.Reports);
    }

    [Fact]
    public async Task Call_WhenItsCallerCancels_IsCancelledOnBothSides()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICallGrain>(1);
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancellation(cancellation.Token);
        await host.Witness.Until("waits");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await host.Witness.Until("heard");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitForCancellation(cancellation.Token));
    }

    [Fact]
    public async Task RequestContext_WhenGrainsCallOn_TravelsWithTheCallsAndNeverBack()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ICallGrain>(1);
        RequestContext.Set("test.key", "value");

        Assert.Equal("value", await grain.ReadContext("test.key", hops: 3));
        await grain.WriteContext("test.key", "changed");
        Assert.Equal("value", RequestContext.Get("test.key"));

        Assert.True(RequestContext.Remove("test.key"));
        Assert.Null(await grain.ReadContext("test.key", hops: 0));
    }

    [Fact]
    public void RequestContext_WithSeveralValues_KeepsThemApart()
    {
        RequestContext.Set("test.first", 1);
        RequestContext.Set("test.second", 2);
        RequestContext.Set("test.first", 3);

        Assert.Equal((3, 2), (RequestContext.Get("test.first"), RequestContext.Get("test.second")));
        Assert.Equal(["test.first", "test.second"], RequestContext.Keys.Order(StringComparer.Ordinal));
        Assert.True(RequestContext.Remove("test.first"));
        Assert.False(RequestContext.Remove("test.first"));
        Assert.Equal((null, 2), (RequestContext.Get("test.first"), RequestContext.Get("test.second")));
        RequestContext.Clear();
        Assert.Empty(RequestContext.Entries);
    }

    [Fact]
    public async Task Reference_WhenItIsAskedForItsKey_GivesIt()
    {
        await using var host = await HostFixture.StartAsync();
        var guid = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

        Assert.Equal(-7, host.Grains.GetGrain<ICallGrain>(-7).GetPrimaryKeyLong());
        Assert.Equal("가/나", host.Grains.GetGrain<ILifeGrain>("가/나").GetPrimaryKeyString());
        Assert.Equal(
            host.Grains.GetGrain<ICallGrain>(8), host.Grains.GetGrain<ICallGrain>(8));
        var keyed = GrainId.Create(GrainType.Create("a"), GrainIdKeyExtensions.CreateGuidKey(guid));
        Assert.Equal(guid, keyed.GetGuidKey());
    }
}
