using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Storage.ReadModels.Recommendations;

/// <summary>All that a recommender learns from, as of one moment.</summary>
/// <param name="Position">The log's position that it holds; <see cref="Activity.Of"/> tells what came after.</param>
/// <param name="Members">All members.</param>
/// <param name="Organisations">All organisations.</param>
/// <param name="Ideas">All ideas but drafts.</param>
/// <param name="Clusters">All mini-clusters.</param>
/// <param name="Activities">What members did, in the order of time.</param>
public sealed record RecommendationData(
    long Position, IReadOnlyList<MemberFeatures> Members, IReadOnlyList<OrganisationFeatures> Organisations,
    IReadOnlyList<IdeaFeatures> Ideas, IReadOnlyList<ClusterFeatures> Clusters, IReadOnlyList<Activity> Activities);

public sealed record MemberFeatures
{
    public required string Id { get; init; }
    public string? OrganisationId { get; init; }

    /// <summary>KSIC codes and free words.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];
}

public sealed record OrganisationFeatures
{
    public required string Id { get; init; }
    public required string Kind { get; init; }
    public string Name { get; init; } = "";
    public string? Region { get; init; }
    public string? Complex { get; init; }
    public ImmutableArray<string> Industries { get; init; } = [];
    public ImmutableArray<string> Tags { get; init; } = [];
    public string Products { get; init; } = "";
    public string Offers { get; init; } = "";
    public string Needs { get; init; } = "";
    public int Members { get; init; }
}

public sealed record IdeaFeatures
{
    public required string Id { get; init; }
    public required string ClusterId { get; init; }
    public required string AuthorId { get; init; }
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";
    public ImmutableArray<string> Tags { get; init; } = [];
    public IdeaStage Stage { get; init; }
    public Visibility Visibility { get; init; }
}

public sealed record ClusterFeatures
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public ImmutableArray<string> Tags { get; init; } = [];
}

/// <summary>What a member did.</summary>
public enum ActivityKind
{
    Posted,
    Commented,
    Supported,
    Followed,

    /// <summary>Joined a mini-cluster.</summary>
    Joined,

    /// <summary>Answered a recommendation; see <see cref="Activity.Answer"/>.</summary>
    Answered,
}

/// <summary>What an activity was about.</summary>
public enum ActivityTarget
{
    Idea,
    Organisation,
    Cluster,
}
