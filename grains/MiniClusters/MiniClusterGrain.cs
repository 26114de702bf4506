using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Members;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains.MiniClusters;

internal sealed class MiniClusterGrain(
    IEventLog log, ISnapshotStore snapshots, KsicCatalogue catalogue, ILogger<MiniClusterGrain> logger)
    : EventSourcedGrain<MiniCluster>(log, snapshots, logger), IMiniClusterGrain
{
    protected override string Stream => Streams.Cluster(Id);

    private string Id => this.GetPrimaryKeyString();

    public Task<Result<Receipt>> Create(CreateCluster command) =>
        ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, Id, command, catalogue.Tree));

    public Task<Result<Receipt>> Change(ChangeCluster command) =>
        ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, command, catalogue.Tree));

    public async Task<Result<Receipt>> Join(JoinCluster command)
    {
        var exists = await MemberExists(command.MemberId, command);
        return await ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, command, exists));
    }

    public Task<Result<Receipt>> Leave(LeaveCluster command) =>
        ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, command));

    public async Task<Result<Receipt>> AppointCoordinator(AppointCoordinator command)
    {
        var exists = await MemberExists(command.MemberId, command);
        return await ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, command, exists));
    }

    public Task<Result<Receipt>> DismissCoordinator(DismissCoordinator command) =>
        ExecuteAsync(command, Id, cluster => MiniClusterDecisions.Decide(cluster, command));

    public Task<ClusterStanding> GetStanding(string memberId) =>
        Task.FromResult(State.StandingOf(memberId) with { ClusterId = Id });

    /// <summary>Whoever acts was signed in, and so exists.</summary>
    private async Task<bool> MemberExists(string memberId, ICommand command) =>
        memberId == command.Context.Actor.MemberId
        || (!string.IsNullOrWhiteSpace(memberId) && await GrainFactory.GetGrain<IMemberGrain>(memberId).Exists());
}
