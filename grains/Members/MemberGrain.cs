using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Tags;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains.Members;

internal sealed class MemberGrain(
    IEventLog log, ISnapshotStore snapshots, KsicCatalogue catalogue, ILogger<MemberGrain> logger)
    : EventSourcedGrain<Member>(log, snapshots, logger), IMemberGrain
{
    protected override string Stream => Streams.Member(Id);

    private string Id => this.GetPrimaryKeyString();

    public Task<Result<Receipt>> Register(RegisterMember command) =>
        ExecuteAsync(command, Id, member => MemberDecisions.Decide(member, command));

    public Task<bool> Exists() => Task.FromResult(State.Exists);

    public async Task<Result<Receipt>> Change(ChangeMember command)
    {
        var exists = await OrganisationExists(command.OrganisationId);
        return await ExecuteAsync(
            command, Id, member => MemberDecisions.Decide(member, command, exists, catalogue.Tree));
    }

    public Task<Result<Receipt>> AppointOperator(AppointOperator command) =>
        ExecuteAsync(command, Id, member => MemberDecisions.Decide(member, command));

    public Task<Result<Receipt>> AnswerRecommendation(AnswerRecommendation command) =>
        ExecuteAsync(command, Id, member => MemberDecisions.Decide(member, command));

    public Task<Result<Receipt>> ConcludeIntroduction(ConcludeIntroduction command) => ExecuteAsync(
        command, command.IntroductionId,
        async member => MemberDecisions.Decide(member, command, await StandingsIn(member, command)));

    public Task<Result<Receipt>> WithdrawIntroduction(WithdrawIntroduction command) => ExecuteAsync(
        command, command.IntroductionId, member => MemberDecisions.Decide(member, command));

    public async Task<Result<Receipt>> BlockOrganisation(BlockOrganisation command)
    {
        var exists = command.OrganisationId.Length > 0 && await OrganisationExists(command.OrganisationId);
        return await ExecuteAsync(command, Id, member => MemberDecisions.Decide(member, command, exists));
    }

    public Task<Result<Receipt>> UnblockOrganisation(UnblockOrganisation command) =>
        ExecuteAsync(command, Id, member => MemberDecisions.Decide(member, command));

    private async Task<List<ClusterStanding>> StandingsIn(Member member, ConcludeIntroduction command)
    {
        var standings = new List<ClusterStanding>();
        var wish = member.Introductions.GetValueOrDefault(command.IntroductionId);
        foreach (var cluster in wish?.Place.ClusterIds ?? [])
            standings.Add(await GrainFactory.GetGrain<IMiniClusterGrain>(cluster)
                .GetStanding(command.Context.Actor.MemberId));
        return standings;
    }

    /// <summary>
    /// Naming none (null, or empty to leave the present one) needs no organisation; by white space none is named.
    /// </summary>
    private async Task<bool> OrganisationExists(string? organisationId) =>
        string.IsNullOrEmpty(organisationId)
        || (!string.IsNullOrWhiteSpace(organisationId)
            && await GrainFactory.GetGrain<IOrganisationGrain>(organisationId).Exists());

    protected override Refusal? RefusalOf(string index) =>
        index.StartsWith("profiles.", StringComparison.Ordinal) ? MemberRefusals.UserNameIsTaken : null;
}
