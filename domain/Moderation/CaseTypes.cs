using Orleans;

namespace IdeaStorage.Domain.Moderation;

public enum FlagCategory
{
    Spam = 0,
    Abuse = 1,
    OffTopic = 2,
    PersonalData = 3,
    Copyright = 4,
    Other = 5,
}

public enum CaseDecision
{
    /// <summary>The flags were not justified; nothing changes.</summary>
    Dismiss = 0,
    Hide = 1,
    Remove = 2,

    /// <summary>Undo a hide or a removal.</summary>
    Restore = 3,
}

public enum CaseStatus
{
    Open = 0,
    Decided = 1,
}

/// <summary>An idea, or one comment of it, with what a case must know of it.</summary>
/// <param name="ClusterId">The cluster whose coordinators decide.</param>
/// <param name="IdeaId">The idea.</param>
/// <param name="CommentId">The comment, or null for the idea itself.</param>
/// <param name="AuthorId">Who wrote it.</param>
[GenerateSerializer, Immutable, Alias("case-target")]
public sealed record CaseTarget(
    [property: Id(0)] string ClusterId,
    [property: Id(1)] string IdeaId,
    [property: Id(2)] string? CommentId,
    [property: Id(3)] string AuthorId)
{
    /// <summary>A target has one case, so the target's own id names it.</summary>
    public string CaseId => CommentId ?? IdeaId;
}

public static class CaseLimits
{
    public const int NoteCharactersMax = 1_000;
    public const int ReasonCharactersMin = 2;
    public const int ReasonCharactersMax = 1_000;
    public const int FlagsPerCaseMax = 1_000;
}
