using System.Collections.Immutable;

namespace IdeaStorage.Domain.Members;

/// <summary>
/// A person opened an account. Name, e-mail and handle are rows (<c>profiles</c>, Identity), not part of the event.
/// </summary>
[EventName("member.registered.v1")]
public sealed record MemberRegistered(
    string MemberId, MemberOrigin Origin, string Locale, bool IsOperator, string By, DateTimeOffset At) : IEvent;

[EventName("member.tags-changed.v1")]
public sealed record MemberTagsChanged(ImmutableArray<string> Tags, string By, DateTimeOffset At) : IEvent;

/// <summary>The member belongs to another organisation, or to none.</summary>
[EventName("member.organisation-changed.v1")]
public sealed record MemberOrganisationChanged(string? OrganisationId, string By, DateTimeOffset At) : IEvent;

[EventName("member.locale-changed.v1")]
public sealed record MemberLocaleChanged(string Locale, string By, DateTimeOffset At) : IEvent;

/// <summary>The display name or another profile field changed; the row holds what it is now.</summary>
[EventName("member.profile-changed.v1")]
public sealed record MemberProfileChanged(string By, DateTimeOffset At) : IEvent;

/// <summary>
/// The member said whether recommendations may use what they do. Without it they rest on tags and organisation, and the
/// member's acts are nobody's reason; what was declined or is theirs is still not shown again.
/// </summary>
[EventName("member.activity-use-changed.v1")]
public sealed record MemberActivityUseChanged(bool UsesActivity, string By, DateTimeOffset At) : IEvent;

[EventName("member.operator-appointed.v1")]
public sealed record OperatorAppointed(string By, DateTimeOffset At) : IEvent;

/// <summary>
/// The member wants to be shown an organisation, and what its members post, in no recommendation. Theirs alone to know.
/// </summary>
[EventName("member.organisation-blocked.v1")]
public sealed record OrganisationBlocked(string OrganisationId, string By, DateTimeOffset At) : IEvent;

[EventName("member.organisation-unblocked.v1")]
public sealed record OrganisationUnblocked(string OrganisationId, string By, DateTimeOffset At) : IEvent;

/// <summary>The member answered a recommendation; answers are training data.</summary>
[EventName("member.recommendation-answered.v1")]
public sealed record RecommendationAnswered(
    RecommendedKind Kind, string TargetId, RecommendationAnswer Answer, string By, DateTimeOffset At) : IEvent;

/// <summary>
/// The member asked to be introduced to an organisation. A wish about the same one, of the same id, begins anew.
/// </summary>
/// <param name="IntroductionId">The wish.</param>
/// <param name="Kind">What the member was recommended.</param>
/// <param name="TargetId">Its id.</param>
/// <param name="OrganisationId">Whom the member wants to meet.</param>
/// <param name="ClusterIds">The clusters whose coordinators see to it; none: operators do.</param>
/// <param name="By">The member.</param>
/// <param name="At">When.</param>
[EventName("introduction.asked.v1")]
public sealed record IntroductionAsked(
    string IntroductionId, RecommendedKind Kind, string TargetId, string OrganisationId,
    ImmutableArray<string> ClusterIds, string By, DateTimeOffset At) : IEvent;

/// <summary>A coordinator put both sides in touch, or said why not.</summary>
/// <param name="IntroductionId">The wish.</param>
/// <param name="AskingOrganisationId">The member's organisation by then, or null.</param>
/// <param name="OrganisationId">Whom the member wanted to meet.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Note">What the member reads about it.</param>
/// <param name="By">The coordinator.</param>
/// <param name="At">When.</param>
[EventName("introduction.concluded.v1")]
public sealed record IntroductionConcluded(
    string IntroductionId, string? AskingOrganisationId, string OrganisationId, IntroductionOutcome Outcome,
    TextRef Note, string By, DateTimeOffset At) : IEvent;

/// <summary>The member took the wish back, and with it the answer to the recommendation.</summary>
[EventName("introduction.withdrawn.v1")]
public sealed record IntroductionWithdrawn(
    string IntroductionId, RecommendedKind Kind, string TargetId, string By, DateTimeOffset At) : IEvent;
