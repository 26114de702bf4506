using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>Whose thread the writer works on.</summary>
public enum WriterTurns
{
    /// <summary>A thread of its own; what waits is committed as one group.</summary>
    OwnThread = 0,

    /// <summary>The caller's, at once, each piece a group of its own: for simulations and tests.</summary>
    Caller = 1,

    /// <summary>Whoever calls <see cref="SqliteDatabase.RunWaiting"/>: for simulations that choose the
    /// groups.</summary>
    ByHand = 2,
}

/// <summary>
/// The one writer: takes what is waiting, runs each piece in a savepoint, commits once, then acknowledges all. A piece
/// that is refused leaves its neighbours untouched; a failed commit fails the whole group and the writer goes on.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    /// <summary>Pieces in one transaction; more would make the first of them wait for the last.</summary>
    public const int GroupMax = 512;

    /// <summary>Pieces that may wait; beyond it the database is too slow for its load and says so.</summary>
    public const int WaitingMax = 8_192;

    private readonly Lock _turn = new();
    private readonly object _gate = new();
    private readonly Queue<WriterWork> _waiting = new();
    private readonly List<WriterWork> _group = new(GroupMax);
    private readonly WriterSession _session;
    private readonly WriterTurns _turns;
    private readonly Thread? _thread;
    private bool _closed;

    public SqliteWriter(WriterSession session, WriterTurns turns)
    {
        _session = session;
        _turns = turns;
        if (turns != WriterTurns.OwnThread)
            return;
        _thread = new Thread(RunUntilClosed) { IsBackground = true, Name = "database writer" };
        _thread.Start();
    }

    public Task<T> Enqueue<T>(WriterWork<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<T>(cancellationToken);
        work.DropWhen(cancellationToken);
        if (!TryEnqueue(work))
            work.Fail(Overloaded());
        else if (_turns == WriterTurns.Caller)
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

        _session.Dispose();
    }

    private bool TryEnqueue(WriterWork work)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= WaitingMax)
                return false;
            _waiting.Enqueue(work);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
            return true;
        }
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
            if (!next.TryTake())
                continue;
            _group.Add(next);
            if (next.IsAlone)
                break;
        }
    }

    private void RunGroup()
    {
        try
        {
            _session.Begin();
            foreach (var work in _group)
                RunOne(work);
            _session.Commit();
        }
        catch (Exception exception)
        {
            // Whatever was decided in this group was decided on rows that are gone: everyone learns the same failure.
            _session.Abandon();
            foreach (var work in _group)
                work.Fail(SqliteErrors.Unavailable(exception));
            return;
        }

        foreach (var work in _group)
            work.Acknowledge();
    }

    private void RunOne(WriterWork work)
    {
        _session.Savepoint();
        var isKept = false;
        try
        {
            isKept = work.Run(_session);
        }
        catch (Exception exception) when (!_session.IsTransactionLost && !SqliteErrors.IsDatabaseFailure(exception))
        {
            work.Refuse(exception);
        }

        if (!isKept)
            _session.RollbackToSavepoint();
        _session.ReleaseSavepoint();
    }

    private StorageUnavailableException Overloaded() => new(
        _closed
            ? "The database is closed; the program is stopping."
            : $"More than {WaitingMax} writes are waiting for the disk. Try again shortly.");
}
