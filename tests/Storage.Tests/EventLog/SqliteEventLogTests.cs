using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Tests.EventLog;

public sealed class SqliteInMemoryEventLogTests()
    : EventLogContract(StorageFixture.InMemory(WriterTurns.OwnThread, new SupportCounts()))
{
    [Fact]
    public async Task Append_WhenTextHoldsNul_KeepsIt()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1", "a\0b"), TestContext.Current.CancellationToken);
        Assert.Equal("a\0b", await ReadAsync<string>("SELECT title FROM test_ideas"));
    }
}

public sealed class SqliteOnCallersThreadEventLogTests()
    : EventLogContract(StorageFixture.InMemory(WriterTurns.Caller, new SupportCounts()));

public sealed class SqliteFileEventLogTests : EventLogContract
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
    public static void Create(IDatabaseWriter writer) => writer.WriteAsync((connection, transaction) =>
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SupportCounts.Schema + "CREATE TABLE test_rows (name TEXT PRIMARY KEY)";
        return command.ExecuteNonQuery();
    }).GetAwaiter().GetResult();
}
