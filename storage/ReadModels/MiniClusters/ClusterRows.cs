using System.Collections.Immutable;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.ReadModels.Members;

namespace IdeaStorage.Storage.ReadModels.MiniClusters;

/// <summary>A mini-cluster as lists show it.</summary>
public record ClusterItem
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";
    public string Description { get; init; } = "";
    public ImmutableArray<string> Tags { get; init; } = [];
    public ClusterLifecycle Lifecycle { get; init; }
    public int Members { get; init; }

    /// <summary>Ideas that everyone may see.</summary>
    public int Ideas { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    internal string NameKey { get; init; } = "";
}

/// <summary>A mini-cluster with its rules, its coordinators and the viewer's place in it.</summary>
public sealed record ClusterDetail : ClusterItem
{
    public ClusterRules Rules => RulesJson.Read(RulesText);
    public string? Source { get; init; }

    /// <summary>The cluster's version, for ETag and If-Match.</summary>
    public long Version { get; init; }

    public bool IsMember { get; init; }
    public bool IsCoordinator { get; init; }
    public IReadOnlyList<MemberItem> Coordinators { get; init; } = [];

    internal string RulesText { get; init; } = "";
}

/// <summary>A member of a cluster.</summary>
public sealed record ClusterMember : MemberItem
{
    public bool IsCoordinator { get; init; }
    public DateTimeOffset JoinedAt { get; init; }
}
