using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Members;

internal sealed partial class Acts
{
    private Sent Place(string member)
    {
        var cluster = _chance.Of(Known.Clusters);
        var someone = _chance.Of([.. Known.Members.Where(any => any != Known.Stranger)]);
        return _chance.Below(8) switch
        {
            < 3 => OnCluster(Act.JoinCluster, cluster, someone, context => new JoinCluster(context, someone),
                (grain, command) => grain.Join(command)),
            3 => OnCluster(Act.JoinCluster, cluster, member, context => new JoinCluster(context, someone),
                (grain, command) => grain.Join(command)),
            4 => OnCluster(Act.LeaveCluster, cluster, someone, context => new LeaveCluster(context, someone),
                (grain, command) => grain.Leave(command)),
            5 => OnCluster(Act.AppointCoordinator, cluster, _chance.Of([member, Known.Operator]),
                context => new AppointCoordinator(context, someone),
                (grain, command) => grain.AppointCoordinator(command)),
            6 => OnCluster(Act.DismissCoordinator, cluster, member,
                context => new DismissCoordinator(context, someone),
                (grain, command) => grain.DismissCoordinator(command)),
            _ => OnCluster(Act.ChangeCluster, cluster, _chance.Of([member, Known.Operator]), ChangeOf,
                (grain, command) => grain.Change(command)),
        };
    }

    // A closed or graduated cluster is made active again soon, or the run would come to a halt.
    private ChangeCluster ChangeOf(CommandContext context) => new(
        context, _chance.OneIn(2) ? Text("미니클러스터") : null,
        Lifecycle: _chance.OneIn(4) ? (ClusterLifecycle)_chance.Below(3) : ClusterLifecycle.Active,
        Rules: _chance.OneIn(3)
            ? ClusterRules.Default with { Commenting = (ClusterAccess)_chance.Below(3) }
            : null);

    private Sent Profile(string member) => _chance.Below(12) switch
    {
        >= 9 => Introduction(member),
        7 => OnMember(Act.BlockOrganisation, _chance.Of(Known.Members), member, context => new BlockOrganisation(
            context, _chance.Of(Known.Organisations)), (grain, command) => grain.BlockOrganisation(command)),
        8 => OnMember(
            Act.UnblockOrganisation, _chance.OneIn(4) ? _chance.Of(Known.Members) : member, member,
            context => new UnblockOrganisation(context, _chance.Of(Known.Organisations)),
            (grain, command) => grain.UnblockOrganisation(command)),
        0 => Answer(member),
        1 => OnOrganisation(
            Act.ChangeOrganisation, _chance.Of(Known.Organisations), _chance.Of([member, Known.Operator]),
            context => new ChangeOrganisation(context, Organisations.Describe(this)),
            (grain, command) => grain.Change(command)),
        2 => RegisterOrganisation(member),
        3 => RegisterMember(),
        4 => OnMember(Act.AppointOperator, NewMember(), Known.Operator, context => new AppointOperator(context),
            (grain, command) => grain.AppointOperator(command)),
        // Two members may wish for the same user name.
        5 => OnMember(Act.ChangeMember, member, member, context => new ChangeMember(
            context, Profile: new Profile(member, $"user-{_chance.Below(4)}", "새 이름")),
            (grain, command) => grain.Change(command)),
        _ => OnMember(Act.ChangeMember, member, member, context => new ChangeMember(
            context, Tags: [_chance.Of(Words)], OrganisationId: _chance.Of(Known.Organisations),
            Locale: _chance.Of(MemberLimits.Locales), UsesActivity: _chance.OneIn(2)),
            (grain, command) => grain.Change(command)),
    };

    private Sent Answer(string member)
    {
        var organisation = _chance.Of(Known.Organisations);
        return OnMember(
            Act.AnswerRecommendation, _chance.Of(Known.Members), member,
            context => new AnswerRecommendation(
                context, RecommendedKind.Organisation, organisation, (RecommendationAnswer)_chance.Below(3),
                new IntroductionPlace(organisation, [_chance.Of(Known.Clusters)])),
            (grain, command) => grain.AnswerRecommendation(command));
    }

