using System.Collections.Immutable;
using System.Text.Json;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.ReadModels.Members;
using Orleans;
using Orleans.Concurrency;

namespace IdeaStorage.Grains.Recommendations;

[StatelessWorker]
internal sealed class RecommendationGrain(ActivityModel activity, BlockQueries blocks, TrainingSettings settings)
    : Grain, IRecommendationGrain
{
    public async Task<ImmutableArray<RecommendedItem>> Recommend(RecommendationRequest request)
    {
        var served = await activity.CurrentAsync();
        var subject = SubjectOf(request);
        var query = new RecommendationQuery(
            subject,
            request.Target == RecommendedKind.Idea ? EntityKind.Idea : EntityKind.Organisation,
            request.At)
        {
            Count = Math.Clamp(request.Count, 1, RecommendationRequest.CountMax),
            UseActivity = activity.UsesActivity(subject),
            Exclude = await BlockedByAsync(request.Reader),
            ExposureFloor = settings.ExposurePercent / (double)TrainingSettings.ExposurePercentMax,
        };
        return [.. served.Model.Recommend(query).Select(item => ItemOf(item, served))];
    }

    // From the table and not from the model: what somebody blocks is nobody else's matter, and teaches nothing.
    private async Task<HashSet<EntityRef>> BlockedByAsync(string? memberId) => memberId is null
        ? []
        : [.. (await blocks.ListIdsAsync(memberId)).Select(EntityRef.Organisation)];

    private static EntityRef SubjectOf(RecommendationRequest request) => request.Subject switch
    {
        RecommendationSubject.Idea => EntityRef.Idea(request.SubjectId),
        _ => EntityRef.Member(request.SubjectId),
    };

    private static RecommendedItem ItemOf(Recommendation recommendation, ServedModel served) => new(
        recommendation.Item.Id, recommendation.Score, [.. recommendation.Reasons.Select(ReasonOf)],
        served.ModelId ?? served.Trainer);

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
