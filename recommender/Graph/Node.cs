using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// Everything that the model knows of one entity. A change makes a new node; readers keep the one they have.
/// </summary>
internal sealed record Node(EntityRef Ref)
{
    public const int NoOrganisation = -1;
    public const int NoMiniCluster = -1;

    public EntityStatus Status { get; init; }

    /// <summary>The organisation of a member, or <see cref="NoOrganisation"/>.</summary>
    public int Organisation { get; init; } = NoOrganisation;

    /// <summary>The mini-cluster of an idea, or <see cref="NoMiniCluster"/>.</summary>
    public int MiniCluster { get; init; } = NoMiniCluster;

    public string? Region { get; init; }

    public string? Type { get; init; }

    /// <summary>What the entity says of itself.</summary>
    public FeatureSet Own { get; init; } = FeatureSet.Empty;

    /// <summary>What it says of itself together with what the things are about that it is active in.</summary>
    public FeatureSet Profile { get; init; } = FeatureSet.Empty;

    /// <summary>What the entity did, where others may know of it. An organisation did what its members did.</summary>
    public Edge[] Acts { get; init; } = [];

    /// <summary>What the entity did in private (<see cref="Disclosure.Private"/>), which is in no other row.</summary>
    public Edge[] Private { get; init; } = [];

    /// <summary>What members did to it.</summary>
    public Edge[] Members { get; init; } = [];

    /// <summary>What organisations did to it, by themselves or through their members.</summary>
    public Edge[] Organisations { get; init; } = [];

    /// <summary>How many other organisations acted on the same things as this one; 0 for all else.</summary>
    public int Others { get; init; }

    /// <summary>The decayed sum of the weights of all acts by it and on it, as of <see cref="ActivityDay"/>.</summary>
    public double Activity { get; init; }

    public double ActivityDay { get; init; }

    public Edge[] ActorsOf(EntityKind kind) => kind == EntityKind.Member ? Members : Organisations;
}
