using IdeaStorage.Storage.EventLog;
using Orleans;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace IdeaStorage.Silo.Hosting.Cluster;

/// <summary>A silo can be called while the cluster counts it in.</summary>
internal sealed class SiloLink(ISiloStatusOracle silo) : IClusterLink
{
    public bool IsUp => silo.CurrentStatus == SiloStatus.Active;
}

/// <summary>A web can call grains while it is connected to a silo.</summary>
internal sealed class GatewayLink : IClusterLink
{
    private volatile int _count;

    /// <summary>To how many silos.</summary>
    public int Count
    {
        get => _count;
        set => _count = value;
    }

    public bool IsUp => Count > 0;
}

/// <summary>
/// A web that starts before the first silo waits for it. Once connected, Orleans looks for silos again by itself.
/// </summary>
internal sealed class ConnectLater : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (OrleansMessageRejectionException or ConnectionFailedException))
            return false;
        await Task.Delay(Pause, cancellationToken);
        return true;
    }
}

/// <summary>
/// A call whose silo is gone says no more than a database that cannot be reached: it may or may not have been carried
/// out, and with the same command id it may be made again. Callers hear the same of both.
/// </summary>
internal sealed class LostCalls : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (exception is OrleansMessageRejectionException or ConnectionFailedException)
        {
            throw new StorageUnavailableException(
                "No silo of the cluster can be reached now.", exception, "지금은 클러스터의 사일로에 연결할 수 없습니다.");
        }
    }
}
