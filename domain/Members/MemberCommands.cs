using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Domain.Members;

/// <summary>Personal data of a member: a row, never in an event.</summary>
/// <param name="MemberId">Whose.</param>
/// <param name="Handle">The user name, unique regardless of case.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Email">Contact; null for imported authors and demo personas.</param>
[GenerateSerializer, Immutable, Alias("profile")]
public sealed record Profile(
    [property: Id(0)] string MemberId,
    [property: Id(1)] string Handle,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] string? Email = null);

[GenerateSerializer, Immutable, Alias("register-member")]
public sealed record RegisterMember(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Profile Profile,
    [property: Id(2)] MemberOrigin Origin,
    [property: Id(3)] string Locale,
    [property: Id(4)] bool IsOperator = false) : ICommand;

/// <summary>Change what is given; null leaves it as it is.</summary>
/// <param name="Context">Who and when.</param>
/// <param name="Tags">New tags.</param>
/// <param name="OrganisationId">Another organisation; an empty text leaves the present one.</param>
/// <param name="Locale">Another language.</param>
/// <param name="Profile">New profile row.</param>
/// <param name="ExpectedVersion">
/// The version that the editor saw: refused if the edited content changed after it. Null: whatever it is.
/// </param>
/// <param name="UsesActivity">Whether recommendations may use what the member does: theirs alone to say.</param>
[GenerateSerializer, Immutable, Alias("change-member")]
public sealed record ChangeMember(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] ImmutableArray<string>? Tags = null,
    [property: Id(2)] string? OrganisationId = null,
    [property: Id(3)] string? Locale = null,
    [property: Id(4)] Profile? Profile = null,
    [property: Id(5)] long? ExpectedVersion = null,
    [property: Id(6)] bool? UsesActivity = null) : ICommand;

[GenerateSerializer, Immutable, Alias("appoint-operator")]
public sealed record AppointOperator([property: Id(0)] CommandContext Context) : ICommand;

/// <param name="Context">Who and when.</param>
/// <param name="Kind">What was recommended.</param>
/// <param name="TargetId">Its id.</param>
/// <param name="Answer">What the member thinks of it.</param>
/// <param name="Introduction">With the wish to be introduced: to whom and by whom; null: nobody is asked.</param>
[GenerateSerializer, Immutable, Alias("answer-recommendation")]
public sealed record AnswerRecommendation(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] RecommendedKind Kind,
    [property: Id(2)] string TargetId,
    [property: Id(3)] RecommendationAnswer Answer,
    [property: Id(4)] IntroductionPlace? Introduction = null) : ICommand;

/// <summary>Say what came of a member's wish to be introduced.</summary>
[GenerateSerializer, Immutable, Alias("conclude-introduction")]
public sealed record ConcludeIntroduction(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string IntroductionId,
    [property: Id(2)] IntroductionOutcome Outcome,
    [property: Id(3)] Text Note) : ICommand;

[GenerateSerializer, Immutable, Alias("withdraw-introduction")]
public sealed record WithdrawIntroduction(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string IntroductionId) : ICommand;

[GenerateSerializer, Immutable, Alias("block-organisation")]
public sealed record BlockOrganisation(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string OrganisationId) : ICommand;

[GenerateSerializer, Immutable, Alias("unblock-organisation")]
public sealed record UnblockOrganisation(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string OrganisationId) : ICommand;
