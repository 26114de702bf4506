using IdeaStorage.Storage.EventLog;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>What PostgreSQL's error codes mean for a caller. Source:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html.</summary>
internal static class PostgresErrors
{
    /// <summary>The error that the server gave inside an exception (Entity Framework wraps them), or null.</summary>
    public static PostgresException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is PostgresException found)
                return found;
        }

        return null;
    }

    /// <summary>The unique index or constraint that refused, or null for another error.</summary>
    public static string? UniqueIndex(Exception exception) =>
        Find(exception) is { SqlState: PostgresErrorCodes.UniqueViolation } error ? error.ConstraintName : null;

    /// <summary>
    /// Whether the server or the way to it failed (the connection broke, the server stops, its disk is full, a lock was
    /// waited for too long), so that nothing in the same transaction may be trusted. A refused statement is none.
    /// </summary>
    public static bool IsDatabaseFailure(Exception exception)
    {
        if (Find(exception) is { SqlState: var state })
        {
            return state != PostgresErrorCodes.InFailedSqlTransaction
                && state[..2] is not ("21" or "22" or "23" or "42" or "44" or "P0");
        }

        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is NpgsqlException or IOException)
                return true;
        }

        return false;
    }

    public static StorageUnavailableException Unavailable(Exception exception) => new(
        Find(exception)?.SqlState switch
        {
            PostgresErrorCodes.DiskFull => "The disk that holds the database is full. Free space on it; nothing was "
                + "changed.",
            PostgresErrorCodes.TooManyConnections => "The database server takes no more connections. Raise its "
                + "max_connections, or close other programs.",
            PostgresErrorCodes.ReadOnlySqlTransaction => "The database server only reads now (a standby, or told so). "
                + "Connect to the one that writes.",
            PostgresErrorCodes.LockNotAvailable => "Another program holds the log for too long. Look for a stuck "
                + "transaction in pg_stat_activity.",
            _ => "The database server cannot be reached or cannot answer now. Try again; if it stays so, look into its "
                + "log.",
        },
        exception);

    /// <param name="where">Server and database, without the password.</param>
    /// <param name="error">What opening it threw.</param>
    public static DatabaseUnusableException Unusable(string where, Exception error) => new(
        Find(error)?.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"The database server refuses the user or the password for {where}. Check both.",
            PostgresErrorCodes.InvalidCatalogName =>
                $"There is no database {where}. Make one: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"The user may not make tables in {where}. Make it the owner of the database: "
                + $"{Find(error)!.MessageText}.",
            { } state => $"The database {where} cannot be opened ({state}): {Find(error)!.MessageText}.",
            null => $"The database server of {where} cannot be reached: {error.GetBaseException().Message}",
        },
        error);
}
