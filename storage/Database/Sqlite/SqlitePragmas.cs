using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>The settings of every connection, each with its reason. Source:
/// https://www.sqlite.org/pragma.html.</summary>
internal static class SqlitePragmas
{
    public const int BusyTimeoutMilliseconds = 5_000;

    private static readonly string[] Group =
    [
        // Statement journals of savepoints stay in memory.
        "temp_store = MEMORY",
        // 16 MiB: the inner pages of all indexes of a large installation. Not more: the end of a transaction in which
        // a page was split walks over the whole cache.
        "cache_size = -16384",
    ];

    /// <summary>For a piece that writes whole tables.</summary>
    private static readonly string[] Alone =
    [
        // What indexes are sorted by does not fit into memory.
        "temp_store = FILE",
        // 128 MiB: a page is written to the log when it is full, not at each of its rows.
        "cache_size = -131072",
    ];

    private static readonly string[] Writer =
    [
        // Readers see the last commit while the writer works, and a commit is one append to one file.
        "journal_mode = WAL",
        // An acknowledged append is on the disk: FULL syncs the log at every commit, NORMAL would not.
        "synchronous = FULL",
        "foreign_keys = ON",
        // Erased texts are overwritten in the file, not only unlinked.
        "secure_delete = ON",
        $"busy_timeout = {BusyTimeoutMilliseconds}",
        .. Group,
        // Checkpoints are made beside the writer; this one is its own, when they come late.
        $"wal_autocheckpoint = {Checkpoints.WriterLimitPages}",
        // The log file is overwritten in place (no growth to sync) up to 192 MiB, and cut back to that after a burst.
        "journal_size_limit = 201326592",
        // No memory mapping: a failing disk must give an error, not a signal that ends the process.
        "mmap_size = 0",
    ];

    private static readonly string[] Checkpointer =
    [
        // The log is synced before a page of it is copied, and the database file before the log begins anew.
        "synchronous = FULL",
        $"busy_timeout = {BusyTimeoutMilliseconds}",
        "mmap_size = 0",
    ];

    private static readonly string[] Reader =
    [
        "query_only = ON",
        $"busy_timeout = {BusyTimeoutMilliseconds}",
        // 8 MiB a connection; the operating system caches the rest for all of them.
        "cache_size = -8192",
        "temp_store = MEMORY",
        "mmap_size = 0",
    ];

    /// <summary>
    /// For the whole process, before its first connection; later it changes nothing. SQLite does not count what memory
    /// it takes: the count is under one lock, for which all connections wait at each of their allocations.
    /// </summary>
    public static void ApplyToLibrary()
    {
        Batteries_V2.Init();
        // After the first connection the answer is SQLITE_MISUSE: it is slower then, and works all the same.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public static void ApplyToWriter(SqliteConnection connection) => Apply(connection, Writer);

    public static void ApplyToCheckpoints(SqliteConnection connection) => Apply(connection, Checkpointer);

    public static void ApplyToReader(SqliteConnection connection) => Apply(connection, Reader);

    /// <summary>Changes the writer's settings for a group; not within a transaction.</summary>
    public static void ApplyToWriter(SqliteConnection connection, bool isAlone) =>
        Apply(connection, isAlone ? Alone : Group);

    private static void Apply(SqliteConnection connection, string[] pragmas)
    {
        using var command = connection.CreateCommand();
        foreach (var pragma in pragmas)
        {
            command.CommandText = "PRAGMA " + pragma;
            command.ExecuteNonQuery();
        }
    }
}
