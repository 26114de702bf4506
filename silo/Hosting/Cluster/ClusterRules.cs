using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>What holds for every silo and client of ours, on one machine or many.</summary>
internal static class ClusterRules
{
    /// <summary>Collection and limits of a silo, each with its reason.</summary>
    public static void AddClusterRules(this ISiloBuilder silo)
    {
        silo.Services.CarryOurExceptions();
        // A new grain goes where processor and memory are freest: some ideas are far busier than others, so that
        // an equal number of grains would not be an equal load. Recommendations are stateless workers of every silo.
        silo.Services.AddSingleton<PlacementStrategy, ResourceOptimizedPlacement>();
        silo.Configure<GrainCollectionOptions>(grains =>
        {
            // An idle idea costs some kilobytes, and waking it one read of its snapshot: a quarter of an hour keeps
            // a discussion awake between two comments without keeping every idea that was ever read about.
            grains.CollectionAge = TimeSpan.FromMinutes(15);
            grains.CollectionQuantum = TimeSpan.FromMinutes(1);
            // A deactivation writes at most one snapshot, which is only a cache: a slow database must not hold up a
            // silo that leaves.
            grains.DeactivationTimeout = TimeSpan.FromSeconds(10);
            // Before a container's memory limit kills the silo with all its grains, the least used ones end.
            grains.EnableActivationSheddingOnMemoryPressure = true;
        });
        // When all silos were cut off at once, none is left to find the others dead, and the first that is back cannot
        // join: it gives up after this time, and when it is started again their signs of life are stale (three
        // periods), so that it may declare them dead itself. With the usual five minutes a power cut would cost six.
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            membership.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        });
        // As in the host for one process: beyond this many a caller is told at once to come back later.
        silo.Configure<SiloMessagingOptions>(messages => messages.MaxEnqueuedRequestsHardLimit = 10_000);
    }

    /// <summary>Lets exceptions of ours arrive as what they are, so that a full disk is a 503 on another machine too.
    /// </summary>
    public static void CarryOurExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(
            exceptions => exceptions.SupportedNamespacePrefixes.Add(nameof(IdeaStorage)));
}
