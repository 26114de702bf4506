namespace IdeaStorage.Recommender;

/// <summary>
/// How work runs on several cores. On a scheduler that says how many threads it has, it stays there, so that whoever
/// trains on threads of their own keeps all of it there. Any other, such as that of a grain's turn, may run one thing
/// after another and would wait for what it is asked to begin; then it is the thread pool. Results are the same on any
/// number.
/// </summary>
internal static class Cores
{
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="max">At most so many; null: as many as the scheduler has, or the machine.</param>
    public static ParallelOptions Options(CancellationToken cancellation, int? max = null) => new()
    {
        CancellationToken = cancellation,
        MaxDegreeOfParallelism = max ?? Environment.ProcessorCount,
        TaskScheduler = TaskScheduler.Current is { MaximumConcurrencyLevel: < int.MaxValue } own
            ? own
            : TaskScheduler.Default,
    };
}
