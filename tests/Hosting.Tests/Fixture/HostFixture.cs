using IdeaStorage.Embedded;
using IdeaStorage.Grains.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <summary>
/// A running host of the grains of this project, with a clock that stands still. The only class of the suite of which
/// there is one for each host.
/// </summary>
public sealed partial class HostFixture : IAsyncDisposable
{
    // Less than a millisecond, which is what Task.Delay cuts off; tests count in seconds.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1);

    private HostFixture(VirtualTimeProvider time, Witness witness, MemoryReminderTable reminders)
    {
        Time = time;
        Witness = witness;
        Reminders = reminders;
    }

    public VirtualTimeProvider Time { get; }

    public Witness Witness { get; }

    public MemoryReminderTable Reminders { get; }

    /// <summary>Starts a host, with call-cycle detection and whatever the test adds.</summary>
    public static Task<HostFixture> StartAsync(Action<ISiloBuilder>? configure = null) =>
        StartAsync(new(new() { Lateness = Lateness }, new(), new()), configure);

    /// <summary>Stops this host and starts another on the same clock, witness and reminder table.</summary>
    public async Task<HostFixture> RestartAsync()
    {
        await StopAsync();
        return await StartAsync(new(Time, Witness, Reminders), null);
    }

    public async ValueTask DisposeAsync()
    {
        // A host may wait for calls in progress before it stops.
        Witness.OpenAll();
        await StopAsync();
    }

    private static async Task<HostFixture> StartAsync(HostFixture fixture, Action<ISiloBuilder>? configure)
    {
        await fixture.StartHostAsync(silo =>
        {
            silo.Services.AddSingleton(fixture.Witness);
            silo.Services.AddSingleton<IReminderTable>(fixture.Reminders);
            silo.AddReminders();
            silo.AddCallCycleDetection();
            silo.Services.AddCallOrigins();
            configure?.Invoke(silo);
        });
        return fixture;
    }
}
