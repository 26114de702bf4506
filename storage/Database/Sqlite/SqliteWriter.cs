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
            if (!TryWriteTogether(group))
                WriteApart(group);
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
    /// All pieces without savepoints, for which SQLite would keep a copy of every page that each changes. False, and
    /// everything undone, when one of them has to be undone alone.
    /// </summary>
    private bool TryWriteTogether(IReadOnlyList<WriterWork<WriterSession>> group)
    {
        if (!group.All(static work => work.MayRunAgain))
            return false;
        session.Begin();
        foreach (var work in group)
        {
            if (TryRun(work))
                continue;
            session.Abandon();
            return false;
        }

        session.Commit();
        return true;
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

    /// <summary>Each piece in a savepoint.</summary>
    private void WriteApart(IReadOnlyList<WriterWork<WriterSession>> group)
    {
        session.Begin();
        foreach (var work in group)
            RunApart(work);
        session.Commit();
    }

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
