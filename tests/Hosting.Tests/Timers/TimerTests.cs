using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Timers;

/// <summary>Promise: timers tick in turns of their activation and end with it.</summary>
public sealed class TimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Timer_WhenItIsDue_TicksAndTicksAgain()
    {
        await using var host = await HostFixture.StartAsync();
        await host.Grains.GetGrain<IClockGrain>("a").SetTimer("tick", Second, 2 * Second, interleave: false);

        host.Time.Advance(Second);
        await host.Witness.Until("tick");
        await Settle(host);
        host.Time.Advance(Second);
        Assert.Equal(1, host.Witness.Count("tick"));
        host.Time.Advance(Second);
        await host.Witness.Until("tick", times: 2);
    }

    [Fact]
    public async Task Tick_WhenACallIsInProgress_WaitsForItsTurn()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IClockGrain>("a");
        await grain.SetTimer("tick", Second, Timeout.InfiniteTimeSpan, interleave: false);
        var work = grain.Work("work");
        await host.Witness.Until("work begins");

        host.Time.Advance(2 * Second);
        host.Witness.Open("work");
        await work;
        await host.Witness.Until("tick");

        Assert.Equal(["work begins", "work ends", "tick"], host.Witness.Reports);
    }

    [Fact]
    public async Task Tick_WhenItsTimerInterleaves_ComesBetweenTheTurnsOfACall()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IClockGrain>("a");
        await grain.SetTimer("tick", Second, Timeout.InfiniteTimeSpan, interleave: true);
        var work = grain.Work("work");
        await host.Witness.Until("work begins");

        host.Time.Advance(Second);
        await host.Witness.Until("tick");
        host.Witness.Open("work");
        await work;

        Assert.Equal(["work begins", "tick", "work ends"], host.Witness.Reports);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Timer_WhenItOrItsActivationEnds_TicksNoMore(bool timerOnly)
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IClockGrain>("a");
        await grain.SetTimer("tick", Second, Second, interleave: false);

        await (timerOnly ? grain.StopTimer() : grain.End());
        await Settle(host);
        host.Time.Advance(10 * Second);
        await Settle(host);

        Assert.Equal(0, host.Witness.Count("tick"));
    }

    // A call that has been answered has had its turn after whatever the activation had to do before.
    private static async Task Settle(HostFixture host)
    {
        host.Witness.Open("settle");
        await host.Grains.GetGrain<IClockGrain>("a").Work("settle");
    }
}
