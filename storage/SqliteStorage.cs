using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Sqlite;
using IdeaStorage.Storage.Search;
using IdeaStorage.Storage.Search.Sqlite;
using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Storage;

/// <summary>Composition of storage on SQLite and the disk.</summary>
public static partial class SqliteStorage
{
    /// <summary>
    /// Storage in a folder: <c>ideastorage.db</c> and <c>blobs/</c>. Read models are the registered
    /// <see cref="ReadModels.IProjection"/>s. The database opens when the first of its services is asked for, and
    /// then may throw <see cref="DatabaseUnusableException"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="isIncoming">Whether the database may be half of a copy, because this is who copies.</param>
    public static IServiceCollection AddSqliteStorage(
        this IServiceCollection services, string folder, bool isIncoming = false) => services
        .AddSqliteStorage(provider => SqliteDatabase.OpenFile(
            folder, provider.GetRequiredService<TimeProvider>(), isIncoming: isIncoming))
        // The database is opened first: its lock keeps a second process from this folder.
        .AddSingleton<IBlobStore>(provider => new DiskBlobStore(
            Path.Combine(
                Path.GetDirectoryName(provider.GetRequiredService<SqliteDatabase>().Source)!, DiskBlobs.Folder),
            time: provider.GetRequiredService<TimeProvider>()));

    /// <summary>The same without a disk, and so without blobs, for tests and simulations.</summary>
    public static IServiceCollection AddSqliteStorageInMemory(
        this IServiceCollection services, WriterTurns turns = WriterTurns.OwnThread) =>
        services.AddSqliteStorage(provider =>
            SqliteDatabase.OpenInMemory(provider.GetRequiredService<TimeProvider>(), turns));

    private static IServiceCollection AddSqliteStorage(
        this IServiceCollection services, Func<IServiceProvider, SqliteDatabase> open)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => Logged(open(provider), provider.GetService<ILogger<SqliteDatabase>>()));
        services.AddSingleton<IEventLog, SqliteEventLog>();
        services.AddSingleton(new FullText(new SqliteSearchProjection(), new SqliteSearch()));
        services.AddSingleton(provider => SignalOf(provider.GetRequiredService<SqliteDatabase>()));
        return services.AddStores<SqliteDatabase>();
    }

    private static SqliteDatabase Logged(SqliteDatabase database, ILogger? logger)
    {
        if (logger is not null)
            database.IndexingFailed += error => LogIndexing(logger, error);
        return database;
    }

    [LoggerMessage(LogLevel.Error,
        "The full-text index cannot be written; searches look into what is new row by row. If it stays so, check disk "
        + "and database with 'verify', and make the index anew with 'rebuild search'")]
    private static partial void LogIndexing(ILogger logger, Exception exception);

    private static LogSignal SignalOf(SqliteDatabase database)
    {
        var signal = new LogSignal();
        database.Committed += signal.Pulse;
        return signal;
    }
}
