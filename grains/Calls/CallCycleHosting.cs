using Orleans.Hosting;

namespace IdeaStorage.Grains.Calls;

/// <summary>Adds the detection of call cycles to a host.</summary>
public static class CallCycleHosting
{
    /// <summary>Add it before other filters, so that those see only calls that can end.</summary>
    public static ISiloBuilder AddCallCycleDetection(this ISiloBuilder silo)
    {
        var filter = new CallCycleFilter();
        return silo.AddOutgoingGrainCallFilter(filter).AddIncomingGrainCallFilter(filter);
    }
}
