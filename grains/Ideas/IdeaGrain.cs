using System.Collections.Immutable;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains.Ideas;

internal sealed class IdeaGrain(
    IEventLog log, ISnapshotStore snapshots, KsicCatalogue catalogue, ILogger<IdeaGrain> logger)
    : EventSourcedGrain<Idea>(log, snapshots, logger), IIdeaGrain
{
    protected override string Stream => Streams.Idea(Id);

    private string Id => this.GetPrimaryKeyString();

    public async Task<Result<Receipt>> Post(PostIdea command)
    {
        var cluster = await StandingIn(command.ClusterId, command);
        return await ExecuteAsync(
            command, Id, idea => IdeaDecisions.Decide(idea, Id, command, cluster, catalogue.Tree));
    }

    public Task<Result<Receipt>> Import(ImportIdea command) =>
        ExecuteAsync(command, Id, idea => IdeaDecisions.Decide(idea, Id, command));

    public Task<Result<Receipt>> Edit(EditIdea command) => Execute(
        command, (idea, edit, cluster) => IdeaDecisions.Decide(idea, edit, cluster, catalogue.Tree));

    public Task<Result<Receipt>> Support(SupportIdea command) => Execute(command, IdeaDecisions.Decide);

    public Task<Result<Receipt>> WithdrawSupport(WithdrawSupport command) =>
        ExecuteAsync(command, Id, idea => IdeaDecisions.Decide(idea, command));

    public Task<Result<Receipt>> Follow(FollowIdea command) => Execute(command, IdeaDecisions.Decide);

    public Task<Result<Receipt>> Unfollow(UnfollowIdea command) =>
        ExecuteAsync(command, Id, idea => IdeaDecisions.Decide(idea, command));

    public async Task<Result<Receipt>> ChangeStage(ChangeStage command)
    {
        var target = string.IsNullOrWhiteSpace(command.TargetId) || command.TargetId == Id
            ? null
            : await GrainFactory.GetGrain<IIdeaGrain>(command.TargetId).GetMergeCluster();
        return await Execute(
            command, (idea, change, cluster) => IdeaDecisions.Decide(idea, change, cluster, target));
    }

    public async Task<Result<Receipt>> ChangeParticipants(ChangeParticipants command)
    {
        var known = await KnownAmong(command.OrganisationIds);
        return await Execute(
            command, (idea, change, cluster) => IdeaDecisions.Decide(idea, change, cluster, known));
    }

    public Task<string?> GetMergeCluster() => Task.FromResult(State.MergeCluster);

    public async Task<Result<Receipt>> PostComment(PostComment command) =>
        await Revised(await Execute(command, IdeaDecisions.Decide, command.CommentId));

    public async Task<Result<Receipt>> ImportComment(ImportComment command) => await Revised(
        await ExecuteAsync(command, command.CommentId, idea => IdeaDecisions.Decide(idea, command)));

    public async Task<Result<Receipt>> EditComment(EditComment command) =>
        await Revised(await Execute(command, IdeaDecisions.Decide, command.CommentId));

    public Task<Result<Receipt>> ChangeVisibility(ChangeVisibility command) =>
        ExecuteAsync(command, command.CommentId ?? Id, idea => IdeaDecisions.Decide(idea, command));

    /// <summary>A command whose decision depends on the actor's place in the idea's own cluster.</summary>
    private Task<Result<Receipt>> Execute<TCommand>(
        TCommand command, Func<Idea, TCommand, ClusterStanding, Decision> decide, string? subjectId = null)
        where TCommand : ICommand =>
        ExecuteAsync(
            command, subjectId ?? Id,
            async idea => decide(idea, command, await StandingIn(idea.ClusterId, command)));

    /// <summary>A comment's version is its revision, as it was right after the command.</summary>
    private async Task<Result<Receipt>> Revised(Result<Receipt> result)
    {
        if (result.Value is not { } receipt)
            return result;
        var idea = await StateAtAsync(receipt.Version);
        return receipt with { Version = idea.Comments[receipt.Id].Revision };
    }

    /// <summary>Asks no more organisations than may take part: with more the command is refused anyway.</summary>
    private async Task<IReadOnlyCollection<string>> KnownAmong(ImmutableArray<string> organisationIds)
    {
        var known = new HashSet<string>();
        foreach (var id in organisationIds.Distinct().Take(IdeaLimits.ParticipantsPerIdeaMax))
        {
            if (!string.IsNullOrWhiteSpace(id) && await GrainFactory.GetGrain<IOrganisationGrain>(id).Exists())
                known.Add(id);
        }

        return known;
    }

    /// <summary>An idea that does not exist has no cluster; its decisions refuse before they look at one.</summary>
    private Task<ClusterStanding> StandingIn(string clusterId, ICommand command) =>
        string.IsNullOrWhiteSpace(clusterId)
            ? Task.FromResult(ClusterStanding.Nowhere)
            : GrainFactory.GetGrain<IMiniClusterGrain>(clusterId).GetStanding(command.Context.Actor.MemberId);
}
