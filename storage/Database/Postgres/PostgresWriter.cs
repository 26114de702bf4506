using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// Writes a group under the log's lock. Pieces that may run again are sent together: first all of them with their
/// commit; if one of them is refused, once more in a savepoint, of which then each half is tried for itself, down to
/// the one that is refused alone. Such a piece sends nothing when it answers false. Any other piece runs by itself.
/// </summary>
internal sealed class PostgresWriter(PostgresSession session, WriterTurns turns)
    : GroupWriter<PostgresSession>(turns)
{
    /// <summary>
    /// So many groups one after the other without another process's between them, and none is expected before the next.
    /// What was expected wrongly costs a round trip and an error in the server's log; so that must be seldom.
    /// </summary>
    internal const int AloneMin = 16;

    /// <summary>The newest position that this process knows of, which was its own. Null: not known.</summary>
    private long? _head;

    /// <summary>How many groups of this process followed each other, as far as they were looked at.</summary>
    private int _alone;

    /// <summary>The connection broke; others to the same server are likely broken too.</summary>
    public event Action? Disconnected;

    protected override void Write(IReadOnlyList<WriterWork<PostgresSession>> group)
    {
        try
        {
            session.IsAlone = group[0].IsAlone;
            if (!TryWriteAtOnce(group))
            {
                _head = null;
                WriteApart(group);
            }
        }
        catch (Exception exception)
        {
            (_head, _alone) = (null, 0);
            session.Abandon();
            // Only what the server said leaves the connection as good as it says it is.
            if (PostgresErrors.Find(exception) is null)
                session.Close();
            if (!session.IsConnected)
                Disconnected?.Invoke();
            throw;
        }
    }

    protected override StorageUnavailableException Unavailable(Exception exception) =>
        PostgresErrors.Unavailable(exception);

    protected override void Close() => session.Dispose();

    /// <summary>
    /// In one round trip, if the log is as the group takes it to be, or else in two: what the log holds, then
    /// everything that is written with its commit. False, and nothing kept, when a piece has to be refused.
    /// </summary>
    private bool TryWriteAtOnce(IReadOnlyList<WriterWork<PostgresSession>> group)
    {
        if (!group.All(static work => work.MayRunAgain))
            return false;
        PostgresAppend[] appends = [.. group.OfType<PostgresAppend>()];
        if (_alone >= AloneMin && _head is { } head
            && TryWrite(group, () => LogFacts.Expect(session, appends, head)))
        {
            _head = appends.Length > 0 ? session.Facts.Head : head;
            return true;
        }

        var before = 0L;
        if (!TryWrite(group, () =>
        {
            var facts = LogFacts.Read(session, appends);
            before = facts.Head;
            return facts;
        }))
            return false;
        if (appends.Length > 0)
            (_alone, _head) = (
                before == _head ? _alone + 1 : _head is null ? _alone : 0, session.Facts.Head);
        return true;
    }

    private bool TryWrite(IReadOnlyList<WriterWork<PostgresSession>> group, Func<LogFacts> facts)
    {
        session.Begin();
        try
        {
            session.Facts = facts();
            foreach (var work in group)
                work.Run(session);
            session.Commit();
            return true;
        }
        catch (Exception exception) when (IsOfItsOwn(exception))
        {
            session.Abandon();
            return false;
        }
    }

    private void WriteApart(IReadOnlyList<WriterWork<PostgresSession>> group)
    {
        session.Begin();
        foreach (var part in Parts(group))
            Run(part);
        session.Commit();
    }

    /// <summary>Whether a failure is a piece's own and the connection goes on without it.</summary>
    private bool IsOfItsOwn(Exception exception) =>
        session.IsConnected && !PostgresErrors.IsDatabaseFailure(exception);

    /// <summary>The group in its order, cut before and after each piece that runs by itself.</summary>
    private static IEnumerable<ArraySegment<WriterWork<PostgresSession>>> Parts(
        IReadOnlyList<WriterWork<PostgresSession>> group)
    {
        var works = group.ToArray();
        var start = 0;
        for (var i = 1; i <= works.Length; i++)
        {
            if (i < works.Length && works[i - 1].MayRunAgain && works[i].MayRunAgain)
                continue;
            yield return works[start..i];
            start = i;
        }
    }

    private void Run(ArraySegment<WriterWork<PostgresSession>> part)
    {
        if (TryTogether(part))
            return;
        Run(part[..(part.Count / 2)]);
        Run(part[(part.Count / 2)..]);
    }

    private bool TryTogether(ArraySegment<WriterWork<PostgresSession>> part)
    {
        session.Savepoint();
        try
        {
            session.Facts = LogFacts.Read(session, part.OfType<PostgresAppend>());
            var isKept = true;
            foreach (var work in part)
                isKept &= work.Run(session);
            if (isKept || part.Count > 1)
                session.ReleaseSavepoint();
            else
                session.RollbackToSavepoint();
            return true;
        }
        catch (Exception exception) when (IsOfItsOwn(exception))
        {
            session.RollbackToSavepoint();
            if (part.Count == 1)
                part[0].Refuse(exception);
            return part.Count == 1;
        }
    }
}

/// <summary>One statement that answers how many rows it changed.</summary>
internal sealed class StatementWork(string sql, object?[] parameters) : WriterWork<PostgresSession, int>
{
    private NpgsqlBatchCommand? _command;

    public override bool MayRunAgain => true;

    public override bool Run(PostgresSession session)
    {
        _command = session.Collect(sql, parameters);
        return true;
    }

    public override void Acknowledge()
    {
        Result = _command?.RecordsAffected ?? 0;
        base.Acknowledge();
    }
}
