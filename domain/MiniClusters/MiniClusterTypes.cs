using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using Orleans;

namespace IdeaStorage.Domain.MiniClusters;

public enum ClusterLifecycle
{
    Active = 0,

    /// <summary>Reached its aim and left the programme; takes no new ideas, existing ones go on.</summary>
    Graduated = 1,

    /// <summary>Takes no new ideas and no new members; can be opened again by an operator.</summary>
    Closed = 2,
}

/// <summary>Who may do something in a cluster, beside coordinators and operators, who always may.</summary>
public enum ClusterAccess
{
    /// <summary>Members of the cluster.</summary>
    Members = 0,

    /// <summary>Everyone with an account.</summary>
    Everyone = 1,

    /// <summary>Nobody else.</summary>
    CoordinatorsOnly = 2,
}

/// <summary>Who may move an idea to a stage.</summary>
[Flags]
public enum StageMovers
{
    None = 0,
    Author = 1,
    Coordinator = 2,
    Operator = 4,
}

/// <summary>The rules that a cluster sets for itself.</summary>
/// <param name="Posting">Who posts ideas; <see cref="ClusterAccess.Members"/> unless said otherwise.</param>
/// <param name="Commenting">Who comments, supports and answers.</param>
/// <param name="Joining">Who may join: everyone, or only by a coordinator's hand.</param>
/// <param name="StageMovers">Movers per target stage where they differ from the default.</param>
[GenerateSerializer, Immutable, Alias("cluster-rules")]
public sealed record ClusterRules(
    [property: Id(0)] ClusterAccess Posting,
    [property: Id(1)] ClusterAccess Commenting,
    [property: Id(2)] ClusterAccess Joining,
    [property: Id(3)] ImmutableDictionary<IdeaStage, StageMovers> StageMovers)
{
    public static ClusterRules Default { get; } = new(
        ClusterAccess.Members, ClusterAccess.Members, ClusterAccess.Everyone,
        ImmutableDictionary<IdeaStage, StageMovers>.Empty);

    /// <summary>Who moves an idea to this stage. Publishing a draft is always its author's.</summary>
    public StageMovers MoversTo(IdeaStage stage)
    {
        if (StageMovers.TryGetValue(stage, out var movers))
            return movers;
        return stage == IdeaStage.Retired
            ? MiniClusters.StageMovers.Author | MiniClusters.StageMovers.Coordinator
            : MiniClusters.StageMovers.Coordinator;
    }

    public bool Equals(ClusterRules? other)
        => other is not null && Posting == other.Posting && Commenting == other.Commenting && Joining == other.Joining
            && StageMovers.Count == other.StageMovers.Count && !StageMovers.Except(other.StageMovers).Any();

    public override int GetHashCode() => HashCode.Combine(Posting, Commenting, Joining, StageMovers.Count);
}

/// <summary>What other aggregates need to know of a cluster and one member's place in it.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Exists">Whether there is such a cluster.</param>
/// <param name="Lifecycle">Where it stands.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="IsMember">Whether the member belongs to it.</param>
/// <param name="IsCoordinator">Whether the member coordinates it.</param>
[GenerateSerializer, Immutable, Alias("cluster-standing")]
public sealed record ClusterStanding(
    [property: Id(0)] string ClusterId,
    [property: Id(1)] bool Exists,
    [property: Id(2)] ClusterLifecycle Lifecycle,
    [property: Id(3)] ClusterRules Rules,
    [property: Id(4)] bool IsMember,
    [property: Id(5)] bool IsCoordinator)
{
    /// <summary>The standing of anyone in a cluster that does not exist.</summary>
    public static ClusterStanding Nowhere { get; } =
        new("", Exists: false, ClusterLifecycle.Active, ClusterRules.Default, IsMember: false, IsCoordinator: false);

    /// <summary>Whether the actor, whose standing this is, coordinates the cluster or is an operator.</summary>
    public bool IsRunBy(Actor actor) => Exists && (IsCoordinator || actor.IsOperator);

    /// <summary>Whether the actor, whose standing this is, has this access; who runs the cluster always has.</summary>
    public bool Admits(ClusterAccess access, Actor actor) => IsRunBy(actor) || access switch
    {
        ClusterAccess.Everyone => Exists,
        ClusterAccess.Members => IsMember,
        _ => false,
    };
}

public static class MiniClusterLimits
{
    public const int NameCharactersMin = 2;
    public const int NameCharactersMax = 80;
    public const int DescriptionCharactersMax = 5_000;
    public const int TagsMax = 20;
    public const int MembersMax = 50_000;
    public const int CoordinatorsMax = 50;
}
