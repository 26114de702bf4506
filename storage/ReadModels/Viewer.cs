using System.Collections.Immutable;

namespace IdeaStorage.Storage.ReadModels;

/// <summary>Who looks: decides which rows a query gives.</summary>
/// <param name="MemberId">The signed-in member, or null for a visitor.</param>
/// <param name="IsOperator">Whether the member is staff of the agency.</param>
/// <param name="CoordinatedClusters">The clusters that the member coordinates.</param>
public sealed record Viewer(string? MemberId, bool IsOperator, ImmutableArray<string> CoordinatedClusters)
{
    /// <summary>Somebody who is not signed in.</summary>
    public static Viewer Visitor { get; } = new(null, false, []);

    /// <summary>Whether the viewer moderates this cluster.</summary>
    public bool Moderates(string clusterId) => IsOperator || CoordinatedClusters.Contains(clusterId);
}
