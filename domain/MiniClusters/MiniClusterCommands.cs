using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Domain.MiniClusters;

/// <summary>
/// Found a cluster. Operators only. <paramref name="Source"/>: system and id that it was imported from.
/// </summary>
[GenerateSerializer, Immutable, Alias("create-cluster")]
public sealed record CreateCluster(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Text Name,
    [property: Id(2)] Text Description,
    [property: Id(3)] ImmutableArray<string> Tags,
    [property: Id(4)] ClusterRules Rules,
    [property: Id(5)] string? Source = null) : ICommand;

/// <summary>Change what is given; null leaves it as it is.</summary>
[GenerateSerializer, Immutable, Alias("change-cluster")]
public sealed record ChangeCluster(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Text? Name = null,
    [property: Id(2)] Text? Description = null,
    [property: Id(3)] ImmutableArray<string>? Tags = null,
    [property: Id(4)] ClusterRules? Rules = null,
    [property: Id(5)] ClusterLifecycle? Lifecycle = null,
    [property: Id(6)] long? ExpectedVersion = null) : ICommand;

/// <summary>Make <paramref name="MemberId"/> a member: oneself, or by a coordinator.</summary>
[GenerateSerializer, Immutable, Alias("join-cluster")]
public sealed record JoinCluster(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string MemberId) : ICommand;

[GenerateSerializer, Immutable, Alias("leave-cluster")]
public sealed record LeaveCluster(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string MemberId) : ICommand;

/// <summary>Operators, or a coordinator of the cluster.</summary>
[GenerateSerializer, Immutable, Alias("appoint-coordinator")]
public sealed record AppointCoordinator(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string MemberId) : ICommand;

[GenerateSerializer, Immutable, Alias("dismiss-coordinator")]
public sealed record DismissCoordinator(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string MemberId) : ICommand;
