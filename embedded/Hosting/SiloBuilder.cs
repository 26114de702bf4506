using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Timers;

namespace IdeaStorage.Embedded;

/// <summary>Adds the host to an application's services, once.</summary>
internal sealed class SiloBuilder : ISiloBuilder
{
    private SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    public static ISiloBuilder GetOrAdd(IServiceCollection services, IConfiguration configuration)
    {
        if (services.FirstOrDefault(service => service.ServiceType == typeof(SiloBuilder)) is { } known)
        {
            return (ISiloBuilder)known.ImplementationInstance!;
        }

        ClusterRefusal.ThrowIfConfigured(configuration);
        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<EmbeddedRuntime>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<EmbeddedRuntime>().Client);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<EmbeddedRuntime>().Client);
        services.AddSingleton<ReminderService>();
        services.AddSingleton<IReminderRegistry>(provider => provider.GetRequiredService<ReminderService>());
        services.AddHostedService<EmbeddedHost>();
        return builder;
    }
}
