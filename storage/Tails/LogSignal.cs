namespace IdeaStorage.Storage.Tails;

/// <summary>
/// Wakes whoever follows the log when it may have grown. A pulse too many is harmless; one may be lost (a connection
/// breaks), so nobody waits for it for ever.
/// </summary>
public sealed class LogSignal
{
    private readonly Lock _gate = new();
    private readonly HashSet<TaskCompletionSource> _waiting = [];
    private long _pulses;

    /// <summary>Read it before reading the log, and give it to <see cref="WaitAsync"/>: what comes between is not
    /// missed.</summary>
    public long Pulses => Interlocked.Read(ref _pulses);

    /// <summary>The log may have grown. Called after every commit, on the thread that made it: only wakes.</summary>
    public void Pulse()
    {
        lock (_gate)
        {
            _pulses++;
            foreach (var waiting in _waiting)
                waiting.TrySetResult();
            _waiting.Clear();
        }
    }

    /// <summary>Ends with the next pulse after <paramref name="seen"/>, after <paramref name="atMost"/>, or when
    /// cancelled; never fails.</summary>
    public async Task WaitAsync(long seen, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        // One source that all three complete: a chain of tasks would leave the thread of a simulated run.
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_pulses != seen)
                return;
            _waiting.Add(end);
        }

        await EndAsync(end, atMost, time, cancellationToken);
        lock (_gate)
            _waiting.Remove(end);
    }

    /// <summary>Ends after <paramref name="length"/>, whatever is committed meanwhile, or when cancelled; never
    /// fails.</summary>
    public static Task RestAsync(TimeSpan length, TimeProvider time, CancellationToken cancellationToken) =>
        length <= TimeSpan.Zero
            ? Task.CompletedTask
            : EndAsync(
                new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), length, time,
                cancellationToken);

    private static async Task EndAsync(
        TaskCompletionSource end, TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), end, atMost, Timeout.InfiniteTimeSpan);
        await using var cancellation = cancellationToken.UnsafeRegister(
            static state => ((TaskCompletionSource)state!).TrySetResult(), end);
        await end.Task;
    }
}
