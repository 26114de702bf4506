using IdeaStorage.Grains.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <content>Microsoft Orleans: two silos and a client, so that calls do leave their process's half.</content>
public sealed partial class HostFixture
{
    private const int SiloCount = 2;

    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);

    // Orleans measures deadlines by the machine's stopwatch, whatever clock it is given; longer than the grain's own
    // of five seconds, short enough to be waited for.
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(12);

    // So short that the clock may be moved by it without a test's noticing.
    private static readonly TimeSpan TableReadEvery = TimeSpan.FromSeconds(1);

    // What grains see of time, by Orleans' keys. The upkeep of the cluster, and what measures deadlines, must not stand
    // still.
    private static readonly string[] ClocksOfGrains = ["Orleans.Grains", "Orleans.Reminders"];

    private InProcessTestCluster? _cluster;
    private ArmedReminders? _armed;

    /// <summary>Orleans ends idle activations by the clock of the machine.</summary>
    public static bool CollectsByItsClock => false;

    public IGrainFactory Grains => _cluster!.Client;

    /// <summary>Moves the clock on, after every reminder that was set is waiting for it.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        await _armed!.Until(Reminders.Names, () => Time.Advance(TableReadEvery));
        Time.Advance(by);
    }

    public async Task StopAsync()
    {
        if (_cluster is { } cluster)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }

        _cluster = null;
        _armed?.Dispose();
        _armed = null;
    }

    private async Task StartHostAsync(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureClient(client =>
        {
            client.Services.AddCallOrigins();
            client.Configure<ClientMessagingOptions>(messages => messages.ResponseTimeout = CallDeadline);
        });
        builder.ConfigureSilo((_, silo) =>
        {
            foreach (var clock in ClocksOfGrains)
            {
                silo.Services.AddKeyedSingleton<TimeProvider>(clock, Time);
            }

            silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = CallDeadline);
            // Orleans keeps far reminders in the table alone, and looks there every few minutes. A clock that jumps
            // jumps over that look.
            silo.Configure<ReminderOptions>(reminders =>
            {
                reminders.ReminderLoadingWindow = TimeSpan.FromDays(1);
                reminders.RefreshReminderListPeriod = TableReadEvery;
            });
            configure(silo);
        });
        _cluster = builder.Build();
        _armed = new ArmedReminders(() => [.. _cluster.Silos.Select(silo => silo.SiloAddress)]);
        await _cluster.DeployAsync().WaitAsync(StartMax);
    }
}
