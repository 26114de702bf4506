using IdeaStorage.Grains.Calls;
using IdeaStorage.Silo.Demo;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Hosting.Cluster;
using IdeaStorage.Silo.Import;
using IdeaStorage.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace IdeaStorage.Grains.Tests.Host;

/// <summary>The product below the web on two silos of Orleans, which share one database in memory.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    private const int SiloCount = 2;

    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);

    private readonly ServiceCollection _shared = [];
    private readonly ServiceProvider _storage;
    private readonly InProcessTestCluster _cluster;

    public ProductHost(Action<IServiceCollection>? configure = null, Type? withoutTail = null)
    {
        _shared.AddLogging();
        _shared.AddSqliteStorageInMemory();
        _shared.AddProduct();
        configure?.Invoke(_shared);
        _storage = _shared.BuildServiceProvider();
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            Share(silo.Services);
            silo.AddGrains();
            silo.Services.AddTailsOfProduct();
            if (withoutTail is not null)
                silo.Services.Remove(silo.Services.Single(service => service.ImplementationType == withoutTail));
        });
        builder.ConfigureClient(client =>
        {
            Share(client.Services);
            client.Services.AddCallOrigins();
            client.Services.CarryOurExceptions();
            client.Services.AddSingleton<DemoData>();
            client.Services.AddSingleton<Importer>();
        });
        _cluster = builder.Build();
    }

    public IServiceProvider Services => _cluster.Client.ServiceProvider;

    public Task StartAsync() => _cluster.DeployAsync().WaitAsync(StartMax);

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _storage.DisposeAsync();
    }

    /// <summary>What is ours is one for all: there is one database, and a database in memory has one owner.</summary>
    private void Share(IServiceCollection services)
    {
        var ours = _shared.Select(service => service.ServiceType)
            .Where(type => type.Namespace?.StartsWith(nameof(IdeaStorage), StringComparison.Ordinal) == true
                && type != typeof(DemoData));
        foreach (var type in ours.Distinct())
        {
            services.AddSingleton(type, _ => _storage.GetRequiredService(type));
        }
    }
}
