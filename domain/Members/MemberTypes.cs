using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Domain.Members;

/// <summary>How an account came to be.</summary>
public enum MemberOrigin
{
    Registered = 0,

    /// <summary>A fictional persona; never counts as the first account, signs in from loopback only.</summary>
    Demo = 1,

    /// <summary>An author brought by an import; has no password.</summary>
    Imported = 2,
}

public enum RecommendedKind
{
    Organisation = 0,
    Idea = 1,
}

public enum RecommendationAnswer
{
    Interested = 0,
    NotRelevant = 1,

    /// <summary>The member asks to be put in touch (an introduction).</summary>
    Introduce = 2,
}

/// <summary>What came of a wish to be introduced.</summary>
public enum IntroductionOutcome
{
    /// <summary>Both sides were put in touch.</summary>
    Made = 0,

    NotMade = 1,
}

/// <summary>Whom a wish to be introduced is about, and whose task it is.</summary>
/// <param name="OrganisationId">The organisation: the one that was recommended, or that of an idea's author.</param>
/// <param name="ClusterIds">The clusters whose coordinators see to it; none: operators do.</param>
[GenerateSerializer, Immutable, Alias("introduction-place")]
public sealed record IntroductionPlace(
    [property: Id(0)] string OrganisationId,
    [property: Id(1)] ImmutableArray<string> ClusterIds);

/// <summary>A member's wish to be introduced to an organisation, and what came of it.</summary>
/// <param name="Kind">What the member was recommended.</param>
/// <param name="TargetId">Its id.</param>
/// <param name="Place">Whom it is about, and whose task it is.</param>
/// <param name="Outcome">What came of it; null while it waits.</param>
/// <param name="NoteId">The note of whoever concluded it; null while it waits.</param>
/// <param name="IsWithdrawn">Whether the member took it back.</param>
public sealed record Introduction(
    RecommendedKind Kind, string TargetId, IntroductionPlace Place, IntroductionOutcome? Outcome = null,
    string? NoteId = null, bool IsWithdrawn = false)
{
    public bool IsOpen => Outcome is null && !IsWithdrawn;

    /// <summary>A member's wish about one organisation has one id, however often it is wished.</summary>
    public static string IdOf(string memberId, string organisationId) =>
        DerivedId.From("introduction", memberId, organisationId);
}

public static class MemberLimits
{
    public const int TagsPerMemberMax = 20;
    public const int DisplayNameCharactersMin = 1;
    public const int DisplayNameCharactersMax = 60;
    public const int UserNameCharactersMin = 3;
    public const int UserNameCharactersMax = 40;
    public const int EmailCharactersMax = 254;
    public const int RecommendationAnswersMax = 20_000;
    public const int OrganisationsBlockedMax = 500;

    /// <summary>Wishes of one member that nobody has seen to yet.</summary>
    public const int IntroductionsOpenMax = 50;

    /// <summary>Clusters whose coordinators see one wish.</summary>
    public const int ClustersPerIntroductionMax = 10;

    public const int IntroductionNoteCharactersMin = 2;
    public const int IntroductionNoteCharactersMax = 1_000;

    /// <summary>The languages that every page exists in, the default first.</summary>
    public static readonly IReadOnlyList<string> Locales = ["ko", "en"];
}
