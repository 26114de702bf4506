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
            if (at is NpgsqlException)
                return true;
        }

        return false;
    }

    public static StorageUnavailableException Unavailable(Exception exception)
    {
        var (korean, english) = Find(exception)?.SqlState switch
        {
            PostgresErrorCodes.DiskFull => (
                "데이터베이스 서버의 디스크가 가득 찼습니다. 자리를 비워 주세요. 바뀐 것은 없습니다.",
                "The disk of the database server is full. Free space on it; nothing was changed."),
            PostgresErrorCodes.TooManyConnections => (
                "데이터베이스 서버가 연결을 더 받지 않습니다. max_connections를 늘리거나 다른 프로그램을 닫으세요.",
                "The database server takes no more connections. Raise its max_connections, or close other programs."),
            PostgresErrorCodes.ReadOnlySqlTransaction => (
                "데이터베이스 서버가 지금은 읽기만 합니다(대기 서버). 쓰기를 받는 서버에 연결하세요.",
                "The database server only reads now (a standby). Connect to the one that writes."),
            PostgresErrorCodes.LockNotAvailable => (
                "다른 프로그램이 로그를 너무 오래 잡고 있습니다. pg_stat_activity에서 멈춘 트랜잭션을 찾아보세요.",
                "Another program holds the log for too long. Look for a stuck transaction in pg_stat_activity."),
            _ => (
                "데이터베이스 서버가 지금 응답하지 않습니다. 다시 시도하고, 계속되면 서버의 로그를 보세요.",
                "The database server cannot answer now. Try again; if it stays so, look into its log."),
        };
        return new StorageUnavailableException(english, exception, korean);
    }

    /// <summary>The user may not make the schema that a rebuild works in.</summary>
    public static StorageUnavailableException MayNotRebuild(PostgresException exception) => new(
        "The database user may not make a schema, which a rebuild needs. As the owner of the database: "
        + "GRANT CREATE ON DATABASE … TO …. Nothing was changed.",
        exception,
        "데이터베이스 사용자에게 다시 만들기에 필요한 스키마 생성 권한이 없습니다. 데이터베이스 소유자로 "
        + "GRANT CREATE ON DATABASE … TO … 를 실행하세요. 바뀐 것은 없습니다.");

    /// <param name="where">Server and database, without the password.</param>
    /// <param name="error">What opening it threw.</param>
    public static DatabaseUnusableException Unusable(string where, NpgsqlException error)
    {
        var said = (error as PostgresException)?.MessageText ?? error.GetBaseException().Message;
        var (fault, korean, english) = error.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => (
                DatabaseFault.NotWritable,
                $"데이터베이스 서버가 {where}의 사용자나 비밀번호를 받지 않습니다. 둘 다 확인하세요.",
                $"The database server refuses the user or the password for {where}. Check both."),
            PostgresErrorCodes.InvalidCatalogName => (
                DatabaseFault.Unknown,
                $"{where} 데이터베이스가 없습니다. CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0 으로 만드세요.",
                $"There is no database {where}. Make it: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0."),
            PostgresErrorCodes.InsufficientPrivilege => (
                DatabaseFault.NotWritable,
                $"이 사용자는 {where}에 표를 만들 수 없습니다({said}). 데이터베이스의 소유자로 지정하세요.",
                $"The user may not make tables in {where} ({said}). Make it the owner of the database."),
            { } state => (
                DatabaseFault.Unknown,
                $"{where} 데이터베이스를 열 수 없습니다({state}: {said}).",
                $"The database {where} cannot be opened ({state}: {said})."),
            null => (
                DatabaseFault.Unknown,
                $"{where} 데이터베이스 서버에 연결할 수 없습니다({said}). 주소를 확인하고 서버를 켜세요.",
                $"The database server of {where} cannot be reached ({said}). Check the address, start the server."),
        };
        return new DatabaseUnusableException(fault, korean, english, error);
    }
}
