using IdeaStorage.Domain.Moderation;

namespace IdeaStorage.Storage.ReadModels.Moderation;

/// <summary>A moderation case as a coordinator's queue shows it, with what was flagged and by whom.</summary>
public sealed record CaseItem
{
    public required string Id { get; init; }
    public required string ClusterId { get; init; }
    public required string IdeaId { get; init; }

    /// <summary>The flagged comment; null when the idea itself was flagged.</summary>
    public string? CommentId { get; init; }

    public required string AuthorId { get; init; }
    public string AuthorName { get; init; } = "";
    public string IdeaTitle { get; init; } = "";

    /// <summary>The flagged text as it is now: the comment, or the idea's body.</summary>
    public string Content { get; init; } = "";

    public bool IsOpen { get; init; }
    public CaseStatus Status => IsOpen ? CaseStatus.Open : CaseStatus.Decided;
    public int Flags { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The newest flag or decision.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The newest decision, or null.</summary>
    public CaseDecision? Decision { get; init; }

    public string? Reason { get; init; }
    public string? DecidedBy { get; init; }
    public string? DecidedByName { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The case's version, for ETag and If-Match.</summary>
    public long Version { get; init; }

    /// <summary>The flags, oldest first.</summary>
    public IReadOnlyList<CaseFlag> FlagList { get; init; } = [];
}

/// <summary>One member's flag.</summary>
public sealed record CaseFlag
{
    public required string CaseId { get; init; }
    public required string MemberId { get; init; }
    public string MemberName { get; init; } = "";
    public FlagCategory Category { get; init; }
    public string? Note { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>One decision on a case.</summary>
public sealed record CaseRuling
{
    public CaseDecision Decision { get; init; }
    public string Reason { get; init; } = "";
    public required string ById { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A case with its decisions, oldest first.</summary>
public sealed record CaseDetail(CaseItem Case, IReadOnlyList<CaseRuling> Decisions);

/// <summary>Why a member is told of a decision.</summary>
public enum NoticeAudience
{
    /// <summary>They wrote what was flagged.</summary>
    Author,

    /// <summary>They flagged it.</summary>
    Flagger,
}

/// <summary>What a decision tells the author or a flagger.</summary>
public sealed record Notice
{
    public NoticeAudience Audience { get; init; }
    public required string CaseId { get; init; }
    public required string IdeaId { get; init; }
    public string? CommentId { get; init; }

    /// <summary>The idea's title; null where the member may no longer see the idea, as after it was hidden.</summary>
    public string? IdeaTitle { get; init; }

    public CaseDecision Decision { get; init; }
    public string Reason { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>The decision's place in the log: later notices have higher ones.</summary>
    public long Position { get; init; }

    /// <summary>Whether the member has seen the list since.</summary>
    public bool IsSeen { get; init; }
}
