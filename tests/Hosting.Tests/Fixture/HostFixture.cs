using IdeaStorage.Embedded;
using IdeaStorage.Grains.Calls;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
#if ORLEANS
using Orleans.TestingHost;
#else
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
#endif

namespace IdeaStorage.Hosting.Tests.Fixture;

/// <summary>
/// A running host of the grains of this project, with a clock that stands still. The only class of the suite that knows
/// which host it is.
/// </summary>
public sealed class HostFixture : IAsyncDisposable
{
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
        StartAsync(new(new(), new(), new()), configure);

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
            configure?.Invoke(silo);
        });
        return fixture;
    }

#if ORLEANS
    private const int SiloCount = 2;
    private const int StartSecondsMax = 30;

    // What grains and their callers see of time, by Orleans' keys: the upkeep of the cluster must not stand still. They
    // are spelt out because older versions of Orleans do not name them.
    private static readonly string[] ClocksOfGrains = ["Orleans.Grains", "Orleans.Messaging", "Orleans.Reminders"];

    private InProcessTestCluster? _cluster;

    /// <summary>Orleans ends idle activations by the clock of the machine.</summary>
    public static bool CollectsByItsClock => false;

    public IGrainFactory Grains => _cluster!.Client;

    public async Task StopAsync()
    {
        if (_cluster is { } cluster)
        {
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }

        _cluster = null;
    }

    private async Task StartHostAsync(Action<ISiloBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureClient(client => SetClocks(client.Services));
        builder.ConfigureSilo((_, silo) =>
        {
            SetClocks(silo.Services);
            configure(silo);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync().WaitAsync(TimeSpan.FromSeconds(StartSecondsMax));
    }

    private void SetClocks(IServiceCollection services)
    {
        foreach (var clock in ClocksOfGrains)
        {
            services.AddKeyedSingleton<TimeProvider>(clock, Time);
        }
    }
#else
    private IHost? _host;

    /// <summary>Whether idle activations end by <see cref="Time"/>.</summary>
    public static bool CollectsByItsClock => true;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host!.Services;

    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            await host.StopAsync();
        }
    }

    private async Task StartHostAsync(Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        builder.UseOrleans(configure);
        _host = builder.Build();
        await _host.StartAsync();
    }
#endif
}
