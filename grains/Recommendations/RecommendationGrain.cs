using System.Collections.Immutable;
using System.Text.Json;
using IdeaStorage.Domain.Members;
using IdeaStorage.Recommender;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Recommendations;

[StatelessWorker]
internal sealed class RecommendationGrain(ActivityModel activity) : Grain, IRecommendationGrain
{
    public async Task<ImmutableArray<RecommendedItem>> Recommend(RecommendationRequest request)
    {
        var model = await activity.CurrentAsync();
        var query = new RecommendationQuery(
            SubjectOf(request),
            request.Target == RecommendedKind.Idea ? EntityKind.Idea : EntityKind.Organisation,
            request.At)
        {
            Count = Math.Clamp(request.Count, 1, RecommendationRequest.CountMax),
        };
        return [.. model.Recommend(query).Select(ItemOf)];
    }

    private static EntityRef SubjectOf(RecommendationRequest request) => request.Subject switch
    {
        RecommendationSubject.Idea => EntityRef.Idea(request.SubjectId),
        _ => EntityRef.Member(request.SubjectId),
    };

    private static RecommendedItem ItemOf(Recommendation recommendation) =>
        new(recommendation.Item.Id, recommendation.Score, [.. recommendation.Reasons.Select(ReasonOf)]);

    private static RecommendedReason ReasonOf(Reason reason) => new(
        Name(reason.Kind),
        reason.Share,
        [.. reason.Labels],
        reason.About is { } about ? Name(about.Kind) : null,
        reason.About?.Id,
        reason.Count,
        reason.YourAct is { } yours ? Name(yours) : null,
        reason.TheirAct is { } theirs ? Name(theirs) : null,
        reason.ThroughOrganisation);

    private static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
