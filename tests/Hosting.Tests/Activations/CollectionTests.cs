using IdeaStorage.Hosting.Tests.Fixture;
using IdeaStorage.Hosting.Tests.Grains;

namespace IdeaStorage.Hosting.Tests.Activations;

/// <summary>Promise: an activation that nobody calls ends after its class's age, unless it asked for a delay.</summary>
public sealed class CollectionTests
{
    private const string NoClock = "This host ends idle activations by the clock of the machine.";
    private static readonly TimeSpan UsualAge = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan ShortAge = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Quantum = TimeSpan.FromMinutes(1);

    [Fact(Skip = NoClock, SkipUnless = nameof(HostFixture.CollectsByItsClock), SkipType = typeof(HostFixture))]
    public async Task Activation_WhenItIsIdleForTheUsualAge_Ends()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<ILifeGrain>("a");
        await grain.Add();

        host.Time.Advance(UsualAge + Quantum);
        await host.Witness.Until("a ends: ActivationIdle");

        Assert.Equal(2, await grain.Add());
    }

    [Fact(Skip = NoClock, SkipUnless = nameof(HostFixture.CollectsByItsClock), SkipType = typeof(HostFixture))]
    public async Task Activation_WhenItsClassHasAShorterAge_EndsBeforeOthers()
    {
        await using var host = await HostFixture.StartAsync();
        await host.Grains.GetGrain<IShortLifeGrain>("short").Add();
        await host.Grains.GetGrain<ILifeGrain>("usual").Add();

        host.Time.Advance(ShortAge + Quantum);
        await host.Witness.Until("short ends: ActivationIdle");

        Assert.Equal(0, host.Witness.Count("usual ends: ActivationIdle"));
    }

    [Fact(Skip = NoClock, SkipUnless = nameof(HostFixture.CollectsByItsClock), SkipType = typeof(HostFixture))]
    public async Task Activation_WhenItIsCalled_StaysForAnotherAge()
    {
        await using var host = await HostFixture.StartAsync();
        var grain = host.Grains.GetGrain<IShortLifeGrain>("a");
        for (var minute = 0; minute < 10; minute++)
        {
            await grain.Add();
            host.Time.Advance(Quantum);
        }

        Assert.Equal(1, host.Witness.Count("a begins"));
    }

    [Fact(Skip = NoClock, SkipUnless = nameof(HostFixture.CollectsByItsClock), SkipType = typeof(HostFixture))]
    public async Task Activation_WhenItAskedForADelay_EndsAfterIt()
    {
        await using var host = await HostFixture.StartAsync();
        await host.Grains.GetGrain<IShortLifeGrain>("delayed").Delay(TimeSpan.FromHours(1));
        await host.Grains.GetGrain<IShortLifeGrain>("other").Add();

        host.Time.Advance(ShortAge + Quantum);
        await host.Witness.Until("other ends: ActivationIdle");
        Assert.Equal(0, host.Witness.Count("delayed ends: ActivationIdle"));

        host.Time.Advance(TimeSpan.FromHours(1));
        await host.Witness.Until("delayed ends: ActivationIdle");
    }

    [Fact]
    public async Task Host_WhenItStops_EndsEveryActivation()
    {
        await using var host = await HostFixture.StartAsync();
        await host.Grains.GetGrain<ILifeGrain>("a").Add();
        await host.Grains.GetGrain<ILifeGrain>("b").Add();

        await host.StopAsync();

        Assert.Equal(1, host.Witness.Count("a ends: ShuttingDown"));
        Assert.Equal(1, host.Witness.Count("b ends: ShuttingDown"));
    }
}
