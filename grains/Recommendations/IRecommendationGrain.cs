using System.Collections.Immutable;
using IdeaStorage.Domain.Members;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Recommendations;

/// <summary>
/// Recommends organisations and ideas from everything that happened up to the call. It changes nothing, and any number
/// of
/// activations answer at once; the key means nothing and is 0.
/// </summary>
[Alias("recommendation")]
public interface IRecommendationGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The list, the best first; empty where nothing suits or the subject is unknown. What its reader blocks is not in
    /// it.
    /// </summary>
    [ReadOnly, Alias("recommend")]
    Task<ImmutableArray<RecommendedItem>> Recommend(RecommendationRequest request);
}

/// <summary>For whom, or for what, a recommendation is wanted.</summary>
public enum RecommendationSubject
{
    Member = 0,
    Idea = 1,
}

/// <param name="Subject">Whether a member or an idea is to be matched.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Target">What is to be recommended.</param>
/// <param name="Count">How many at most, 1 to <see cref="CountMax"/>.</param>
/// <param name="At">The present, in UTC: older acts weigh less.</param>
/// <param name="ViewerId">The member who looks at what suits an idea; null: a visitor.</param>
[GenerateSerializer, Immutable, Alias("recommendation-request")]
public sealed record RecommendationRequest(
    [property: Id(0)] RecommendationSubject Subject,
    [property: Id(1)] string SubjectId,
    [property: Id(2)] RecommendedKind Target,
    [property: Id(3)] int Count,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] string? ViewerId = null)
{
    public const int CountMax = 100;

    /// <summary>The member who sees the list, and whose blocks therefore hold; null: a visitor.</summary>
    internal string? Reader => Subject == RecommendationSubject.Member ? SubjectId : ViewerId;
}

/// <param name="Id">The organisation or idea.</param>
/// <param name="Score">Above 0, comparable within one list only.</param>
/// <param name="Reasons">The summands of the score, the weightiest first.</param>
/// <param name="Model">The model that made the list: its id, or the name of the built-in trainer.</param>
[GenerateSerializer, Immutable, Alias("recommended-item")]
public sealed record RecommendedItem(
    [property: Id(0)] string Id,
    [property: Id(1)] double Score,
    [property: Id(2)] ImmutableArray<RecommendedReason> Reasons,
    [property: Id(3)] string Model);

/// <summary>
/// One summand of a score, with what is needed to say it in words. See the recommender's <c>Reason</c>.
/// </summary>
/// <param name="Kind">The signal, such as <c>industry</c> or <c>coSupported</c>.</param>
/// <param name="Share">Its part of the score; the shares of an item sum to 1.</param>
/// <param name="Labels">Shared codes, tags or words, the weightiest first.</param>
/// <param name="AboutKind">The kind of the thing in which subject and item meet (<c>idea</c>, …), or null.</param>
/// <param name="AboutId">The id of that thing, or null.</param>
/// <param name="Count">How many labels or things it rests on.</param>
/// <param name="YourAct">What the subject did there (<c>supported</c>, …), or null.</param>
/// <param name="TheirAct">What the item, or those around it, did there, or null.</param>
/// <param name="ThroughOrganisation">Whether the subject's organisation did it, not the subject.</param>
[GenerateSerializer, Immutable, Alias("recommended-reason")]
public sealed record RecommendedReason(
    [property: Id(0)] string Kind,
    [property: Id(1)] double Share,
    [property: Id(2)] ImmutableArray<string> Labels,
    [property: Id(3)] string? AboutKind,
    [property: Id(4)] string? AboutId,
    [property: Id(5)] int Count,
    [property: Id(6)] string? YourAct,
    [property: Id(7)] string? TheirAct,
    [property: Id(8)] bool ThroughOrganisation);
