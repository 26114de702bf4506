using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Tests;

/// <summary>A composed storage under test, as the program composes it.</summary>
public sealed class StorageFixture : IDisposable
{
    private readonly ServiceProvider _provider;

    private StorageFixture(ServiceProvider provider, string? folder)
    {
        _provider = provider;
        Folder = folder;
    }

    public string? Folder { get; }

    public SqliteDatabase Database => Get<SqliteDatabase>();

    public IEventLog Log => Get<IEventLog>();

    public static StorageFixture InMemory(WriterTurns turns, params IProjection[] projections) =>
        Compose(services => services.AddSqliteStorageInMemory(turns), null, projections);

    public static StorageFixture InFolder(string folder, params IProjection[] projections) =>
        Compose(services => services.AddSqliteStorage(folder), folder, projections);

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public void Dispose() => _provider.Dispose();

    private static StorageFixture Compose(
        Action<IServiceCollection> add, string? folder, IProjection[] projections)
    {
        var services = new ServiceCollection();
        foreach (var projection in projections)
            services.AddSingleton(projection);
        add(services);
        return new StorageFixture(services.BuildServiceProvider(), folder);
    }
}

/// <summary>A folder that goes away with the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ideastorage-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
