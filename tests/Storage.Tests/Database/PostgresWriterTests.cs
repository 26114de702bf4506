using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using IdeaStorage.Storage.Tests.EventLog;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>The one writer on PostgreSQL, with groups that the test chooses.</summary>
public sealed class PostgresWriterTests : IDisposable
{
    private readonly PostgresTestDatabase _test = new();
    private readonly PostgresDatabase _database;
    private readonly PostgresEventLog _log;

    public PostgresWriterTests()
    {
        _database = PostgresDatabase.Open(_test.ConnectionString, TimeProvider.System, WriterTurns.ByHand);
        _log = new PostgresEventLog(_database, [new SupportCounts()]);
        var made = _database.WriteAsync((connection, transaction) => Execute(
            connection, transaction, SupportCounts.Schema + "CREATE TABLE test_rows (name TEXT PRIMARY KEY)"));
        Drain();
        made.GetAwaiter().GetResult();
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_WhenSomeAreRefused_KeepsTheOthersInTheirOrder()
    {
        var first = _log.AppendAsync(Samples.Post("idea-1", "c-1"), Now);
        var conflict = _log.AppendAsync(Samples.Post("idea-1", "c-2"), Now);
        var support = _log.AppendAsync(Samples.Support("idea-1", 1, "c-3", "member-2"), Now);
        var twice = _log.AppendAsync(Samples.Support("idea-1", 2, "c-4", "member-2"), Now);
        var after = _log.AppendAsync(Samples.Support("idea-1", 2, "c-5", "member-3"), Now);
        var repeated = _log.AppendAsync(Samples.Support("idea-1", 1, "c-3", "member-2"), Now);
        var other = _log.AppendAsync(Samples.Post("idea-2", "c-6"), Now);
        Assert.False(first.IsCompleted);

        Assert.Equal(7, _database.RunWaiting());

        Assert.Equal(new Appended(1, 1), await first);
        Assert.Equal(new VersionConflict(1), await conflict);
        Assert.Equal(new Appended(2, 2), await support);
        Assert.Equal(new UniqueViolation("test_supports.stream, test_supports.member"), await twice);
        Assert.Equal(new Appended(3, 3), await after);
        Assert.Equal(new Duplicate(new CommandRecord("c-3", "idea-1", "idea-1", 2)), await repeated);
        Assert.Equal(new Appended(1, 4), await other);
        Assert.Equal(4, await _log.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Group_WithFunctionsAmongAppends_RunsEachInItsTurn()
    {
        var before = _log.AppendAsync(Samples.Post("idea-1", "c-1"), Now);
        var count = _database.WriteAsync((connection, transaction) => Count(connection, transaction), Now);
        var failing = _database.WriteAsync<int>(
            (connection, transaction) =>
            {
                Execute(connection, transaction, "INSERT INTO test_rows (name) VALUES ('lost')");
                throw new FormatException();
            },
            Now);
        var within = _log.AppendAsync(
            Samples.Post("idea-2", "c-2") with
            {
                Within = (connection, transaction) =>
                    Execute(connection, transaction, "INSERT INTO test_rows (name) VALUES ('kept')"),
            },
            Now);
        var last = _database.WriteAsync((connection, transaction) => Count(connection, transaction), Now);
        Drain();

        Assert.Equal(new Appended(1, 1), await before);
        Assert.Equal(1, await count);
        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(new Appended(1, 2), await within);
        Assert.Equal(2, await last);
        Assert.Equal(1, await RowsAsync());
    }

    [Fact]
    public async Task Group_OfManyRefusedAndMany_EndsWithExactlyTheOthers()
    {
        var supports = new List<Task<AppendResult>>();
        for (var i = 0; i < GroupWriter<PostgresSession>.GroupMax / 2; i++)
        {
            _ = _log.AppendAsync(Samples.Post($"idea-{i}", $"post-{i}"), Now);
            supports.Add(_log.AppendAsync(Samples.Support($"idea-{i}", 1, $"c-{i}", "member-1"), Now));
        }

        Drain();
        var again = Enumerable.Range(0, 200)
            .Select(i => _log.AppendAsync(Samples.Support($"idea-{i}", 2, $"again-{i}", $"member-{i % 2}"), Now))
            .ToList();
        Drain();

        Assert.All(await Task.WhenAll(supports), result => Assert.IsType<Appended>(result));
        var results = await Task.WhenAll(again);
        Assert.All(results.Where((_, i) => i % 2 == 1), result => Assert.IsType<UniqueViolation>(result));
        Assert.All(results.Where((_, i) => i % 2 == 0), result => Assert.IsType<Appended>(result));
    }

    [Fact]
    public async Task Commit_IsToldToListeners_BeforeWhoeverAskedForIt()
    {
        bool? wasAnswered = null;
        var write = _database.WriteAsync((_, _) => 1, Now);
        _database.Committed += () => wasAnswered = write.IsCompleted;

        Drain();

        Assert.False(wasAnswered);
        Assert.Equal(1, await write);
    }

    [Fact]
    public async Task Write_AfterTheConnectionWasEnded_FailsOnceAndGoesOn()
    {
        var first = _log.AppendAsync(Samples.Post("idea-1", "c-1"), Now);
        Drain();
        await first;
        await using (var connection = _test.Connect())
        {
            await using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                + "WHERE datname = current_database() AND pid <> pg_backend_pid()";
            await command.ExecuteScalarAsync(Now);
        }

        var lost = _log.AppendAsync(Samples.Post("idea-2", "c-2"), Now);
        Drain();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => lost);

        var second = _log.AppendAsync(Samples.Post("idea-2", "c-2"), Now);
        Drain();
        Assert.Equal(new Appended(1, 2), await second);
        Assert.Equal(2, await _log.GetHeadAsync(Now));
    }

    public void Dispose()
    {
        _database.Dispose();
        _test.Dispose();
    }

    private static int Execute(
        System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static long Count(
        System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT count(*) FROM events";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<long> RowsAsync()
    {
        await using var connection = _test.Connect();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM test_rows";
        return (long)(await command.ExecuteScalarAsync(Now))!;
    }

    private void Drain()
    {
        while (_database.RunWaiting() > 0)
        {
        }
    }
}
