using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// Runs each piece of a group in a savepoint and commits once. A piece that is refused leaves its neighbours untouched;
/// a failed commit fails the whole group and the writer goes on.
/// </summary>
internal sealed class SqliteWriter(WriterSession session, WriterTurns turns) : GroupWriter<WriterSession>(turns)
{
    protected override void Write(IReadOnlyList<WriterWork<WriterSession>> group)
    {
        try
        {
            session.Begin();
            foreach (var work in group)
                RunOne(work);
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

    private void RunOne(WriterWork<WriterSession> work)
    {
        session.Savepoint();
        var isKept = false;
        try
        {
            isKept = work.Run(session);
        }
        catch (Exception exception) when (!session.IsTransactionLost && !SqliteErrors.IsDatabaseFailure(exception))
        {
            work.Refuse(exception);
        }

        if (!isKept)
            session.RollbackToSavepoint();
        session.ReleaseSavepoint();
    }
}
