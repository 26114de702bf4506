using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.MiniClusters;

/// <summary>One mini-cluster: its rules, members and coordinators; the key is the cluster's id.</summary>
[Alias("cluster")]
public interface IMiniClusterGrain : IGrainWithStringKey
{
    [Alias("create")]
    Task<Result<Receipt>> Create(CreateCluster command);

    [Alias("change")]
    Task<Result<Receipt>> Change(ChangeCluster command);

    /// <summary>Makes a member of it; a second time changes nothing.</summary>
    [Alias("join")]
    Task<Result<Receipt>> Join(JoinCluster command);

    [Alias("leave")]
    Task<Result<Receipt>> Leave(LeaveCluster command);

    [Alias("appoint-coordinator")]
    Task<Result<Receipt>> AppointCoordinator(AppointCoordinator command);

    [Alias("dismiss-coordinator")]
    Task<Result<Receipt>> DismissCoordinator(DismissCoordinator command);

    /// <summary>
    /// The member's place in it, as of the last acknowledged command. Also answers where no cluster exists.
    /// </summary>
    [ReadOnly, Alias("get-standing")]
    Task<ClusterStanding> GetStanding(string memberId);
}
