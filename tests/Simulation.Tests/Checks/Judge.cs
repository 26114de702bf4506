using System.Text.Json;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Simulation.Tests.Members;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Simulation.Tests.Checks;

/// <summary>
/// Compares what members were told with what the log has: the log must be one serial history of their commands, each
/// decided on the state that the events before it make, and each answer must have been true at some moment between the
/// question and the answer.
/// </summary>
internal sealed class Judge(Simulation run, History history, Tables tables)
{
    /// <summary>In the command id of what a case's decision does to its idea.</summary>
    private const string EffectMark = ":effect:";

    private static readonly bool[] Either = [true, false];

    private readonly ILookup<string, RecordedEvent> _byCommand = history.Events.ToLookup(each => each.CommandId);

    public void CheckAll()
    {
        foreach (var caused in _byCommand)
            CheckCause(caused.Key, [.. caused]);
        foreach (var sent in run.Ledger.All)
            Check(sent);
        foreach (var @case in history.All<Case>().Where(@case => @case.Status == CaseStatus.Decided))
            CheckEffect(@case);
    }

    // A decision that was recorded has its effect.
    private void CheckEffect(Case @case)
    {
        var target = @case.Target!;
        var idea = (Idea)history.StatesOf(Streams.Idea(target.IdeaId))[^1];
        var shown = target.CommentId is { } comment ? idea.Comments[comment].Visibility : idea.Visibility;
        SimulationFailure.Unless(
            shown == @case.Visibility, $"case {target.CaseId} says {@case.Visibility}, and its target is {shown}.");
    }

    // Whatever is in the log, somebody asked for, and it follows from the state before it.
    private void CheckCause(string commandId, RecordedEvent[] events)
    {
        var first = events[0];
        SimulationFailure.Unless(
            events.Index().All(at =>
                at.Item.Stream == first.Stream && at.Item.Version == first.Version + at.Index),
            $"The events of {commandId} do not lie together: it was carried out more than once.");
        var before = history.StatesOf(first.Stream)[(int)first.Version - 1];
        var decisions = run.Ledger.Find(commandId) is { } sent ? Decisions(first.Stream, before, sent.Command)
            : commandId.Contains(EffectMark, StringComparison.Ordinal) ? Effects(before)
            : throw new SimulationFailure($"Nobody sent {commandId}, which is in the log.");
        var wanted = string.Join('\n', events.Select(each => Write(each.Event)));
        SimulationFailure.Unless(
            decisions.Any(decision =>
                string.Join('\n', decision.Events.Select(Write)) == wanted),
            $"{commandId} made {wanted}, which does not follow from {first.Stream} at version {first.Version - 1}.");
    }

    private void Check(Sent sent)
    {
        var isEffective = _byCommand.Contains(sent.Id);
        if (sent.Answer is not { } answer)
        {
            run.Coverage.Count(sent.Act, Ending.Untold);
            return;
        }

        if (!answer.IsAccepted)
        {
            run.Coverage.Count(sent.Act, Ending.Refused);
            CheckRefusal(sent, answer.Refusal);
        }
        else if (!isEffective)
        {
            run.Coverage.Count(sent.Act, Ending.HeldAlready);
            CheckHeldAlready(sent, answer.Value);
        }
        else
        {
            run.Coverage.Count(sent.Act, Ending.Effective);
            CheckEffective(sent, answer.Value);
        }
    }

    private void CheckEffective(Sent sent, Receipt receipt)
    {
        var version = _byCommand[sent.Id].Last().Version;
        SimulationFailure.Unless(
            sent.Attempts > 1 || Told(sent, (int)version) == receipt.Version,
            $"{sent.Id} ({sent.Act}) made version {version} of {sent.Stream}, and was answered with {receipt}.");
    }

    private void CheckHeldAlready(Sent sent, Receipt receipt) => SimulationFailure.Unless(
        Between(sent).Any(version => Told(sent, version) == receipt.Version
            && Decisions(sent.Stream, history.StatesOf(sent.Stream)[version], sent.Command).Any(IsNothing)),
        $"{sent.Id} ({sent.Act}) was acknowledged with {receipt} and is not in the log; {sent.Stream} was at versions "
        + $"{sent.SentAtVersion} to {sent.AnsweredAtVersion}. An acknowledged command is lost.");

    /// <summary>The versions that the stream had between the question and the answer.</summary>
    private static IEnumerable<int> Between(Sent sent) => Enumerable.Range(
        (int)sent.SentAtVersion, (int)(sent.AnsweredAtVersion - sent.SentAtVersion) + 1);

    /// <summary>What a receipt says of a version of the stream.</summary>
    private long Told(Sent sent, int version) =>
        sent.CommentId is { } id && history.StatesOf(sent.Stream)[version] is Idea idea
            ? idea.Comments.GetValueOrDefault(id)?.Revision ?? 0
            : version;

    private void CheckRefusal(Sent sent, Refusal refusal)
    {
        SimulationFailure.Unless(
            Between(sent).SelectMany(version => Decisions(
                    sent.Stream, history.StatesOf(sent.Stream)[version], sent.Command))
                .Any(decision => decision.Refusal?.Name == refusal.Name)
            || IsOfAnother(sent, refusal),
            $"{sent.Id} ({sent.Act}) was refused with {refusal.Name}, which {sent.Stream} never called for between "
            + $"versions {sent.SentAtVersion} and {sent.AnsweredAtVersion}.");
    }

