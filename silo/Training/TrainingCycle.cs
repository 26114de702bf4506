using System.Diagnostics.CodeAnalysis;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Evaluation;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Silo.Training;

/// <summary>
/// One training run: read the activity, compare all trainers on its last part, train the best on everything, try what
/// was written, and name it for serving. Nothing that serves is touched before the end.
/// </summary>
internal sealed class TrainingCycle(
    ActivityModel activity, Trainers trainers, LearnedModels models, ModelChoices choices, TrainingSettings settings,
    TimeProvider time)
{
    private const double ReadUntil = 0.05;
    private const double EvaluatedUntil = 0.75;
    private const double TrainedUntil = 0.95;

    /// <summary>Carries the run out.</summary>
    /// <returns>How it ends, and what each trainer achieved.</returns>
    public async Task<(RunEnd End, IReadOnlyList<TrainedModel> Models)> RunAsync(
        TrainingProgress progress, CancellationToken cancellation)
    {
        progress.Enter("read", 0, ReadUntil);
        var data = await activity.TakeDataAsync(time.GetUtcNow(), cancellation);
        progress.Knows(data);
        await activity.PublishSnapshotAsync(cancellation);
        if (!models.CanKeep)
            return (new RunEnd(RunState.Done, "noBlobStore"), []);
        using var threads = new TrainingThreads(settings.CoresOf(Environment.ProcessorCount));
        var split = await threads.RunAsync(() => TimeSplit.Of(data.Data, cancellation: cancellation), cancellation);
        if (!Evaluator.IsEnough(split))
            return (new RunEnd(RunState.Done, "tooLittleData"), []);
        var achieved = await threads.RunAsync(() => EvaluateAll(progress, split, cancellation), cancellation);
        var champion = await FindChampionAsync(cancellation);
        var verdict = Verdict.Of(achieved, champion, trainers.BuiltIn.Name);
        if (verdict.Winner is not { } winner)
            return (new RunEnd(RunState.Refused, verdict.Outcome, verdict.Error), achieved);
        var (end, kept) = await MakeAsync(progress, data, winner, threads, cancellation);
        return (end, [.. achieved.Select(model => model.Id == kept.Id ? kept : model)]);
    }

    /// <summary>After a run: what was chosen serves, and what is too old goes.</summary>
    public async Task SettleAsync(CancellationToken cancellation)
    {
        await activity.AdoptAsync(cancellation);
        await models.ForgetOldAsync(cancellation);
    }

    private List<TrainedModel> EvaluateAll(
        TrainingProgress progress, TimeSplit split, CancellationToken cancellation)
    {
        var achieved = new List<TrainedModel>();
        var part = (EvaluatedUntil - ReadUntil) / trainers.All.Count;
        foreach (var (index, trainer) in trainers.All.Index())
        {
            progress.Enter("evaluate", ReadUntil + (index * part), ReadUntil + ((index + 1) * part));
            achieved.Add(EvaluateOne(trainer, progress, split, cancellation));
        }

        return achieved;
    }

    [SuppressMessage(
        "Design", "CA1031", Justification = "A trainer that fails is out of the comparison, nothing more.")]
    private TrainedModel EvaluateOne(
        ITrainer trainer, TrainingProgress progress, TimeSplit split, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        var model = new TrainedModel
        {
            Id = $"{progress.Run.Id}-{trainer.Name}",
            RunId = progress.Run.Id,
            Trainer = trainer.Name,
            At = time.GetUtcNow(),
            Position = progress.Run.Position,
            Seed = progress.Run.Seed,
        };
        try
        {
            var evaluation = Evaluator.Evaluate(trainer, split, Trainers.Seed, cancellation, progress);
            return model.With(evaluation) with { Milliseconds = (long)time.GetElapsedTime(begun).TotalMilliseconds };
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            return model with { Error = $"{error.GetType().Name}: {error.Message}" };
        }
    }

    private async Task<TrainedModel?> FindChampionAsync(CancellationToken cancellation) =>
        (await choices.FindAsync(cancellation)).ModelId is { } id
            ? await choices.FindModelAsync(id, cancellation)
            : null;

    private async Task<(RunEnd End, TrainedModel Model)> MakeAsync(
        TrainingProgress progress, TrainingData data, TrainedModel winner, TrainingThreads threads,
        CancellationToken cancellation)
    {
        progress.Enter("train", EvaluatedUntil, TrainedUntil);
        var begun = time.GetTimestamp();
        var trainer = trainers.Find(winner.Trainer)!;
        var trained = await threads.RunAsync(
            () => trainer.Train(data.Data, Trainers.Seed, cancellation, progress), cancellation);
        winner = winner with { Milliseconds = (long)time.GetElapsedTime(begun).TotalMilliseconds };
        progress.Enter("publish", TrainedUntil, 1);
        var blob = await models.SaveAsync(winner.Id, trained, cancellation);
        winner = winner with { Blob = blob.Name, Hash = blob.Hash };
        try
        {
            await threads.RunAsync(
                async () =>
                {
                    var read = await models.LoadAsync(winner, data.Data, cancellation);
                    ModelTrial.Check(trained, read, data.Data, time.GetUtcNow(), cancellation);
                },
                cancellation).Unwrap();
        }
        catch (Exception error) when (error is InvalidModelFileException or InvalidModelException)
        {
            // The blob has no row that names it, so that it is never read; it goes with the next tidying.
            return (
                new RunEnd(RunState.Refused, "unusable", error.Message),
                winner with { Blob = null, Hash = null, Error = error.Message });
        }

        return (new RunEnd(RunState.Done, "published", Publish: winner.Id), winner);
    }
}

internal static class TrainedModels
{
    public static TrainedModel With(this TrainedModel model, Evaluation evaluation) => model with
    {
        Score = evaluation.Score,
        OrganisationQueries = evaluation.Organisations.Queries,
        OrganisationNdcg10 = evaluation.Organisations.Ndcg10,
        OrganisationNdcg20 = evaluation.Organisations.Ndcg20,
        OrganisationRecall20 = evaluation.Organisations.Recall20,
        IdeaQueries = evaluation.Ideas.Queries,
        IdeaNdcg10 = evaluation.Ideas.Ndcg10,
        IdeaNdcg20 = evaluation.Ideas.Ndcg20,
        IdeaRecall20 = evaluation.Ideas.Recall20,
    };
}
