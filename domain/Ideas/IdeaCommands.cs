using System.Collections.Immutable;
using Orleans;

namespace IdeaStorage.Domain.Ideas;

/// <summary>Post a new idea, or keep it as a draft that only its author sees.</summary>
[GenerateSerializer, Immutable, Alias("post-idea")]
public sealed record PostIdea(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string ClusterId,
    [property: Id(2)] Text Title,
    [property: Id(3)] Text Body,
    [property: Id(4)] ImmutableArray<string> Tags,
    [property: Id(5)] bool IsDraft = false) : ICommand;

[GenerateSerializer, Immutable, Alias("import-idea")]
public sealed record ImportIdea(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string ClusterId,
    [property: Id(2)] Text Title,
    [property: Id(3)] Text Body,
    [property: Id(4)] ImmutableArray<string> Tags,
    [property: Id(5)] IdeaStage Stage,
    [property: Id(6)] string AuthorId,
    [property: Id(7)] int ImportedSupport,
    [property: Id(8)] string Source,
    [property: Id(9)] DateTimeOffset PostedAt) : ICommand;

/// <summary>Change what is given; null leaves it as it is.</summary>
/// <param name="Context">Who and when.</param>
/// <param name="Title">A new title.</param>
/// <param name="Body">A new body.</param>
/// <param name="Tags">New tags.</param>
/// <param name="ExpectedVersion">
/// The version that the editor saw: refused if the edited content changed after it. Null: whatever it is.
/// </param>
[GenerateSerializer, Immutable, Alias("edit-idea")]
public sealed record EditIdea(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Text? Title,
    [property: Id(2)] Text? Body,
    [property: Id(3)] ImmutableArray<string>? Tags,
    [property: Id(4)] long? ExpectedVersion = null) : ICommand;

[GenerateSerializer, Immutable, Alias("support-idea")]
public sealed record SupportIdea([property: Id(0)] CommandContext Context) : ICommand;

[GenerateSerializer, Immutable, Alias("withdraw-support")]
public sealed record WithdrawSupport([property: Id(0)] CommandContext Context) : ICommand;

[GenerateSerializer, Immutable, Alias("follow-idea")]
public sealed record FollowIdea([property: Id(0)] CommandContext Context) : ICommand;

[GenerateSerializer, Immutable, Alias("unfollow-idea")]
public sealed record UnfollowIdea([property: Id(0)] CommandContext Context) : ICommand;

/// <param name="Context">Who and when.</param>
/// <param name="Stage">The new stage.</param>
/// <param name="Reason">Why, for everyone to read.</param>
/// <param name="TargetId">The idea that this one is merged into; given with that stage only.</param>
[GenerateSerializer, Immutable, Alias("change-stage")]
public sealed record ChangeStage(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] IdeaStage Stage,
    [property: Id(2)] Text Reason,
    [property: Id(3)] string? TargetId = null) : ICommand;

/// <param name="Context">Who and when.</param>
/// <param name="OrganisationIds">All organisations that take part in the project; the others no longer do.</param>
/// <param name="ExpectedVersion">
/// The version that was seen: refused if others took part or no longer did after it. Null: whatever it is.
/// </param>
[GenerateSerializer, Immutable, Alias("change-participants")]
public sealed record ChangeParticipants(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] ImmutableArray<string> OrganisationIds,
    [property: Id(2)] long? ExpectedVersion = null) : ICommand;

[GenerateSerializer, Immutable, Alias("post-comment")]
public sealed record PostComment(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string CommentId,
    [property: Id(2)] string? ParentId,
    [property: Id(3)] Text Body) : ICommand;

[GenerateSerializer, Immutable, Alias("import-comment")]
public sealed record ImportComment(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string CommentId,
    [property: Id(2)] string? ParentId,
    [property: Id(3)] Text Body,
    [property: Id(4)] string AuthorId,
    [property: Id(5)] string Source,
    [property: Id(6)] DateTimeOffset PostedAt) : ICommand;

/// <param name="Context">Who and when.</param>
/// <param name="CommentId">The comment.</param>
/// <param name="Body">Its new text.</param>
/// <param name="ExpectedRevision">
/// The comment's revision that the editor saw (1 when posted); null: whatever it is.
/// </param>
[GenerateSerializer, Immutable, Alias("edit-comment")]
public sealed record EditComment(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string CommentId,
    [property: Id(2)] Text Body,
    [property: Id(3)] int? ExpectedRevision = null) : ICommand;

/// <summary>
/// The effect of a case's decision on the idea (<paramref name="CommentId"/> null) or one comment of it.
/// </summary>
[GenerateSerializer, Immutable, Alias("change-visibility")]
public sealed record ChangeVisibility(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] string? CommentId,
    [property: Id(2)] Visibility Visibility,
    [property: Id(3)] string CaseId) : ICommand;
