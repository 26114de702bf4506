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
