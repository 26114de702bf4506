using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.Hosting;

namespace IdeaStorage.Silo.Hosting;

/// <summary>Whether this process can serve, as <c>/health/ready</c> tells.</summary>
public sealed class Readiness(IEventLog log, IClusterLink link, IHostApplicationLifetime lifetime)
{
    /// <summary>Ends when the database answers, grains can be called, and the program is not about to stop.</summary>
    /// <exception cref="StorageUnavailableException">Not now; the message says what is missing.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken = default)
    {
        // Whoever balances the load must hear of a stop while calls in progress still end.
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw new StorageUnavailableException("The program is stopping.", korean: "프로그램을 끝내는 중입니다.");
        if (!link.IsUp)
        {
            throw new StorageUnavailableException(
                "No silo of the cluster can be reached now.", korean: "지금은 클러스터의 사일로에 연결할 수 없습니다.");
        }

        await log.GetHeadAsync(cancellationToken);
    }
}

/// <summary>Whether grains can be called from this process.</summary>
public interface IClusterLink
{
    bool IsUp { get; }
}

/// <summary>Grains of this very process are always in reach.</summary>
internal sealed class OwnGrains : IClusterLink
{
    public bool IsUp => true;
}
