namespace IdeaStorage.Embedded;

/// <summary>
/// Decides when and on which thread a ready activation runs its next turns. Everything else about turns – that those of
/// one activation never overlap, and which call may start – is the activation's own business.
/// </summary>
public abstract class TurnScheduler
{
    private protected TurnScheduler()
    {
    }

    /// <summary>
    /// Whether a caller's own thread may run the first turn of its call when the activation is idle. Saves the way
    /// through a queue and back.
    /// </summary>
    internal abstract bool RunsInline { get; }

    /// <summary>How an answer wakes its caller.</summary>
    internal abstract TaskCreationOptions ReplyOptions { get; }

    /// <summary>How many turns an activation runs before it gives way to others.</summary>
    internal abstract int TurnsPerSliceMax { get; }

    internal abstract void Schedule(IReadyWork work);
}

/// <summary>Something that the scheduler can run; named, so that a trace can tell what ran.</summary>
internal interface IReadyWork : IThreadPoolWorkItem
{
    string Name { get; }
}

/// <summary>Runs turns on the thread pool.</summary>
internal sealed class ThreadPoolTurnScheduler : TurnScheduler
{
    public static readonly ThreadPoolTurnScheduler Instance = new();

    internal override bool RunsInline => true;

    // A caller must not resume inside the turn of the grain that answers it.
    internal override TaskCreationOptions ReplyOptions => TaskCreationOptions.RunContinuationsAsynchronously;

    internal override int TurnsPerSliceMax => 64;

    internal override void Schedule(IReadyWork work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
}
