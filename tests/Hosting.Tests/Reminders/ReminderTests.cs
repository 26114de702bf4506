using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Reminders;

/// <summary>Promise: a reminder ticks until it is ended, whether or not grain and host have lived on.</summary>
public sealed class ReminderTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Reminder_WhenItIsDue_ActivatesItsGrainAndTicks()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IClockGrain>("a");
        await grain.SetReminder("wake", Hour, 2 * Hour);
        await grain.End();

        await host.AdvanceAsync(Hour);
        await host.Witness.Until("wake at 01:00");
        await grain.EndReminder("none");
        await host.AdvanceAsync(2 * Hour);
        await host.Witness.Until("wake at 03:00");
    }

    [Fact]
    public async Task Reminder_WhenTheHostRestarts_TicksOn()
    {
        var first = await HostFixture.StartAsync();
        await first.Grains.GetGrain<IClockGrain>("a").SetReminder("wake", Hour, Hour);

        await using var second = await first.RestartAsync();
        await second.AdvanceAsync(Hour);

        await second.Witness.Until("wake at 01:00");
    }

    [Fact]
    public async Task Reminder_WhenItIsEnded_IsForgotten()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IClockGrain>("a");
        await grain.SetReminder("wake", Hour, Hour);
        await grain.SetReminder("other", 2 * Hour, Hour);

        Assert.True(await grain.EndReminder("wake"));
        Assert.False(await grain.EndReminder("wake"));
        await host.AdvanceAsync(2 * Hour);
        await host.Witness.Until("other at 02:00");

        Assert.Equal(["other at 02:00"], host.Witness.Reports);
    }

    [Fact]
    public async Task Reminder_WhenItsPeriodIsTooShort_IsRefused()
    {
        await using var host = await HostFixture.StartAsync();

        await Assert.ThrowsAsync<ArgumentException>(
            () => host.Grains.GetGrain<IClockGrain>("a").SetReminder("wake", Hour, TimeSpan.FromSeconds(1)));
    }
}
