using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

public abstract class SqliteEventLogContract : EventLogContract, IDisposable
{
    private readonly StorageFixture _storage;

    protected SqliteEventLogContract(StorageFixture storage)
    {
        _storage = storage;
        TestSchema.Create(storage.Database);
    }

    protected override IEventLog Log => _storage.Log;

    protected override IReadConnections Reads => _storage.Database;

    protected override IDatabaseWriter Writer => _storage.Database;

    public virtual void Dispose()
    {
        _storage.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteInMemoryEventLogTests()
    : SqliteEventLogContract(StorageFixture.InMemory(WriterTurns.OwnThread, new SupportCounts()));

public sealed class SqliteOnCallersThreadEventLogTests()
    : SqliteEventLogContract(StorageFixture.InMemory(WriterTurns.Caller, new SupportCounts()));

public sealed class SqliteFileEventLogTests : SqliteEventLogContract
{
    private readonly TemporaryFolder _folder;

    public SqliteFileEventLogTests()
        : this(new TemporaryFolder())
    {
    }

    private SqliteFileEventLogTests(TemporaryFolder folder)
        : base(StorageFixture.InFolder(folder.Path, new SupportCounts())) => _folder = folder;

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}

/// <summary>The tables that the tests' own read model and writes need.</summary>
internal static class TestSchema
{
    public static void Create(SqliteDatabase database) => database.WriteAsync((connection, transaction) =>
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SupportCounts.Schema + "CREATE TABLE test_rows (name TEXT PRIMARY KEY)";
        return command.ExecuteNonQuery();
    }).GetAwaiter().GetResult();
}
