using Orleans;

namespace IdeaStorage.Domain.Moderation;

/// <summary>Report content to the coordinators of its cluster: once per member and target, never one's own.</summary>
[GenerateSerializer, Immutable, Alias("flag-content")]
public sealed record FlagContent(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] CaseTarget Target,
    [property: Id(2)] FlagCategory Category,
    [property: Id(3)] Text? Note) : ICommand;

/// <summary>Decide a case. Coordinators of its cluster only, never on their own content.</summary>
[GenerateSerializer, Immutable, Alias("decide-case")]
public sealed record DecideCase(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] CaseDecision Decision,
    [property: Id(2)] Text Reason) : ICommand;
