using IdeaStorage.Domain;
using IdeaStorage.Storage.Training;
using Orleans;

namespace IdeaStorage.Grains.Recommendations.Training;

/// <summary>
/// Begins and ends training runs: one at a time in the whole cluster, by a reminder, by an operator, or when much was
/// done. A run works beside the grain, which answers meanwhile. The key means nothing and is 0.
/// </summary>
[Alias("training")]
public interface ITrainingGrain : IGrainWithIntegerKey
{
    /// <summary>Begins a run for an operator.</summary>
    /// <returns>Its id, or a refusal of <see cref="TrainingRefusals"/>.</returns>
    [Alias("start")]
    Task<Result<string>> Start(Actor by);

    /// <summary>Asks the run at work to end, if there is one; it does within a second or two.</summary>
    /// <returns>Nothing of use, or a refusal of <see cref="TrainingRefusals"/>.</returns>
    [Alias("cancel")]
    Task<Result<string>> Cancel(Actor by);

    /// <summary>Has a model serve until that is taken back, whatever runs achieve; null: the built-in one.</summary>
    /// <returns>Nothing of use, or a refusal of <see cref="TrainingRefusals"/>.</returns>
    [Alias("pin")]
    Task<Result<string>> Pin(Actor by, string? modelId);

    /// <summary>Lets runs replace the model again, if one was pinned; until one does, it serves on.</summary>
    /// <returns>Nothing of use, or a refusal of <see cref="TrainingRefusals"/>.</returns>
    [Alias("unpin")]
    Task<Result<string>> Unpin(Actor by);

    /// <summary>Tells how many acts the log has; begins a run if that is many more than at the last one.</summary>
    [Alias("note")]
    Task Note(long acts);
}

/// <summary>Every "no" about training, which is no part of the domain.</summary>
public static class TrainingRefusals
{
    public static Refusal OnlyOperatorsMayTrain { get; } =
        new(nameof(OnlyOperatorsMayTrain), RefusalKind.Forbidden, null, []);

    public static Refusal TrainingIsRunning { get; } =
        new(nameof(TrainingIsRunning), RefusalKind.Conflict, null, []);

    /// <summary>There is no such model, or what it learned is not kept any more.</summary>
    public static Refusal ModelNotFound { get; } =
        new(nameof(ModelNotFound), RefusalKind.NotFound, "model", []);
}

/// <summary>Carries out a run beside the grain, in this process.</summary>
public interface ITrainingWork
{
    /// <summary>Begins the run, which is on record as running, and comes back at once.</summary>
    void Begin(string runId, RunCause cause);

    /// <summary>Ends whatever run is at work here.</summary>
    void Cancel();
}
