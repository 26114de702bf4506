using IdeaStorage.Domain.Members;

namespace IdeaStorage.Domain.MiniClusters;

public static partial class MiniClusterDecisions
{
    /// <summary>Oneself if the cluster is open to join; anyone by a coordinator or operator.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="command">Who joins.</param>
    /// <param name="memberExists">Whether there is such a member.</param>
    public static Decision Decide(MiniCluster state, JoinCluster command, bool memberExists)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        var isSelf = actor.MemberId == command.MemberId;
        if (!isSelf && !state.IsRunBy(actor))
            return MiniClusterRefusals.OnlyCoordinatorsMayActForOthers;
        if (state.Members.Contains(command.MemberId))
            return Decision.Nothing;
        if (!memberExists)
            return MemberRefusals.MemberNotFound;
        if (state.Lifecycle == ClusterLifecycle.Closed)
            return MiniClusterRefusals.ClosedClustersTakeNoNewMembers;
        if (state.Rules.Joining != ClusterAccess.Everyone && !state.IsRunBy(actor))
            return MiniClusterRefusals.MembersAreAdmittedByCoordinators;
        if (state.Members.Count >= MiniClusterLimits.MembersMax)
            return MiniClusterRefusals.ClusterIsFull;
        return Decision.Of(new ClusterMemberJoined(command.MemberId, actor.MemberId, command.Context.At));
    }

    /// <summary>Oneself, or anyone by a coordinator or operator; a coordinator is dismissed first.</summary>
    public static Decision Decide(MiniCluster state, LeaveCluster command)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        if (actor.MemberId != command.MemberId && !state.IsRunBy(actor))
            return MiniClusterRefusals.OnlyCoordinatorsMayActForOthers;
        if (!state.Members.Contains(command.MemberId))
            return Decision.Nothing;
        if (state.Coordinators.Contains(command.MemberId))
            return MiniClusterRefusals.CoordinatorsLeaveAfterDismissal;
        return Decision.Of(new ClusterMemberLeft(command.MemberId, actor.MemberId, command.Context.At));
    }

    /// <summary>By operators or a coordinator; whoever is appointed becomes a member too.</summary>
    /// <param name="state">The cluster.</param>
    /// <param name="command">Who is appointed.</param>
    /// <param name="memberExists">Whether there is such a member.</param>
    public static Decision Decide(MiniCluster state, AppointCoordinator command, bool memberExists)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        if (!state.IsRunBy(actor))
            return MiniClusterRefusals.OnlyCoordinatorsMayAppoint;
        if (state.Coordinators.Contains(command.MemberId))
            return Decision.Nothing;
        if (!memberExists)
            return MemberRefusals.MemberNotFound;
        if (state.Coordinators.Count >= MiniClusterLimits.CoordinatorsMax)
            return MiniClusterRefusals.ClusterHasTooManyCoordinators;
        if (!state.Members.Contains(command.MemberId) && state.Members.Count >= MiniClusterLimits.MembersMax)
            return MiniClusterRefusals.ClusterIsFull;
        return Decision.Of(new CoordinatorAppointed(command.MemberId, actor.MemberId, command.Context.At));
    }

    /// <summary>By operators or a coordinator (oneself too); the last one by an operator only.</summary>
    public static Decision Decide(MiniCluster state, DismissCoordinator command)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        if (actor.MemberId != command.MemberId && !state.IsRunBy(actor))
            return MiniClusterRefusals.OnlyCoordinatorsMayDismiss;
        if (!state.Coordinators.Contains(command.MemberId))
            return Decision.Nothing;
        if (state.Coordinators.Count == 1 && !actor.IsOperator)
            return MiniClusterRefusals.OnlyOperatorsMayDismissTheLastCoordinator;
        return Decision.Of(new CoordinatorDismissed(command.MemberId, actor.MemberId, command.Context.At));
    }
}
