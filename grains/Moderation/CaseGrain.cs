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
        var result = await ExecuteAsync(
            command, Id,
            async @case => CaseDecisions.Decide(@case, command, await StandingOf(@case, command.Context.Actor)));
        if (result.IsAccepted) await TakeEffect(command.Context.CommandId);
        return result;
    }

    public async Task TakeEffect(string cause)
    {
        await CatchUpAsync(CancellationToken.None);
        while (State is { Target: { } target, Decision: not null })
        {
            var idea = GrainFactory.GetGrain<IIdeaGrain>(target.IdeaId);
            await idea.ChangeVisibility(CaseEffects.Of(State, cause));

            // Another activation may have decided meanwhile, and its effect may have come before this one.
            if (!await CatchUpAsync(CancellationToken.None)) break;
        }
    }

    private Task<ClusterStanding> StandingOf(Case @case, Actor actor) =>
        @case.Target is { } target
            ? GrainFactory.GetGrain<IMiniClusterGrain>(target.ClusterId).GetStanding(actor.MemberId)
            : Task.FromResult(ClusterStanding.Nowhere);
}
