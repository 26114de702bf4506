using IdeaStorage.Embedded;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;

namespace IdeaStorage.Simulation.Tests.Machines;

/// <summary>
/// One process of the product: the production host with all its grains, on the run's scheduler, clock and database.
/// </summary>
internal sealed class SimulatedProcess : IDisposable
{
    private const int TailJitterSteps = 100;

    private readonly Simulation _run;
    private readonly Chance _chance;
    private readonly TaskCompletionSource _crash = new();
    private readonly CancellationTokenSource _writes = new();
    private readonly IHost _host;
    private readonly IReadOnlyList<IHostedService> _parts;

    private SimulatedProcess(Simulation run, Fleet fleet, string name)
    {
        (_run, Fleet, Name) = (run, fleet, name);
        _chance = run.Chance.Branch();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.AddIdeaStorageInMemory();
        var services = builder.Services;
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(run.Time));
        services.Replace(ServiceDescriptor.Singleton(run.Database.Sqlite));
        services.Replace(ServiceDescriptor.Singleton<IDatabaseWriter>(new SimulatedWriter(this, run)));
        services.Replace(ServiceDescriptor.Singleton(
            new TailNode(name, () => _chance.Below(TailJitterSteps) / (double)TailJitterSteps)));
        // Recommendations are not simulated, and their training works on threads of its own.
        foreach (var part in services.Where(service =>
            service.ImplementationType?.Namespace == "IdeaStorage.Silo.Training").ToList())
            services.Remove(part);
        services.AddSingleton<ITailConsumer>(new LetterTail(this, run));
        Decorate<IEventLog>(services, log => new SimulatedLog(run.Settings.Log(log, run), this, run));
        Decorate<ISnapshotStore>(services, snapshots => new SimulatedSnapshots(snapshots, this, run));
        services.Configure<EmbeddedHostOptions>(options =>
        {
            options.Scheduler = run.Scheduler;
            options.ResidentActivationsMax = EmbeddedHostOptions.ResidentActivationsMaxLowest;
        });
        services.Configure<GrainCollectionOptions>(options =>
            (options.CollectionAge, options.CollectionQuantum) = (run.IdleTime, run.IdleTime / 2));
        services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = run.CallDeadline);
        _host = builder.Build();
        _parts = [.. _host.Services.GetServices<IHostedService>()];
    }

    public Fleet Fleet { get; }

    public string Name { get; }

    public bool IsDead => _crash.Task.IsCompleted;

    /// <summary>Ends when the process does.</summary>
    public Task Crashed => _crash.Task;

    /// <summary>Cancelled when what the process has not sent to the database yet is lost.</summary>
    public CancellationToken Writes => _writes.Token;

    /// <summary>Any service of the process.</summary>
    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public IGrainFactory Grains => Get<IGrainFactory>();

    public static async Task<SimulatedProcess> StartAsync(Simulation run, Fleet fleet, string name)
    {
        var process = new SimulatedProcess(run, fleet, name);
        foreach (var part in process._parts)
            await part.StartAsync(CancellationToken.None);
        return process;
    }

    /// <summary>Ends it in an orderly way: calls are answered, grains keep their snapshots.</summary>
    public async Task StopAsync()
    {
        foreach (var part in _parts.Reverse())
            await part.StopAsync(CancellationToken.None);
    }

    /// <summary>
    /// Ends it without a word. Its grains may still think, but nothing that they say reaches anyone any more: not the
    /// database, not their callers. Writes that wait for the database are lost, or arrive all the same.
    /// </summary>
    public void Crash()
    {
        _crash.TrySetResult();
        if (_chance.OneIn(2))
            _writes.Cancel();
        // Nobody waits for this, and nothing of it is seen: it ends what would otherwise tick for ever.
        _ = StopAsync();
    }

    /// <summary>The way to the database, or back. It has no end once the process has crashed.</summary>
    public async Task TravelAsync()
    {
        if (!_run.Database.IsHealthy && _chance.OneIn(3))
            await Task.Delay(_chance.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(200)), _run.Time);
        if (IsDead)
            await Nothing();
    }

    /// <summary>The way to the database for a question.</summary>
    /// <exception cref="StorageUnavailableException">It cannot answer.</exception>
    public async Task ReadAsync()
    {
        await TravelAsync();
        if (_run.Database.IsHealthy || !_chance.OneIn(150))
            return;
        _run.Coverage.Count(Fault.FailedRead);
        throw new StorageUnavailableException("The database cannot be read.");
    }

    public bool LosesAnswer() => !_run.Database.IsHealthy && _chance.OneIn(25);

    public void Dispose()
    {
        _host.Dispose();
        _writes.Dispose();
    }

    private static Task Nothing() => new TaskCompletionSource().Task;

    private static void Decorate<TService>(IServiceCollection services, Func<TService, TService> wrap)
        where TService : class
    {
        var made = services.Single(service => service.ServiceType == typeof(TService)).ImplementationType!;
        services.Replace(ServiceDescriptor.Singleton(provider =>
            wrap((TService)ActivatorUtilities.CreateInstance(provider, made))));
    }
}
