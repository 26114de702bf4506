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

    /// <summary>The languages that every page exists in, the default first.</summary>
    public static readonly IReadOnlyList<string> Locales = ["ko", "en"];
}