    // Refusals that do not come from the state of the stream: unique names, and the idea of a case.
    private bool IsOfAnother(Sent sent, Refusal refusal) => refusal.Name switch
    {
        nameof(MemberRefusals.UserNameIsTaken) => true,
        nameof(OrganisationRefusals.RegistrationNumberIsTaken) => tables.Number(
            "SELECT count(*) FROM organisations WHERE registration_number = @p0", Organisations.Number) > 0,
        _ => sent.Command is DecideCase && refusal.Kind == RefusalKind.NotFound,
    };

    /// <summary>All that a command may be answered on one state; facts from elsewhere may be of any time.</summary>
    private IEnumerable<Decision> Decisions(string stream, object state, ICommand command)
    {
        var id = History.IdOf(stream);
        return (state, command) switch
        {
            (Idea idea, PostIdea post) => Standings(post.ClusterId, command)
                .Select(cluster => IdeaDecisions.Decide(idea, id, post, cluster)),
            (Idea idea, _) => Standings(idea.ClusterId, command).Select(cluster => DecideOn(idea, command, cluster)),
            (Case @case, FlagContent flag) => [CaseDecisions.Decide(@case, flag)],
            (Case @case, DecideCase decide) => Standings(@case.Target?.ClusterId ?? "", command)
                .Select(cluster => CaseDecisions.Decide(@case, decide, cluster)),
            (MiniCluster cluster, _) => Either.Select(exists => DecideOn(cluster, id, command, exists)),
            (Member member, ConcludeIntroduction conclude) => Standings(ClusterOf(member, conclude), command)
                .Select(cluster => MemberDecisions.Decide(member, conclude, [cluster])),
            (Member member, _) => Either.Select(exists => DecideOn(member, command, exists)),
            (Organisation organisation, RegisterOrganisation register) =>
                [OrganisationDecisions.Decide(organisation, id, register, KsicTree.BuiltIn)],
            (Organisation organisation, ChangeOrganisation change) =>
                [OrganisationDecisions.Decide(organisation, change, KsicTree.BuiltIn)],
            _ => throw new SimulationFailure($"{command} is no command of {stream}."),
        };
    }

    // Each wish is the task of one cluster here.
    private static string ClusterOf(Member member, ConcludeIntroduction command) =>
        member.Introductions.GetValueOrDefault(command.IntroductionId)?.Place.ClusterIds.Single() ?? "";

    private static Decision DecideOn(Idea idea, ICommand command, ClusterStanding cluster) => command switch
    {
        EditIdea edit => IdeaDecisions.Decide(idea, edit, cluster),
        SupportIdea support => IdeaDecisions.Decide(idea, support, cluster),
        WithdrawSupport withdraw => IdeaDecisions.Decide(idea, withdraw),
        FollowIdea follow => IdeaDecisions.Decide(idea, follow, cluster),
        UnfollowIdea unfollow => IdeaDecisions.Decide(idea, unfollow),
        ChangeStage change => IdeaDecisions.Decide(idea, change, cluster),
        // All organisations that are named were there before anything began.
        ChangeParticipants change => IdeaDecisions.Decide(idea, change, cluster, change.OrganisationIds),
        PostComment post => IdeaDecisions.Decide(idea, post, cluster),
        _ => IdeaDecisions.Decide(idea, (EditComment)command, cluster),
    };

    private static Decision DecideOn(MiniCluster cluster, string id, ICommand command, bool exists) => command switch
    {
        CreateCluster create => MiniClusterDecisions.Decide(cluster, id, create),
        ChangeCluster change => MiniClusterDecisions.Decide(cluster, change),
        JoinCluster join => MiniClusterDecisions.Decide(cluster, join, exists),
        LeaveCluster leave => MiniClusterDecisions.Decide(cluster, leave),
        AppointCoordinator appoint => MiniClusterDecisions.Decide(cluster, appoint, exists),
        _ => MiniClusterDecisions.Decide(cluster, (DismissCoordinator)command),
    };

    private static Decision DecideOn(Member member, ICommand command, bool exists) => command switch
    {
        RegisterMember register => MemberDecisions.Decide(member, register),
        ChangeMember change => MemberDecisions.Decide(member, change, exists),
        AppointOperator appoint => MemberDecisions.Decide(member, appoint),
        BlockOrganisation block => MemberDecisions.Decide(member, block, exists),
        UnblockOrganisation unblock => MemberDecisions.Decide(member, unblock),
        WithdrawIntroduction withdraw => MemberDecisions.Decide(member, withdraw),
        _ => MemberDecisions.Decide(member, (AnswerRecommendation)command),
    };

    private IEnumerable<Decision> Effects(object state) =>
        from recorded in history.Events
        where recorded.Event is CaseDecided
        let decided = (Case)history.StatesOf(recorded.Stream)[(int)recorded.Version]
        select IdeaDecisions.Decide((Idea)state, CaseEffects.Of(decided, ""));

    // Another grain's answer may be of an earlier time, as long as that grain is active twice.
    private IEnumerable<ClusterStanding> Standings(string clusterId, ICommand command) => clusterId.Length == 0
        ? [ClusterStanding.Nowhere]
        : history.StatesOf(Streams.Cluster(clusterId)).Cast<MiniCluster>()
            .Where(state => state.Exists || clusterId == Acts.Nowhere)
            .Select(state => state.StandingOf(command.Context.Actor.MemberId) with { ClusterId = clusterId })
            .Distinct();

    private static bool IsNothing(Decision decision) => decision.Refusal is null && decision.Events.IsEmpty;

    private static string Write(IEvent change) =>
        $"{change.GetType().Name} {JsonSerializer.Serialize(change, change.GetType())}";
}
