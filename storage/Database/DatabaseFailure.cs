using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Database;

/// <summary>Tells a database that cannot answer now from everything else that can go wrong.</summary>
public static class DatabaseFailure
{
    /// <summary>
    /// Whether the database or the way to it failed, so that the same may succeed later: as this program says it, or as
    /// a driver does whose exception came through another library. A statement that was refused is none.
    /// </summary>
    public static bool Is(Exception error) =>
        error is StorageUnavailableException
        || PostgresErrors.IsDatabaseFailure(error)
        || SqliteErrors.IsDatabaseFailure(error);
}
