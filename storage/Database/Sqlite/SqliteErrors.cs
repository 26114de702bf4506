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

    public static StorageUnavailableException Unavailable(Exception exception)
    {
        var (korean, english) = Find(exception)?.SqliteErrorCode switch
        {
            SQLITE_FULL => (
                "데이터베이스가 있는 디스크가 가득 찼습니다. 자리를 비워 주세요. 바뀐 것은 없습니다.",
                "The disk that holds the database is full. Free space on it; nothing was changed."),
            SQLITE_IOERR => (
                "데이터베이스가 있는 디스크에 오류가 났습니다. 디스크와 시스템 로그를 확인하세요.",
                "The disk that holds the database failed. Check it and the system log."),
            SQLITE_CORRUPT or SQLITE_NOTADB => (
                "데이터베이스 파일이 손상되었습니다. 프로그램을 멈추고 백업에서 되살리세요.",
                "The database file is damaged. Stop the program and restore a backup."),
            SQLITE_READONLY or SQLITE_PERM => (
                "데이터베이스 파일에 쓸 수 없습니다. 소유자와 권한을 확인하세요.",
                "The database file may not be written. Check its owner and rights."),
            SQLITE_BUSY or SQLITE_LOCKED => (
                "다른 프로그램이 데이터베이스를 잠그고 있습니다. 그 프로그램을 닫으세요.",
                "The database is locked by another program. Close that program."),
            _ => (
                "데이터베이스가 지금 응답하지 않습니다. 다시 시도하고, 계속되면 프로그램의 로그를 보세요.",
                "The database cannot answer now. Try again; if it stays so, look into the program's log."),
        };
        return new StorageUnavailableException(english, exception, korean);
    }

    public static DatabaseUnusableException Unusable(string path, SqliteException error)
    {
        var (fault, korean, english) = error.SqliteErrorCode switch
        {
            SQLITE_NOTADB or SQLITE_CORRUPT => (
                DatabaseFault.Damaged,
                $"‘{path}’ 파일은 온전한 데이터베이스가 아닙니다. 백업에서 되살리거나, 다른 곳으로 옮기고 빈 상태로 시작하세요.",
                $"The file '{path}' is not an intact database. Restore a backup of it, or move it away to start "
                + "empty."),
            SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PERM => (
                DatabaseFault.NotWritable,
                $"‘{path}’ 데이터베이스를 쓰기로 열 수 없습니다. 파일과 폴더의 소유자와 권한을 확인하세요.",
                $"The database '{path}' cannot be opened for writing. Check owner and rights of it and its folder."),
            SQLITE_FULL => (
                DatabaseFault.DiskFull,
                $"‘{path}’ 파일이 있는 디스크가 가득 찼습니다. 자리를 비우고 다시 시작하세요.",
                $"The disk that holds '{path}' is full. Free space on it and start again."),
            SQLITE_IOERR => (
                DatabaseFault.DiskFailed,
                $"‘{path}’ 파일이 있는 디스크에 오류가 났습니다. 디스크와 권한을 확인하고 다시 시작하세요.",
                $"The disk that holds '{path}' failed. Check the disk and its rights, then start again."),
            SQLITE_BUSY or SQLITE_LOCKED => (
                DatabaseFault.InUse,
                $"다른 프로그램이 ‘{path}’ 데이터베이스를 잠그고 있습니다. 그 프로그램을 닫으세요.",
                $"The database '{path}' is locked by another program. Close that program."),
            _ => (
                DatabaseFault.Unknown,
                $"‘{path}’ 데이터베이스를 열 수 없습니다(SQLite 오류 {error.SqliteErrorCode}).",
                $"The database '{path}' cannot be opened: {error.Message}"),
        };
        return new DatabaseUnusableException(fault, korean, english, error);
    }
}
