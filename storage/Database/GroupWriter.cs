using System.Diagnostics;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database;

/// <summary>Whose thread a writer works on.</summary>
public enum WriterTurns
{
    /// <summary>A thread of its own; what waits is committed as one group.</summary>
    OwnThread = 0,

    /// <summary>The caller's, at once, each piece a group of its own: for simulations and tests.</summary>
    Caller = 1,

    /// <summary>Whoever asks the database to run what waits: for simulations that choose the groups.</summary>
    ByHand = 2,
}

/// <summary>
/// The one writer of a database in this process: takes what is waiting and has it carried out as one group, one commit
/// for all. How a group is written is the database's matter.
/// </summary>
/// <typeparam name="TSession">What the database lends its writer.</typeparam>
internal abstract class GroupWriter<TSession>(WriterTurns turns) : IDisposable
{
    /// <summary>Pieces in one transaction; more would make the first of them wait for the last.</summary>
    public const int GroupMax = 512;

    /// <summary>Pieces that may wait; beyond it the database is too slow for its load and says so.</summary>
    public const int WaitingMax = 8_192;

    private readonly Lock _turn = new();
    private readonly object _gate = new();
    private readonly Queue<WriterWork<TSession>> _waiting = new();
    private readonly List<WriterWork<TSession>> _group = new(GroupMax);
    private Thread? _thread;
    private bool _closed;

    /// <summary>
    /// After every commit and before anyone learns of it, on the writer's thread: what listens must return at once.
    /// </summary>
    public event Action? Committed;

    /// <summary>After those who waited for a commit have learned of it, on the writer's thread.</summary>
    public event Action? Acknowledged;

    public Task<T> Enqueue<T>(WriterWork<TSession, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        work.DropWhen(cancellationToken);
        work.BeginSpan();
        if (!TryEnqueue(work))
            work.Fail(Overloaded());
        else if (turns == WriterTurns.Caller)
            RunWaiting();
        return work.Task;
    }

    /// <summary>Runs one group of what is waiting; answers how many pieces it had.</summary>
    public int RunWaiting()
    {
        if (_turn.IsHeldByCurrentThread)
            throw new InvalidOperationException("Work on the writer must not ask for more work and wait for it.");
        lock (_turn)
        {
            lock (_gate)
                TakeGroup();
            if (_group.Count > 0)
                RunGroup();
            return _group.Count;
        }
    }

    /// <summary>Carries out what is waiting, then takes no more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        _thread?.Join();
        while (RunWaiting() > 0)
        {
        }

        Close();
    }

    /// <summary>
    /// Writes a group and returns when it is durable. A piece that is refused leaves its neighbours untouched. If it
    /// throws, nothing of the group was kept.
    /// </summary>
    protected abstract void Write(IReadOnlyList<WriterWork<TSession>> group);

    /// <summary>What a failed group tells those who wait.</summary>
    protected abstract StorageUnavailableException Unavailable(Exception exception);

    /// <summary>Lets go of the connection.</summary>
    protected abstract void Close();

    private bool TryEnqueue(WriterWork<TSession> work)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= WaitingMax)
                return false;
            _waiting.Enqueue(work);
            StorageTelemetry.Waits(1);
            if (_waiting.Count == 1)
                Wake();
            return true;
        }
    }

    private void Wake()
    {
        Monitor.Pulse(_gate);
        if (turns != WriterTurns.OwnThread || _thread is not null)
            return;
        _thread = new Thread(RunUntilClosed) { IsBackground = true, Name = "database writer" };
        // Without the context of whoever happened to be first.
        _thread.UnsafeStart();
    }

    private void RunUntilClosed()
    {
        while (WaitForWork())
            RunWaiting();
    }

    private bool WaitForWork()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_closed)
                Monitor.Wait(_gate);
            return _waiting.Count > 0;
        }
    }

    private void TakeGroup()
    {
        _group.Clear();
        while (_group.Count < GroupMax && _waiting.TryPeek(out var next) && !(next.IsAlone && _group.Count > 0))
        {
            _waiting.Dequeue();
            StorageTelemetry.Waits(-1);
            if (!next.TryTake())
                continue;
            _group.Add(next);
            if (next.IsAlone)
                break;
        }
    }

    private void RunGroup()
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            Write(_group);
        }
        catch (Exception exception)
        {
            // Whatever was decided in this group was decided on rows that are gone: everyone learns the same failure.
            var failure = Unavailable(exception);
            StorageTelemetry.Written(_group.Count, began, isDurable: false);
            foreach (var work in _group)
            {
                work.EndSpan(_group.Count, isDurable: false);
                work.Fail(failure);
            }

            return;
        }

        StorageTelemetry.Written(_group.Count, began, isDurable: true);
        Committed?.Invoke();
        foreach (var work in _group)
        {
            work.EndSpan(_group.Count, isDurable: true);
            work.Acknowledge();
        }

        Acknowledged?.Invoke();
    }

    private StorageUnavailableException Overloaded() => new(
        _closed
            ? "The database is closed; the program is stopping."
            : $"More than {WaitingMax} writes are waiting for the disk. Try again shortly.");
}
