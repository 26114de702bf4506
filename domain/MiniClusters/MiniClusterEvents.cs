using System.Collections.Immutable;

namespace IdeaStorage.Domain.MiniClusters;

[EventName("cluster.created.v1")]
public sealed record ClusterCreated(
    string ClusterId, TextRef Name, TextRef Description, ImmutableArray<string> Tags, ClusterRules Rules,
    string? Source, string By, DateTimeOffset At) : IEvent;

[EventName("cluster.described.v1")]
public sealed record ClusterDescribed(
    TextRef Name, TextRef Description, ImmutableArray<string> Tags, string By, DateTimeOffset At) : IEvent;

[EventName("cluster.rules-changed.v1")]
public sealed record ClusterRulesChanged(ClusterRules Rules, string By, DateTimeOffset At) : IEvent;

[EventName("cluster.lifecycle-changed.v1")]
public sealed record ClusterLifecycleChanged(
    ClusterLifecycle From, ClusterLifecycle To, string By, DateTimeOffset At) : IEvent;

[EventName("cluster.member-joined.v1")]
public sealed record ClusterMemberJoined(string MemberId, string By, DateTimeOffset At) : IEvent;

[EventName("cluster.member-left.v1")]
public sealed record ClusterMemberLeft(string MemberId, string By, DateTimeOffset At) : IEvent;

/// <summary>The member coordinates the cluster; being a coordinator makes one a member of it.</summary>
[EventName("cluster.coordinator-appointed.v1")]
public sealed record CoordinatorAppointed(string MemberId, string By, DateTimeOffset At) : IEvent;

/// <summary>The member no longer coordinates the cluster, and stays a member of it.</summary>
[EventName("cluster.coordinator-dismissed.v1")]
public sealed record CoordinatorDismissed(string MemberId, string By, DateTimeOffset At) : IEvent;
