using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>What SQLite's result codes mean for a caller. Source: https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    private const string UniqueMessage = "UNIQUE constraint failed: ";

    /// <summary>The SQLite error inside an exception (Entity Framework wraps them), or null.</summary>
    public static SqliteException? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SqliteException found)
                return found;
        }

        return null;
    }

    /// <summary>
    /// The table and columns of the unique index that refused (<c>profiles.handle_key</c>), or null for another
    /// error. An index on an expression is named by itself.
    /// </summary>
    public static string? UniqueIndex(Exception exception)
    {
        if (Find(exception) is not
            { SqliteExtendedErrorCode: SQLITE_CONSTRAINT_UNIQUE or SQLITE_CONSTRAINT_PRIMARYKEY } error)
            return null;
        var at = error.Message.IndexOf(UniqueMessage, StringComparison.Ordinal);
        return at < 0 ? error.Message : error.Message[(at + UniqueMessage.Length)..].TrimEnd('.', '\'', ' ');
    }

    /// <summary>Whether the database itself failed, so that nothing in the same transaction may be trusted.</summary>
    public static bool IsDatabaseFailure(Exception exception) =>
        Find(exception)?.SqliteErrorCode is SQLITE_FULL or SQLITE_IOERR or SQLITE_CORRUPT or SQLITE_NOTADB
            or SQLITE_READONLY or SQLITE_CANTOPEN or SQLITE_NOMEM or SQLITE_BUSY or SQLITE_LOCKED or SQLITE_PERM
            or SQLITE_PROTOCOL;

    public static StorageUnavailableException Unavailable(Exception exception) => new(
        Find(exception)?.SqliteErrorCode switch
        {
            SQLITE_FULL => "The disk that holds the database is full. Free space on it; nothing was changed.",
            SQLITE_IOERR => "The disk that holds the database failed. Check it and the system log.",
            SQLITE_CORRUPT or SQLITE_NOTADB => "The database file is damaged. Stop the program and restore a backup.",
            SQLITE_READONLY or SQLITE_PERM => "The database file may not be written. Check its owner and rights.",
            SQLITE_BUSY or SQLITE_LOCKED => "The database is locked by another program. Close that program.",
            _ => "The database cannot answer now. Try again; if it stays so, look into the program's log.",
        },
        exception);

    public static DatabaseUnusableException Unusable(string path, SqliteException error) => new(
        error.SqliteErrorCode switch
        {
            SQLITE_NOTADB or SQLITE_CORRUPT =>
                $"The file '{path}' is not an intact database. Restore a backup of it, or move it away to start empty.",
            SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PERM =>
                $"The database '{path}' cannot be opened for writing. Check owner and rights of it and its folder.",
            SQLITE_FULL => $"The disk that holds '{path}' is full. Free space on it and start again.",
            SQLITE_IOERR => $"The disk that holds '{path}' failed. Check the disk and its rights, then start again.",
            SQLITE_BUSY or SQLITE_LOCKED => $"The database '{path}' is locked by another program. Close that program.",
            _ => $"The database '{path}' cannot be opened: {error.Message}",
        },
        error);
}
