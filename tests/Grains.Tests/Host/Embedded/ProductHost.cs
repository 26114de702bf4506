using IdeaStorage.Embedded;
using IdeaStorage.Silo.Hosting;
using IdeaStorage.Silo.Import;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Application = Microsoft.Extensions.Hosting.Host;

namespace IdeaStorage.Grains.Tests.Host;

/// <summary>The product below the web in this process, on a database in memory.</summary>
internal sealed class ProductHost : IAsyncDisposable
{
    private readonly IHost _host;

    public ProductHost(Action<IServiceCollection>? configure = null, Type? withoutTail = null)
    {
        var builder = Application.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.AddIdeaStorageInMemory();
        builder.Services.AddSingleton<Importer>();
        // A call in one process shares what it hands over; here it must be able to travel, as in a cluster.
        builder.Services.Configure<EmbeddedHostOptions>(options => options.SerializeMessages = true);
        configure?.Invoke(builder.Services);
        if (withoutTail is not null)
            builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == withoutTail));
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public Task StartAsync() => _host.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
