using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Storage.ReadModels.Ideas;

/// <summary>The orders of a list of ideas.</summary>
public enum IdeaSort
{
    /// <summary>Newest first.</summary>
    New,

    /// <summary>By a score of points and age.</summary>
    Trending,

    /// <summary>Most supported first.</summary>
    Supported,

    /// <summary>Those without a comment, newest first.</summary>
    Unanswered,

    /// <summary>Best match first; only with a search text, where it is the default.</summary>
    Relevance,
}

/// <summary>Which ideas, in which order. What is null does not matter.</summary>
public sealed record IdeaFilter
{
    public string? ClusterId { get; init; }

    /// <summary>A KSIC code, which takes the codes below it too, or a free word.</summary>
    public string? Tag { get; init; }

    public IdeaStage? Stage { get; init; }

    public string? AuthorId { get; init; }

    /// <summary>An organisation that takes part in the project that came of the idea.</summary>
    public string? ParticipantId { get; init; }

    /// <summary>Words to find in titles, tags, bodies and comments. Anything may be typed.</summary>
    public string? Text { get; init; }

    /// <summary>Null: <see cref="IdeaSort.Relevance"/> with a search text, else <see cref="IdeaSort.New"/>.</summary>
    public IdeaSort? Sort { get; init; }

    /// <summary>The cursor of the page before; null for the first page.</summary>
    public string? After { get; init; }

    /// <summary>Rows wished for; see <see cref="PageLimits"/>.</summary>
    public int? Limit { get; init; }
}

/// <summary>An idea as lists show it.</summary>
public record IdeaItem
{
    public required string Id { get; init; }
    public required string Title { get; init; }

    /// <summary>The beginning of the body, at most <see cref="IdeaQueries.ExcerptCharactersMax"/> characters.</summary>
    public string Excerpt { get; init; } = "";

    public required string ClusterId { get; init; }
    public string ClusterName { get; init; } = "";
    public required string AuthorId { get; init; }
    public string AuthorName { get; init; } = "";
    public string? OrganisationId { get; init; }
    public string? OrganisationName { get; init; }
    public ImmutableArray<string> Tags { get; init; } = [];
    public IdeaStage Stage { get; init; }
    public Visibility Visibility { get; init; }

    /// <summary>Supports of members here.</summary>
    public int Supports { get; init; }

    /// <summary>Votes brought by an import, whose voters are not known.</summary>
    public int ImportedSupport { get; init; }

    /// <summary>Both together; the number to show.</summary>
    public int SupportTotal { get; init; }

    /// <summary>Comments that everyone may see.</summary>
    public int Comments { get; init; }

    public int Followers { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The newest post, edit, comment or stage change.</summary>
    public DateTimeOffset ActiveAt { get; init; }

    /// <summary>When title, body or tags were last edited; null if never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The idea's version, for ETag and If-Match.</summary>
    public long Version { get; init; }

    /// <summary>Whether the viewer supports it.</summary>
    public bool IsSupported { get; init; }

    /// <summary>Whether the viewer follows it.</summary>
    public bool IsFollowed { get; init; }

    internal long SortNumber { get; init; }
    internal double SortScore { get; init; }
}

/// <summary>An idea as its own page shows it.</summary>
public sealed record IdeaDetail : IdeaItem
{
    /// <summary>Markdown, as written.</summary>
    public string Body { get; init; } = "";

    /// <summary>The version of title, body and tags, from 1.</summary>
    public int Revision { get; init; }

    /// <summary>The idea that it was merged into, or null.</summary>
    public string? MergedInto { get; init; }

    /// <summary>See <see cref="IdeaStamp.NamesVersion"/>.</summary>
    public long NamesVersion { get; init; }
}

/// <summary>A comment in its place: the list is in display order, <see cref="Depth"/> is the indentation.</summary>
public sealed record CommentItem
{
    public required string Id { get; init; }
    public string? ParentId { get; init; }

    /// <summary>1 under the idea itself.</summary>
    public int Depth { get; init; }

    public required string AuthorId { get; init; }
    public string AuthorName { get; init; } = "";
    public string? OrganisationId { get; init; }
    public string? OrganisationName { get; init; }

    /// <summary>Markdown, as written; null when the viewer may not read it.</summary>
    public string? Body { get; init; }

    public Visibility Visibility { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The version of the text, from 1.</summary>
    public int Revision { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    internal string Path { get; init; } = "";
}

/// <summary>One step of an idea's life, with its public reason.</summary>
public sealed record StageChange
{
    public IdeaStage FromStage { get; init; }
    public IdeaStage ToStage { get; init; }
    public string Reason { get; init; } = "";
    public required string ById { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>An organisation that takes part in the project that came of an idea.</summary>
public sealed record ParticipantItem
{
    public required string Id { get; init; }
    public string Name { get; init; } = "";

    /// <summary>When it was named.</summary>
    public DateTimeOffset Since { get; init; }
}

/// <summary>Everything that an idea's page shows.</summary>
/// <param name="Idea">The idea.</param>
/// <param name="Comments">In display order, at most <see cref="IdeaQueries.PageCommentsMax"/>.</param>
/// <param name="NextComments">The cursor of the comments that follow; null if these are all.</param>
/// <param name="StageChanges">Its life, oldest step first.</param>
/// <param name="Participants">The organisations of its project by name; at most
/// <see cref="IdeaLimits.ParticipantsPerIdeaMax"/>.</param>
public sealed record IdeaPage(
    IdeaDetail Idea, IReadOnlyList<CommentItem> Comments, string? NextComments,
    IReadOnlyList<StageChange> StageChanges, IReadOnlyList<ParticipantItem> Participants);

/// <summary>Tells whether a cached page is still good: both numbers must be what they were.</summary>
public sealed record IdeaStamp
{
    public long Version { get; init; }

    /// <summary>The position of the newest event that may have changed a shown name.</summary>
    public long NamesVersion { get; init; }

    /// <summary>Whether everyone may see the idea.</summary>
    public bool IsPublic { get; init; }
}

/// <summary>One version of an idea's title, body and tags; the newest is the present one.</summary>
public sealed record IdeaVersion
{
    public int Revision { get; init; }
    public string Title { get; init; } = "";
    public string Body { get; init; } = "";
    public ImmutableArray<string> Tags { get; init; } = [];
    public required string ById { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>One version of a comment; the newest is the present one.</summary>
public sealed record CommentVersion
{
    public int Revision { get; init; }
    public string Body { get; init; } = "";
    public required string ById { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>Where an idea (no comment id) or a comment stands, and who wrote it.</summary>
public sealed record ContentPlace
{
    public required string ClusterId { get; init; }
    public required string IdeaId { get; init; }
    public string? CommentId { get; init; }
    public required string AuthorId { get; init; }
}
