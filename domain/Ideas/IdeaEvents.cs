using System.Collections.Immutable;

namespace IdeaStorage.Domain.Ideas;

[EventName("idea.posted.v1")]
public sealed record IdeaPosted(
    string IdeaId, string ClusterId, TextRef Title, TextRef Body, ImmutableArray<string> Tags, IdeaStage Stage,
    string By, DateTimeOffset At) : IEvent;

/// <summary>An idea brought from another system. It bypasses the limits that bind authors.</summary>
/// <param name="IdeaId">The idea.</param>
/// <param name="ClusterId">The cluster that it landed in.</param>
/// <param name="Title">Its title.</param>
/// <param name="Body">Its body.</param>
/// <param name="Tags">Its tags, possibly none.</param>
/// <param name="Stage">Its stage there.</param>
/// <param name="AuthorId">Its author, an imported member or the import's own author.</param>
/// <param name="ImportedSupport">Votes counted there whose voters are not known here; may be negative.</param>
/// <param name="Source">The system and its own id, unique: <c>ideascale:317202</c>.</param>
/// <param name="PostedAt">When it was posted there.</param>
/// <param name="By">Who imported it.</param>
/// <param name="At">When it was imported.</param>
[EventName("idea.imported.v1")]
public sealed record IdeaImported(
    string IdeaId, string ClusterId, TextRef Title, TextRef Body, ImmutableArray<string> Tags, IdeaStage Stage,
    string AuthorId, int ImportedSupport, string Source, DateTimeOffset PostedAt,
    string By, DateTimeOffset At) : IEvent;

/// <summary>A new version of title, body and tags. Earlier versions stay readable.</summary>
[EventName("idea.edited.v1")]
public sealed record IdeaEdited(
    TextRef Title, TextRef Body, ImmutableArray<string> Tags, string By, DateTimeOffset At) : IEvent;

[EventName("idea.supported.v1")]
public sealed record IdeaSupported(string By, DateTimeOffset At) : IEvent;

[EventName("idea.support-withdrawn.v1")]
public sealed record IdeaSupportWithdrawn(string By, DateTimeOffset At) : IEvent;

[EventName("idea.followed.v1")]
public sealed record IdeaFollowed(string By, DateTimeOffset At) : IEvent;

[EventName("idea.unfollowed.v1")]
public sealed record IdeaUnfollowed(string By, DateTimeOffset At) : IEvent;

[EventName("idea.stage-changed.v1")]
public sealed record IdeaStageChanged(
    IdeaStage From, IdeaStage To, TextRef Reason, string By, DateTimeOffset At) : IEvent;

/// <summary>Follows the change to the stage merged. Imports, and older logs, know no target.</summary>
/// <param name="TargetId">The idea that it was merged into, of the same cluster.</param>
/// <param name="By">Who merged it.</param>
/// <param name="At">When.</param>
[EventName("idea.merged.v1")]
public sealed record IdeaMerged(string TargetId, string By, DateTimeOffset At) : IEvent;

/// <summary>Other organisations take part in the project that came of the idea than before.</summary>
/// <param name="Joined">The ids of those that take part from now on.</param>
/// <param name="Left">The ids of those that no longer do.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When.</param>
[EventName("idea.participants-changed.v1")]
public sealed record ParticipantsChanged(
    ImmutableArray<string> Joined, ImmutableArray<string> Left, string By, DateTimeOffset At) : IEvent;

/// <param name="CommentId">The comment.</param>
/// <param name="ParentId">The comment that it stands under, or null under the idea itself.</param>
/// <param name="Depth">1 under the idea, at most <see cref="IdeaLimits.CommentDepthMax"/>.</param>
/// <param name="Body">Its text.</param>
/// <param name="By">Its author.</param>
/// <param name="At">When.</param>
[EventName("comment.posted.v1")]
public sealed record CommentPosted(
    string CommentId, string? ParentId, int Depth, TextRef Body, string By, DateTimeOffset At) : IEvent;

/// <summary>A comment brought from another system: see <see cref="IdeaImported"/>.</summary>
[EventName("comment.imported.v1")]
public sealed record CommentImported(
    string CommentId, string? ParentId, int Depth, TextRef Body, string AuthorId, string Source,
    DateTimeOffset PostedAt, string By, DateTimeOffset At) : IEvent;

[EventName("comment.edited.v1")]
public sealed record CommentEdited(string CommentId, TextRef Body, string By, DateTimeOffset At) : IEvent;

/// <summary>A moderation decision took effect.</summary>
/// <param name="CommentId">The comment, or null for the idea itself.</param>
/// <param name="Visibility">Who sees it from now on.</param>
/// <param name="CaseId">The case that decided it.</param>
/// <param name="By">The coordinator.</param>
/// <param name="At">When.</param>
[EventName("idea.visibility-changed.v1")]
public sealed record VisibilityChanged(
    string? CommentId, Visibility Visibility, string CaseId, string By, DateTimeOffset At) : IEvent;
