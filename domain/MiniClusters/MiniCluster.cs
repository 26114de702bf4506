using System.Collections.Immutable;

namespace IdeaStorage.Domain.MiniClusters;

/// <summary>A mini-cluster (미니클러스터): who belongs to it, who runs it, and its rules.</summary>
public sealed record MiniCluster : IAggregate<MiniCluster>
{
    public static MiniCluster Empty { get; } = new();

    /// <summary>Empty before the first event.</summary>
    public string Id { get; init; } = "";

    public TextRef? Name { get; init; }

    public TextRef? Description { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public ClusterRules Rules { get; init; } = ClusterRules.Default;

    public ClusterLifecycle Lifecycle { get; init; }

    /// <summary>Coordinators included.</summary>
    public ImmutableHashSet<string> Members { get; init; } = [];

    public ImmutableHashSet<string> Coordinators { get; init; } = [];

    /// <summary>Where it was imported from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    /// <summary>The version that name, description, tags, rules and lifecycle are of.</summary>
    public long ContentVersion { get; init; }

    public bool Exists => Id.Length > 0;

    /// <summary>What other aggregates need to know of this cluster and one member; null: a visitor.</summary>
    public ClusterStanding StandingOf(string? memberId) => new(
        Id, Exists, Lifecycle, Rules,
        memberId is not null && Members.Contains(memberId),
        memberId is not null && Coordinators.Contains(memberId));

    internal bool IsRunBy(Actor actor) => actor.IsOperator || Coordinators.Contains(actor.MemberId);

    public MiniCluster Apply(IEvent change)
    {
        var next = Fold(change) with { Version = Version + 1 };
        return change is ClusterCreated or ClusterDescribed or ClusterRulesChanged or ClusterLifecycleChanged
            ? next with { ContentVersion = next.Version }
            : next;
    }

    private MiniCluster Fold(IEvent change) => change switch
    {
        ClusterCreated e => new MiniCluster
        {
            Id = e.ClusterId,
            Name = e.Name,
            Description = e.Description,
            Tags = e.Tags,
            Rules = e.Rules,
            Source = e.Source,
            Version = Version,
        },
        ClusterDescribed e => this with { Name = e.Name, Description = e.Description, Tags = e.Tags },
        ClusterRulesChanged e => this with { Rules = e.Rules },
        ClusterLifecycleChanged e => this with { Lifecycle = e.To },
        ClusterMemberJoined e => this with { Members = Members.Add(e.MemberId) },
        ClusterMemberLeft e => this with
        {
            Members = Members.Remove(e.MemberId),
            Coordinators = Coordinators.Remove(e.MemberId),
        },
        CoordinatorAppointed e => this with
        {
            Members = Members.Add(e.MemberId),
            Coordinators = Coordinators.Add(e.MemberId),
        },
        CoordinatorDismissed e => this with { Coordinators = Coordinators.Remove(e.MemberId) },
        _ => this,
    };
}
