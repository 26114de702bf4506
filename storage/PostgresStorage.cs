using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using IdeaStorage.Storage.Search;
using IdeaStorage.Storage.Search.Postgres;
using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Storage;

/// <summary>Composition of storage on PostgreSQL.</summary>
public static class PostgresStorage
{
    /// <summary>
    /// Storage in a database of a server, and blobs in a folder. Read models are the registered
    /// <see cref="ReadModels.IProjection"/>s. The database opens when the first of its services is asked for, and then
    /// may throw <see cref="DatabaseUnusableException"/>.
    /// </summary>
    /// <param name="services">Where to.</param>
    /// <param name="connectionString">As Npgsql reads it.</param>
    /// <param name="folder">Where <c>blobs/</c> lies.</param>
    /// <param name="turns">Whose thread the writer works on.</param>
    /// <param name="isIncoming">Whether the database may be half of a copy, because this is who copies.</param>
    public static IServiceCollection AddPostgresStorage(
        this IServiceCollection services, string connectionString, string folder,
        WriterTurns turns = WriterTurns.OwnThread, bool isIncoming = false)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => PostgresDatabase.Open(
            connectionString, provider.GetRequiredService<TimeProvider>(), turns, isIncoming));
        services.AddSingleton<IEventLog, PostgresEventLog>();
        services.AddSingleton(new FullText(new PostgresSearchProjection(), new PostgresSearch()));
        services.AddSingleton(provider => SignalOf(provider.GetRequiredService<PostgresDatabase>()));
        services.AddHostedService(provider => new LogListener(
            PostgresConnections.Listener(connectionString), provider.GetRequiredService<LogSignal>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogListener>>()));
        services.AddSingleton<IBlobStore>(provider => new DiskBlobStore(
            Path.Combine(folder, DiskBlobs.Folder), time: provider.GetRequiredService<TimeProvider>()));
        return services.AddStores<PostgresDatabase>();
    }

    private static LogSignal SignalOf(PostgresDatabase database)
    {
        var signal = new LogSignal();
        database.Committed += signal.Pulse;
        return signal;
    }
}
