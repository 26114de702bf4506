using System.Data.Common;

namespace IdeaStorage.Storage.Database;

/// <summary>The way to write rows that no event describes (Identity's own, idempotency answers, reminders).</summary>
public interface IDatabaseWriter
{
    /// <summary>
    /// Runs <paramref name="write"/> on the one writer, inside the group's transaction and its own savepoint, and
    /// answers when it is durable. If it throws, its rows are undone, its neighbours' are not, and the exception is
    /// passed on.
    /// </summary>
    /// <remarks>
    /// Every writer waits while it runs: only statements, no other I/O, no hashing. It must neither commit nor roll
    /// back. A cancellation before its turn drops it; later it is carried out.
    /// </remarks>
    /// <exception cref="EventLog.StorageUnavailableException">The database cannot take it now.</exception>
    Task<T> WriteAsync<T>(
        Func<DbConnection, DbTransaction, T> write, CancellationToken cancellationToken = default);
}
