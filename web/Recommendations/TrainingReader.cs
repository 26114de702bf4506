using IdeaStorage.Domain;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.Recommendations;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Web.Recommendations;

/// <summary>A training run with what each trainer achieved in it, the best first.</summary>
public sealed record RunView(TrainingRun Run, IReadOnlyList<TrainedModel> Models);

/// <summary>What serves, and by whose choice.</summary>
/// <param name="Choice">The newest choice.</param>
/// <param name="Model">The model that it names; null: the built-in one.</param>
/// <param name="Running">The run that is at work, or null.</param>
/// <param name="Changes">The last choices, the newest first.</param>
public sealed record ServingView(
    ModelChoice Choice, TrainedModel? Model, TrainingRun? Running, IReadOnlyList<ModelChange> Changes);

/// <summary>Reads what operators see of the recommender.</summary>
internal sealed class TrainingReader(
    TrainingRuns runs, ModelChoices choices, Impressions impressions, TrainingSettings settings, TimeProvider time)
{
    private const int ChangesShown = 10;

    /// <summary>What became of what was recommended, for as long as that is kept.</summary>
    public async Task<AnswerReport> AnswersAsync(CancellationToken cancellation)
    {
        var days = settings.ImpressionDays;
        var from = Impressions.DayOf(time.GetUtcNow()) - days;
        return AnswerReport.Of(days, await impressions.ReadAsync(from, cancellation));
    }

    public async Task<ServingView> ServingAsync(CancellationToken cancellation)
    {
        var choice = await choices.FindAsync(cancellation);
        return new ServingView(
            choice,
            choice.ModelId is { } id ? await choices.FindModelAsync(id, cancellation) : null,
            await runs.FindRunningAsync(cancellation),
            await choices.ListAsync(ChangesShown, cancellation));
    }

    /// <summary>Runs, the newest first.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<RunView>>> RunsAsync(string? after, int? limit, CancellationToken cancellation)
    {
        var found = await runs.ListAsync(after, limit, cancellation);
        if (!found.IsAccepted)
            return found.Refusal;
        var models = (await choices.ListModelsAsync([.. found.Value.Items.Select(run => run.Id)], cancellation))
            .ToLookup(model => model.RunId);
        return new Page<RunView>(
            [.. found.Value.Items.Select(run => new RunView(run, [.. models[run.Id]]))], found.Value.Next);
    }
}
