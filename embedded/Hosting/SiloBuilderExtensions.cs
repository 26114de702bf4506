using System.Net;
using IdeaStorage.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Settings of the host.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>Adds services.</summary>
    public static ISiloBuilder ConfigureServices(
        this ISiloBuilder builder, Action<IServiceCollection> configureDelegate)
    {
        ArgumentNullException.ThrowIfNull(configureDelegate);
        configureDelegate(builder.Services);
        return builder;
    }

    /// <summary>Sets options.</summary>
    public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class =>
        builder.ConfigureServices(services => services.Configure(configureOptions));
}

/// <summary>Clustering on one machine: accepted, because this host is on one machine anyway.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Accepted without effect, unless another silo is to be joined.</summary>
    /// <exception cref="Runtime.OrleansConfigurationException">There is another silo.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = 11111,
        int gatewayPort = 30000,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        _ = (siloPort, gatewayPort, serviceId, clusterId);
        return primarySiloEndpoint is null ? builder : throw ClusterRefusal.Refuse($"silo {primarySiloEndpoint}");
    }
}

/// <summary>Reminders: always there, given an <see cref="IReminderTable"/>.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Accepted without effect.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder) => builder;
}
