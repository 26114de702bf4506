using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;

namespace IdeaStorage.Grains.Calls;

/// <summary>Adds what every call goes through to a host. Filters run in the order in which they are added.</summary>
public static class CallFilterHosting
{
    /// <summary>Add it before other filters, so that those see only calls that can end.</summary>
    public static ISiloBuilder AddCallCycleDetection(this ISiloBuilder silo)
    {
        var filter = new CallCycleFilter();
        return silo.AddOutgoingGrainCallFilter(filter).AddIncomingGrainCallFilter(filter);
    }

    /// <summary>Calls carry <see cref="CallOrigin"/>; for a silo and for a client of silos.</summary>
    public static IServiceCollection AddCallOrigins(this IServiceCollection services) => services
        .AddSingleton<CallOriginFilter>()
        .AddSingleton<IOutgoingGrainCallFilter>(provider => provider.GetRequiredService<CallOriginFilter>())
        .AddSingleton<IIncomingGrainCallFilter>(provider => provider.GetRequiredService<CallOriginFilter>());
}
