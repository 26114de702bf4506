using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Tests;

/// <summary>A composed storage under test, as the program composes it.</summary>
public sealed class StorageFixture : IDisposable
{
    private readonly ServiceProvider _provider;
    private readonly IDisposable? _beneath;

    private StorageFixture(ServiceProvider provider, IDisposable? beneath = null) =>
        (_provider, _beneath) = (provider, beneath);

    public SqliteDatabase Database => Get<SqliteDatabase>();

    public IEventLog Log => Get<IEventLog>();

    public IReadConnections Reads => Get<IReadConnections>();

    public IDatabaseWriter Writer => Get<IDatabaseWriter>();

    public static StorageFixture InMemory(WriterTurns turns, params IProjection[] projections) =>
        new(Compose(services => services.AddSqliteStorageInMemory(turns), projections));

    public static StorageFixture InFolder(string folder, params IProjection[] projections) =>
        new(Compose(services => services.AddSqliteStorage(folder), projections));

    /// <summary>On a database of its own of the test server.</summary>
    public static StorageFixture OnPostgres(WriterTurns turns, params IProjection[] projections)
    {
        var database = new PostgresTestDatabase();
        var connection = database.ConnectionString;
        return new(Compose(services => services.AddPostgresStorage(connection, "", turns), projections), database);
    }

    /// <summary>SQLite in memory with all read models.</summary>
    public static StorageFixture ReadModelsInMemory() => new(
        Compose(static services => services.AddSqliteStorageInMemory().AddReadModels(), []));

    /// <summary>SQLite in a data folder with all read models.</summary>
    public static StorageFixture ReadModelsInFolder(string folder) => new(
        Compose(services => services.AddSqliteStorage(folder).AddReadModels(), []));

    /// <summary>All read models on a database of its own of the test server.</summary>
    public static StorageFixture ReadModelsOnPostgres()
    {
        var database = new PostgresTestDatabase();
        var connection = database.ConnectionString;
        return new(Compose(services => services.AddPostgresStorage(connection, "").AddReadModels(), []), database);
    }

    /// <summary>All read models at an address that exists.</summary>
    public static StorageFixture ReadModelsAt(StorageAddress address) => new(
        Compose(services => services.AddLogging().AddStorage(address).AddReadModels(), []));

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public void Dispose()
    {
        _provider.Dispose();
        _beneath?.Dispose();
    }

    private static ServiceProvider Compose(Action<IServiceCollection> add, IProjection[] projections)
    {
        var services = new ServiceCollection();
        foreach (var projection in projections)
            services.AddSingleton(projection);
        add(services);
        return services.BuildServiceProvider();
    }
}

/// <summary>A folder that goes away with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ideastorage-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
