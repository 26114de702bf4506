using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Silo.Demo;

/// <summary>
/// Everything a first run shows before anyone has written a word: fictional, decided by a seed alone, and already
/// within the rules that bind real members. Keys are unique in the plan and mean nothing outside of it.
/// </summary>
/// <remarks>
/// Seed: What the plan was made from; the same seed and time give the same plan.
/// Now: The plan's latest possible moment; everything in it happened before.
/// Industries: The codes below the built-in levels of the classification that the plan uses.
/// Clusters: Eight mini-clusters.
/// Organisations: 120 organisations, fifteen at home in each cluster.
/// Members: 300 members, the personas among them.
/// Ideas: 200 ideas in the order in which they were posted.
/// Cases: Moderation matters, open and decided.
/// Introductions: Wishes to be introduced, waiting and concluded.
/// Personas: The members one may sign in as, from loopback only.
/// </remarks>
public sealed record DemoPlan(
    int Seed,
    DateTimeOffset Now,
    IReadOnlyList<KsicEntry> Industries,
    IReadOnlyList<DemoCluster> Clusters,
    IReadOnlyList<DemoOrganisation> Organisations,
    IReadOnlyList<DemoMember> Members,
    IReadOnlyList<DemoIdea> Ideas,
    IReadOnlyList<DemoCase> Cases,
    IReadOnlyList<DemoIntroduction> Introductions,
    IReadOnlyList<DemoPersona> Personas);

/// <summary>A mini-cluster: only its members write in it.</summary>
/// <remarks>
/// CoordinatorKeys: Two members of the cluster.
/// KsicCodes: Codes of KSIC revision 10 with their section letter, such as C29 or C2621.
/// </remarks>
public sealed record DemoCluster(
    string Key,
    string Name,
    string Description,
    string PostingRules,
    string Complex,
    string Region,
    IReadOnlyList<string> KsicCodes,
    IReadOnlyList<string> FreeTags,
    IReadOnlyList<string> CoordinatorKeys,
    DateTimeOffset CreatedAt);

/// <summary>What an organisation is.</summary>
public enum DemoOrganisationKind
{
    Company,
    University,
    Institute,
    SupportAgency,
}

/// <summary>A fictional organisation.</summary>
/// <remarks>
/// RegistrationNumber: Ten digits without hyphens; the checksum is valid, the number is invented.
/// </remarks>
public sealed record DemoOrganisation(
    string Key,
    string HomeClusterKey,
    string Name,
    DemoOrganisationKind Kind,
    string RegistrationNumber,
    string Region,
    string Complex,
    IReadOnlyList<string> KsicCodes,
    string Products,
    string Offers,
    string Needs,
    DateTimeOffset CreatedAt);

/// <summary>A fictional person; the name is a combination of a family name and a given name from two lists.</summary>
/// <remarks>
/// Locale: <c>ko</c> or <c>en</c>.
/// OrganisationKey: None for the agency's staff.
/// Memberships: The clusters the member is in, and since when; the home cluster first.
/// </remarks>
public sealed record DemoMember(
    string Key,
    string UserName,
    string DisplayName,
    string Email,
    string Locale,
    string? OrganisationKey,
    string JobTitle,
    IReadOnlyList<string> KsicCodes,
    IReadOnlyList<string> FreeTags,
    IReadOnlyList<DemoMembership> Memberships,
    bool IsOperator,
    DateTimeOffset CreatedAt);

public sealed record DemoMembership(string ClusterKey, DateTimeOffset JoinedAt);

/// <summary>Where an idea stands; drafts are not part of a plan.</summary>
public enum DemoStage
{
    Open,
    InReview,
    Selected,
    InProject,
    Realised,
    Declined,
    Retired,
    Merged,
}

/// <summary>An idea with all that happened to it, each list in the order of time.</summary>
/// <remarks>
/// Language: <c>ko</c> or <c>en</c>, the language of title and body.
/// Body: Markdown.
/// </remarks>
public sealed record DemoIdea(
    string Key,
    string ClusterKey,
    string AuthorKey,
    string Language,
    string Title,
    string Body,
    IReadOnlyList<string> KsicCodes,
    IReadOnlyList<string> FreeTags,
    DateTimeOffset PostedAt,
    DemoStage Stage,
    IReadOnlyList<DemoStageChange> StageChanges,
    IReadOnlyList<DemoComment> Comments,
    IReadOnlyList<DemoSupport> Supports,
    IReadOnlyList<DemoFollow> Follows);

/// <summary>One step along the allowed arrows, by a coordinator who is not the author.</summary>
/// <remarks>
/// Reason: Public, in Korean.
/// MergedIntoKey: The older idea of the same cluster that goes on; only when <c>To</c> is Merged.
/// </remarks>
public sealed record DemoStageChange(
    DemoStage From,
    DemoStage To,
    string ByKey,
    DateTimeOffset At,
    string Reason,
    string? MergedIntoKey);

/// <summary>An answer to an idea, or to a comment that stands before it.</summary>
/// <remarks>
/// Level: 1 for an answer to the idea, at most 4.
/// </remarks>
public sealed record DemoComment(
    string Key,
    string? ParentKey,
    int Level,
    string AuthorKey,
    DateTimeOffset At,
    string Text);

public sealed record DemoSupport(string MemberKey, DateTimeOffset At);

public sealed record DemoFollow(string MemberKey, DateTimeOffset At);

/// <summary>Why something was flagged.</summary>
public enum DemoFlagCategory
{
    Spam,
    Abuse,
    OffTopic,
    PersonalData,
    Other,
}

/// <summary>What a coordinator decided about a case.</summary>
public enum DemoDecisionKind
{
    Dismiss,
    Hide,
    Remove,
}

/// <summary>The flags on one idea, or on one comment of it, and the decision when there is one.</summary>
/// <remarks>
/// CommentKey: None when the idea itself was flagged.
/// Decision: None while the case is open.
/// </remarks>
public sealed record DemoCase(
    string Key,
    string ClusterKey,
    string IdeaKey,
    string? CommentKey,
    IReadOnlyList<DemoFlag> Flags,
    DemoDecision? Decision);

public sealed record DemoFlag(string MemberKey, DemoFlagCategory Category, string Note, DateTimeOffset At);

/// <summary>A decision by a coordinator of the cluster who wrote neither the text nor a flag.</summary>
public sealed record DemoDecision(DemoDecisionKind Kind, string ByKey, DateTimeOffset At, string Reason);

/// <summary>What came of a wish to be introduced.</summary>
public enum DemoIntroductionOutcome
{
    Made,
    NotMade,
}

/// <summary>A member's wish to be introduced to an organisation.</summary>
/// <remarks>
/// ClusterKeys: Those that both sides are in.
/// Conclusion: None while it waits.
/// </remarks>
public sealed record DemoIntroduction(
    string Key,
    string MemberKey,
    string OrganisationKey,
    IReadOnlyList<string> ClusterKeys,
    DateTimeOffset At,
    DemoConclusion? Conclusion);

/// <summary>What a coordinator of one of the clusters, who is not the member, said came of a wish.</summary>
public sealed record DemoConclusion(DemoIntroductionOutcome Outcome, string ByKey, DateTimeOffset At, string Note);

/// <summary>A member one may try the program as.</summary>
/// <remarks>
/// Role: What the persona is there to show, in Korean.
/// RoleEnglish: The same in English.
/// </remarks>
public sealed record DemoPersona(string UserName, string MemberKey, string Role, string RoleEnglish);
