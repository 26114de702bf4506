using System.Collections.Immutable;

namespace IdeaStorage.Storage.ReadModels.Introductions;

/// <summary>Where a wish to be introduced stands.</summary>
public enum IntroductionState
{
    /// <summary>Nobody has seen to it yet.</summary>
    Open,

    /// <summary>Both sides were put in touch.</summary>
    Made,

    NotMade,
}

/// <summary>A wish to be introduced, for the member who wished and those whose task it is.</summary>
public sealed record IntroductionItem
{
    public required string Id { get; init; }
    public required string MemberId { get; init; }
    public string MemberName { get; init; } = "";

    /// <summary>The member's organisation: when it was concluded, or now; null for none.</summary>
    public string? AskingOrganisationId { get; init; }

    public string? AskingOrganisationName { get; init; }

    /// <summary>Whom the member wants to meet.</summary>
    public required string OrganisationId { get; init; }

    public string OrganisationName { get; init; } = "";

    /// <summary>The idea by whose author the organisation is meant; null where it was proposed itself.</summary>
    public string? IdeaId { get; init; }

    /// <summary>Its title; null where the viewer may not see it.</summary>
    public string? IdeaTitle { get; init; }

    public IntroductionState State { get; init; }
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>What whoever concluded it wrote to the member; null before.</summary>
    public string? Note { get; init; }

    public string? ConcludedById { get; init; }
    public string? ConcludedByName { get; init; }
    public DateTimeOffset? ConcludedAt { get; init; }
}

/// <summary>A wish and whose task it is.</summary>
/// <param name="Item">The wish.</param>
/// <param name="ClusterIds">The clusters whose coordinators see to it; none: operators do.</param>
public sealed record IntroductionTask(IntroductionItem Item, ImmutableArray<string> ClusterIds)
{
    /// <summary>Whether it is this viewer's to see and to conclude.</summary>
    public bool IsOf(Viewer viewer) => viewer.IsOperator || ClusterIds.Any(viewer.Moderates);
}
