using IdeaStorage.Domain;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains.Moderation;

internal sealed class CaseGrain(IEventLog log, ISnapshotStore snapshots, ILogger<CaseGrain> logger)
    : EventSourcedGrain<Case>(log, snapshots, logger), ICaseGrain
{
    protected override string Stream => Streams.Case(Id);

    private string Id => this.GetPrimaryKeyString();

    public Task<Result<Receipt>> Flag(FlagContent command) =>
        ExecuteAsync(command, Id, @case => CaseDecisions.Decide(@case, command));

    public async Task<Result<Receipt>> Decide(DecideCase command)
    {
        var cluster = await StandingOf(command.Context.Actor);
        var decision = CaseDecisions.Decide(State, command, cluster);
        if (decision.Refusal is null && !decision.Events.IsEmpty)
        {
            var idea = GrainFactory.GetGrain<IIdeaGrain>(State.Target!.IdeaId);
            var effect = await idea.ChangeVisibility(CaseEffects.Of(State, command));
            if (!effect.IsAccepted) return effect;
        }

        return await ExecuteAsync(command, Id, @case => CaseDecisions.Decide(@case, command, cluster));
    }

    private Task<ClusterStanding> StandingOf(Actor actor) =>
        State.Target is { } target
            ? GrainFactory.GetGrain<IMiniClusterGrain>(target.ClusterId).GetStanding(actor.MemberId)
            : Task.FromResult(ClusterStanding.Nowhere);
}
