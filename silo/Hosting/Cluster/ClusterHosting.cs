using System.Net;
using IdeaStorage.Grains.Calls;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>Composes the two kinds of programs of a cluster: silos, which have the grains, and webs, which call them.
/// </summary>
internal static class ClusterHosting
{
    private const string Invariant = "Npgsql";

    // Longer than a slow call and the deactivations after it; below the grace that deploy/ gives a container.
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(60);

    // A web sends calls to a new silo, and no more to one that left, within this time.
    private static readonly TimeSpan GatewaysKnownFor = TimeSpan.FromSeconds(10);

    /// <summary>A silo: grains, reminders, tails.</summary>
    public static void AddClusterSilo(
        this IHostApplicationBuilder builder, ClusterSettings cluster, TrainingSettings training, string folder)
    {
        builder.Services.AddSingleton(training);
        var storage = StorageAddress.Parse(cluster.Postgres, folder);
        builder.AddClusterStorage(storage);
        builder.Services.AddSingleton<IClusterLink, SiloLink>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(options => Name(options, cluster));
            silo.UseAdoNetClustering(options =>
            {
                options.Invariant = Invariant;
                options.ConnectionString = storage.Postgres!;
            });
            silo.Configure<EndpointOptions>(endpoints => SetEndpoints(endpoints, cluster));
            silo.AddGrains();
        });
        builder.Services.AddTailsOfProduct();
    }

    /// <summary>A web: pages and API here, reading the database; grains on the silos.</summary>
    /// <param name="builder">The program.</param>
    /// <param name="cluster">Which cluster.</param>
    /// <param name="storage">Its database, and where blobs lie that are not in Azure.</param>
    public static void AddClusterWeb(
        this IHostApplicationBuilder builder, ClusterSettings cluster, StorageAddress storage)
    {
        builder.AddClusterStorage(storage);
        builder.Services.AddSingleton<GatewayLink>();
        builder.Services.AddSingleton<IClusterLink>(provider => provider.GetRequiredService<GatewayLink>());
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => Name(options, cluster));
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = Invariant;
                options.ConnectionString = storage.Postgres!;
            });
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = GatewaysKnownFor);
            client.UseConnectionRetryFilter<ConnectLater>();
            client.AddGatewayCountChangedHandler(provider =>
                (_, change) => provider.GetRequiredService<GatewayLink>().Count = change.NumberOfConnectedGateways);
            client.Services.AddCallOrigins();
            client.AddOutgoingGrainCallFilter<LostCalls>();
            client.Services.CarryOurExceptions();
        });
    }

    private static void AddClusterStorage(this IHostApplicationBuilder builder, StorageAddress storage)
    {
        builder.Services.AddStorage(storage);
        builder.Services.AddProduct();
        // Before Orleans, which looks for its tables: they are made when the database opens.
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopMax);
    }

    private static void Name(ClusterOptions options, ClusterSettings cluster) =>
        (options.ClusterId, options.ServiceId) = (cluster.Id!, cluster.Id!);

    private static void SetEndpoints(EndpointOptions endpoints, ClusterSettings cluster)
    {
        (endpoints.SiloPort, endpoints.GatewayPort) = (cluster.SiloPort, cluster.GatewayPort);
        var address = cluster.Address is { } given ? IPAddress.Parse(given) : null;
        if (address is not null)
            endpoints.AdvertisedIPAddress = address;
        // In a container the address that others use is often none of the machine's own.
        var listen = address is not null && IPAddress.IsLoopback(address) ? address : IPAddress.Any;
        endpoints.SiloListeningEndpoint = new IPEndPoint(listen, cluster.SiloPort);
        endpoints.GatewayListeningEndpoint = new IPEndPoint(listen, cluster.GatewayPort);
    }
}
