using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace IdeaStorage.Silo.Training;

/// <summary>
/// Threads of a training run's own, so that it takes no more cores than these and no turn from the requests beside it:
/// they have less than normal priority. What works on several cores inside (<see cref="Parallel"/>) finds this
/// scheduler and stays here.
/// </summary>
internal sealed class TrainingThreads : TaskScheduler, IDisposable
{
    /// <summary>On Linux: of a core that a normal thread wants too, it gets about a tenth.</summary>
    private const int NicerBy = 10;

    private readonly BlockingCollection<Task> _waiting = [];
    private readonly List<Thread> _threads = [];

    /// <param name="count">1 or more.</param>
    public TrainingThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        for (var i = 0; i < count; i++)
        {
            var thread = new Thread(Work)
            {
                Name = "training",
                IsBackground = true,
                Priority = ThreadPriority.BelowNormal,
            };
            _threads.Add(thread);
        }

        _threads.ForEach(thread => thread.Start());
    }

    public override int MaximumConcurrencyLevel => _threads.Count;

    /// <summary>Does something on these threads; what waits for it goes on elsewhere.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation) => Task.Factory.StartNew(
        work, cancellation, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously,
        this);

    /// <summary>The threads end when they have done what was given to them.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _waiting.Dispose();
    }

    protected override void QueueTask(Task task) => _waiting.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        _threads.Contains(Thread.CurrentThread) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _waiting];

    private void Work()
    {
        // .NET leaves priorities alone on Linux, where a thread may be nicer than its process. If it cannot be, it
        // works all the same.
        if (OperatingSystem.IsLinux())
            _ = BeNicer(NicerBy);
        foreach (var task in _waiting.GetConsumingEnumerable())
            TryExecuteTask(task);
    }

    [DllImport("libc", EntryPoint = "nice")]
    private static extern int BeNicer(int by);
}
