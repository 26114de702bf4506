namespace IdeaStorage.Domain.MiniClusters;

/// <summary>Every "no" of mini-clusters, named as its rule.</summary>
public static class MiniClusterRefusals
{
    public static Refusal ClusterNotFound => Refuse.NotFound("clusterId");

    /// <summary>The id, or the source of an import, belongs to another cluster already.</summary>
    public static Refusal ClusterExistsAlready => Refuse.Conflict();

    public static Refusal OnlyOperatorsMayCreateClusters => Refuse.Forbidden();

    public static Refusal OnlyCoordinatorsMayChangeClusters => Refuse.Forbidden();

    public static Refusal OnlyOperatorsMayChangeLifecycles => Refuse.Forbidden("lifecycle");

    /// <summary>The cluster takes members by a coordinator's hand only.</summary>
    public static Refusal MembersAreAdmittedByCoordinators => Refuse.Forbidden();

    public static Refusal OnlyCoordinatorsMayActForOthers => Refuse.Forbidden("memberId");

    public static Refusal ClosedClustersTakeNoNewMembers => Refuse.Conflict();

    /// <summary>A coordinator is dismissed before leaving, so that no cluster loses its last one unnoticed.</summary>
    public static Refusal CoordinatorsLeaveAfterDismissal => Refuse.Conflict();

    public static Refusal OnlyCoordinatorsMayAppoint => Refuse.Forbidden();

    public static Refusal OnlyCoordinatorsMayDismiss => Refuse.Forbidden();

    public static Refusal OnlyOperatorsMayDismissTheLastCoordinator => Refuse.Forbidden();

    /// <summary>Argument: the most.</summary>
    public static Refusal ClusterIsFull => Refuse.Conflict(null, [MiniClusterLimits.MembersMax]);

    /// <summary>Argument: the most.</summary>
    public static Refusal ClusterHasTooManyCoordinators => Refuse.Conflict(null, [MiniClusterLimits.CoordinatorsMax]);

    /// <summary>No arrow leads there. Arguments: from, to.</summary>
    public static Refusal LifecycleCannotFollow(ClusterLifecycle from, ClusterLifecycle to)
        => Refuse.Conflict("lifecycle", [from, to]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal ClusterNameLengthOutOfRange(int actual)
        => Refuse.Invalid("name", [MiniClusterLimits.NameCharactersMin, MiniClusterLimits.NameCharactersMax, actual]);

    /// <summary>Arguments: least, most, found.</summary>
    public static Refusal ClusterDescriptionLengthOutOfRange(int actual)
        => Refuse.Invalid("description", [0, MiniClusterLimits.DescriptionCharactersMax, actual]);
}
