using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using IdeaStorage.Domain.Organisations;

namespace IdeaStorage.Web.Api;

// The shapes of request bodies. A constructor parameter without a default is required; null leaves a thing as it is,
// but takes away what is Clearable.

internal sealed record NewAccountBody(
    string UserName, string Password, string DisplayName, string? Email = null, string? Locale = null,
    string? OperatorCode = null);

internal sealed record NewTokenBody(string UserName, string Password);

/// <param name="AccessToken">To be sent as <c>Authorization: Bearer …</c>.</param>
/// <param name="TokenType">Always <c>Bearer</c>.</param>
/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TokenAnswer(string AccessToken, string TokenType, long ExpiresIn);

internal sealed record NewIdeaBody(string ClusterId, string Title, string Body, string[] Tags, bool IsDraft = false);

internal sealed record EditIdeaBody(string? Title = null, string? Body = null, string[]? Tags = null);

/// <param name="Stage">The new stage.</param>
/// <param name="Reason">Why, for everyone to read.</param>
/// <param name="TargetId">
/// The idea that it is merged into: another public one of its cluster. With the stage merged only, and required there.
/// </param>
internal sealed record StageBody(IdeaStage Stage, string Reason, string? TargetId = null);

/// <param name="OrganisationIds">All organisations that take part; none of the others does any more.</param>
internal sealed record ParticipantsBody(string[] OrganisationIds);

internal sealed record NewCommentBody(string Body, string? ParentId = null);

internal sealed record EditCommentBody(string Body);

/// <param name="Posting">Who posts ideas.</param>
/// <param name="Commenting">Who comments, supports and answers.</param>
/// <param name="Joining">Who may join.</param>
/// <param name="StageMovers">
/// All stages whose movers differ from the default, each with those who may move an idea there; an empty list: nobody.
/// </param>
internal sealed record ClusterRulesBody(
    ClusterAccess? Posting = null, ClusterAccess? Commenting = null, ClusterAccess? Joining = null,
    ImmutableDictionary<IdeaStage, StageMovers>? StageMovers = null);

internal sealed record NewClusterBody(
    string Name, string Description, string[] Tags, ClusterRulesBody? Rules = null);

internal sealed record EditClusterBody(
    string? Name = null, string? Description = null, string[]? Tags = null, ClusterRulesBody? Rules = null,
    ClusterLifecycle? Lifecycle = null);

/// <param name="Tags">All tags.</param>
/// <param name="OrganisationId">The organisation that the member belongs to; null: none.</param>
/// <param name="Locale"><c>ko</c> or <c>en</c>.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Email">Contact; null: none.</param>
/// <param name="UsesActivity">Whether recommendations may use what the member does.</param>
internal sealed record EditMeBody(
    string[]? Tags = null, Clearable OrganisationId = default, string? Locale = null, string? DisplayName = null,
    Clearable Email = default, bool? UsesActivity = null);

/// <param name="Tags">All tags.</param>
/// <param name="OrganisationId">The organisation that the member belongs to; null: none.</param>
internal sealed record EditMemberBody(string[]? Tags = null, Clearable OrganisationId = default);

internal sealed record NewOrganisationBody(
    string Name, OrganisationKind Kind = OrganisationKind.Company, string? RegistrationNumber = null,
    string? Region = null, string? Complex = null, string[]? Industries = null, string[]? Tags = null,
    string? Products = null, string? Offers = null, string? Needs = null, string? HomePage = null);

/// <summary>What is given changes; null or an empty text takes it away.</summary>
internal sealed record EditOrganisationBody(
    string? Name = null, Clearable Region = default, Clearable Complex = default, string[]? Industries = null,
    string[]? Tags = null, Clearable Products = default, Clearable Offers = default, Clearable Needs = default,
    Clearable HomePage = default);

internal sealed record FlagBody(FlagCategory Category, string? Note = null);

/// <param name="Id">The case.</param>
/// <param name="Version">Its version.</param>
/// <param name="AlreadyFlagged">Whether the caller had flagged it before: then that flag and its note stay.</param>
internal sealed record FlagAnswer(string Id, long Version, bool AlreadyFlagged);

/// <param name="Position">The position of the newest one that was seen.</param>
internal sealed record SeenBody(long Position);

/// <param name="Unseen">How many are still to be seen.</param>
internal sealed record UnseenAnswer(int Unseen);

/// <param name="Outcome">Whether both sides were put in touch.</param>
/// <param name="Note">What the member who wished reads about it.</param>
internal sealed record OutcomeBody(IntroductionOutcome Outcome, string Note);

internal sealed record DecisionBody(CaseDecision Decision, string Reason);

/// <summary><c>{"answer": "interested"}</c>, or the answer's own name set to true.</summary>
internal sealed record RecommendationAnswerBody(
    RecommendationAnswer? Answer = null, bool? Interested = null, bool? NotRelevant = null, bool? Introduce = null);

/// <param name="Id">The organisation or idea.</param>
/// <param name="Name">Its name or title.</param>
/// <param name="Score">Above 0; comparable within one list only.</param>
/// <param name="Reasons">Why, the weightiest first; the shares sum to 1.</param>
internal sealed record RecommendationAnswerItem(
    string Id, string Name, double Score, IReadOnlyList<RecommendationReason> Reasons);

/// <param name="Kind">The signal.</param>
/// <param name="Share">Its part of the score.</param>
/// <param name="Text">The reason in the caller's language.</param>
/// <param name="About">The thing in which both meet, or null.</param>
internal sealed record RecommendationReason(string Kind, double Share, string Text, ReasonAbout? About);

internal sealed record ReasonAbout(string Kind, string Id, string? Name);

internal sealed record HealthAnswer(string Status);

/// <summary>A list: <c>Next</c> is the value for <c>after</c>; null on the last page.</summary>
internal sealed record ListAnswer<T>(IReadOnlyList<T> Items, string? Next);
