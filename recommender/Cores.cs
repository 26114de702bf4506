namespace IdeaStorage.Recommender;

/// <summary>
/// How work runs on several cores: on those of the task scheduler that the caller runs on, so that whoever trains on
/// threads of their own keeps all of it there. Results are the same on any number.
/// </summary>
internal static class Cores
{
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="max">At most so many; null: as many as the scheduler has, or the machine.</param>
    public static ParallelOptions Options(CancellationToken cancellation, int? max = null) => new()
    {
        CancellationToken = cancellation,
        MaxDegreeOfParallelism = max ?? Environment.ProcessorCount,
        TaskScheduler = TaskScheduler.Current,
    };
}