    /// <summary>A wish begins, comes to its end, or is taken back.</summary>
    private Sent Introduction(string member)
    {
        var (wisher, organisation) = (_chance.Of(Known.Members), _chance.Of(Known.Organisations));
        var id = Domain.Members.Introduction.IdOf(wisher, organisation);
        return _chance.Below(3) switch
        {
            0 => OnMember(Act.AnswerRecommendation, member, member, context => new AnswerRecommendation(
                context, RecommendedKind.Organisation, organisation, RecommendationAnswer.Introduce,
                new IntroductionPlace(organisation, [_chance.Of(Known.Clusters)])),
                (grain, command) => grain.AnswerRecommendation(command)),
            1 => OnMember(
                Act.ConcludeIntroduction, wisher, _chance.Of([member, Known.Operator]),
                context => new ConcludeIntroduction(
                    context, id, (IntroductionOutcome)_chance.Below(2), Text("이어 주었습니다.")),
                (grain, command) => grain.ConcludeIntroduction(command)),
            _ => OnMember(
                Act.WithdrawIntroduction, wisher, _chance.OneIn(4) ? member : wisher,
                context => new WithdrawIntroduction(context, id),
                (grain, command) => grain.WithdrawIntroduction(command)),
        };
    }

    private Sent RegisterMember()
    {
        var id = NewMember();
        return OnMember(Act.RegisterMember, id, Known.Operator, context => new RegisterMember(
            context, new Profile(id, $"user-{_chance.Below(4)}", "새 회원"), MemberOrigin.Registered, "en"),
            (grain, command) => grain.Register(command));
    }

    private string NewMember() => $"n{_chance.Below(4)}";

    private Sent RegisterOrganisation(string member)
    {
        var id = $"x{_chance.Below(4)}";
        return OnOrganisation(Act.RegisterOrganisation, id, member, context => Organisations.Register(
            context, this, id, _chance.OneIn(2) ? Organisations.Number : null),
            (grain, command) => grain.Register(command));
    }

    private Sent OnCluster<TCommand>(
        Act act, string id, string member, Func<CommandContext, TCommand> command,
        Func<IMiniClusterGrain, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand =>
        Make(act, Streams.Cluster(id), ActorOf(member), command,
            (grains, made) => send(grains.GetGrain<IMiniClusterGrain>(id), made));

    private Sent OnMember<TCommand>(
        Act act, string id, string member, Func<CommandContext, TCommand> command,
        Func<IMemberGrain, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand =>
        Make(act, Streams.Member(id), ActorOf(member), command,
            (grains, made) => send(grains.GetGrain<IMemberGrain>(id), made));

    private Sent OnOrganisation<TCommand>(
        Act act, string id, string member, Func<CommandContext, TCommand> command,
        Func<IOrganisationGrain, TCommand, Task<Result<Receipt>>> send)
        where TCommand : ICommand =>
        Make(act, Streams.Organisation(id), ActorOf(member), command,
            (grains, made) => send(grains.GetGrain<IOrganisationGrain>(id), made));
}

/// <summary>Organisations of the simulation.</summary>
internal static class Organisations
{
    /// <summary>A valid registration number that several would like to have.</summary>
    public const string Number = "1248100998";

    public static RegisterOrganisation Register(
        CommandContext context, Acts acts, string id, string? number = null) =>
        new(context, OrganisationKind.Company, number, Describe(acts), context.Actor == Actor.System ? id : null);

    public static OrganisationDescription Describe(Acts acts) => new(
        acts.Text("기관"), "경기", null, ["C27"], ["센서"], acts.Text("만드는 것"), null, acts.Text("찾는 것"), null);
}
