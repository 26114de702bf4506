using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// Writes a group in one transaction. A piece that is refused leaves its neighbours untouched; a failed commit fails
/// the whole group and the writer goes on.
/// </summary>
internal sealed class SqliteWriter(WriterSession session, WriterTurns turns) : GroupWriter<WriterSession>(turns)
{
    protected override void Write(IReadOnlyList<WriterWork<WriterSession>> group)
    {
        try
        {
            session.IsAlone = group[0].IsAlone;
            session.Begin();
            for (var start = 0; start < group.Count;)
                start = WriteRun(group, start);
            session.Commit();
        }
        catch
        {
            session.Abandon();
            throw;
        }
    }

    protected override StorageUnavailableException Unavailable(Exception exception) =>
        SqliteErrors.Unavailable(exception);

    protected override void Close() => session.Dispose();

    /// <summary>
    /// Writes the pieces from <paramref name="start"/> on that may run again, all of them together if that goes well,
    /// or else one that may not; answers where the next run starts.
    /// </summary>
    private int WriteRun(IReadOnlyList<WriterWork<WriterSession>> group, int start)
    {
        var end = start;
        while (end < group.Count && group[end].MayRunAgain)
            end++;
        if (end == start)
            end++;
        else if (TryWriteTogether(group, start, end))
            return end;
        for (var i = start; i < end; i++)
            RunApart(group[i]);
        return end;
    }

    /// <summary>
    /// The pieces without a savepoint each, for which SQLite would keep a copy of every page that each changes. False,
    /// and everything of them undone, when one of them has to be undone alone. At the beginning of a transaction that
    /// needs no savepoint at all.
    /// </summary>
    private bool TryWriteTogether(IReadOnlyList<WriterWork<WriterSession>> group, int start, int end)
    {
        if (start > 0)
            session.Savepoint();
        for (var i = start; i < end; i++)
        {
            if (TryRun(group[i]))
                continue;
            Undo(toSavepoint: start > 0);
            return false;
        }

        if (start > 0)
            session.ReleaseSavepoint();
        return true;
    }

    private void Undo(bool toSavepoint)
    {
        if (toSavepoint)
        {
            session.RollbackToSavepoint();
            session.ReleaseSavepoint();
            return;
        }

        session.Abandon();
        session.Begin();
    }

    /// <summary>False when what it wrote must not stay.</summary>
    private bool TryRun(WriterWork<WriterSession> work)
    {
        var before = session.Changes;
        try
        {
            return work.Run(session) || session.Changes == before;
        }
        catch (Exception exception) when (IsOfItsOwn(exception))
        {
            return false;
        }
    }

    /// <summary>One piece in a savepoint.</summary>
    private void RunApart(WriterWork<WriterSession> work)
    {
        session.Savepoint();
        var isKept = false;
        try
        {
            isKept = work.Run(session);
        }
        catch (Exception exception) when (IsOfItsOwn(exception))
        {
            work.Refuse(exception);
        }

        if (!isKept)
            session.RollbackToSavepoint();
        session.ReleaseSavepoint();
    }

    /// <summary>Whether a failure is the piece's own and the transaction goes on without it.</summary>
    private bool IsOfItsOwn(Exception exception) =>
        !session.IsTransactionLost && !SqliteErrors.IsDatabaseFailure(exception);
}
