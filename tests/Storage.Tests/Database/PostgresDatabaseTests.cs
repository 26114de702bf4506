using System.Diagnostics;
using Dapper;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Postgres;
using IdeaStorage.Storage.Tests.EventLog;
using IdeaStorage.Tests.Postgres;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>What is PostgreSQL's own: settings, order among several processes, dump and restore.</summary>
public sealed class PostgresDatabaseTests : IDisposable
{
    private readonly PostgresTestDatabase _test = new();
    private readonly List<PostgresDatabase> _open = [];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("synchronous_commit", "on")]
    [InlineData("lock_timeout", "10s")]
    [InlineData("idle_in_transaction_session_timeout", "4s")]
    [InlineData("transaction_isolation", "read committed")]
    public async Task Writer_HasTheSettingsThatDurabilityAndOrderNeed(string setting, string expected) =>
        Assert.Equal(expected, await Open().WriteAsync(
            (connection, transaction) => connection.ExecuteScalar<string>($"SHOW {setting}", null, transaction), Now));

    [Fact]
    public async Task Writer_WhenTheServerIsToldOtherwise_StillWaitsForTheDisk()
    {
        using (var connection = _test.Connect())
            connection.Execute($"ALTER DATABASE {_test.Name} SET synchronous_commit = off");

        Assert.Equal("on", await Open().WriteAsync(
            (connection, transaction) =>
                connection.ExecuteScalar<string>("SHOW synchronous_commit", null, transaction),
            Now));
    }

    [Fact]
    public async Task Positions_WhenOneAppenderIsHeldOpen_BecomeVisibleInOrder()
    {
        var (slow, quick) = (Open(), Open());
        using var isIn = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var held = LogOf(slow).AppendAsync(
            Samples.Post("idea-1", "c-1") with { Within = (_, _) => Hold(isIn, mayEnd) }, Now);
        isIn.Wait(Now);
        var second = LogOf(quick).AppendAsync(Samples.Post("idea-2", "c-2"), Now);
        await WaitForBlockedAsync();

        Assert.False(second.IsCompleted);
        Assert.Equal(0, await LogOf(quick).GetHeadAsync(Now));
        mayEnd.Set();
        Assert.Equal(new Appended(1, 1), await held);
        Assert.Equal(new Appended(1, 2), await second);
    }

    [Fact]
    public async Task Append_WhileAnotherProcessHangsInItsGroup_GetsTheLockBeforeItGivesUp()
    {
        using var isIn = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var (hung, other) = (Open(), Open());
        var held = LogOf(hung).AppendAsync(
            Samples.Post("idea-1", "c-1") with { Within = (_, _) => Hold(isIn, mayEnd) }, Now);
        isIn.Wait(Now);

        var second = await Record.ExceptionAsync(() => LogOf(other).AppendAsync(Samples.Post("idea-2", "c-2"), Now));
        mayEnd.Set();
        Assert.Null(second);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => held);
        Assert.Equal(new Appended(1, 2), await LogOf(hung).AppendAsync(Samples.Post("idea-1", "c-1"), Now));
    }

    [Fact]
    public async Task Append_WhenTwoProcessesRaceForOneVersion_ExactlyOneWins()
    {
        var logs = new[] { LogOf(Open()), LogOf(Open()) };
        await logs[0].AppendAsync(Samples.Post("idea-1", "c-0"), Now);
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(i => logs[i % 2].AppendAsync(
            Samples.Support("idea-1", 1, $"c-{i}", $"member-{i}"), Now)));

        Assert.Single(results.OfType<Appended>());
        Assert.Equal(63, results.OfType<VersionConflict>().Count());
        Assert.Equal(2, await logs[0].GetHeadAsync(Now));
    }

    [Fact]
    public async Task RentAsync_WhileAllAreLent_WaitsWithoutAThread()
    {
        var database = Open();
        var lent = Enumerable.Range(0, PostgresConnections.ReadersMax).Select(_ => database.Rent()).ToList();
        var next = database.RentAsync(Now);

        Assert.False(next.IsCompleted);
        lent[0].Dispose();
        lent[0] = await next;
        lent.ForEach(lease => lease.Dispose());
    }

    [Fact]
    public async Task Restore_IntoAnotherDatabase_ReplaysAndPositionsGoOn()
    {
        var log = LogOf(Open());
        for (var i = 1; i <= 20; i++)
            await log.AppendAsync(Samples.Post($"idea-{i}", $"c-{i}"), Now);
        var before = await log.ReadAllAsync(0, Now).ToListAsync(Now);

        using var restored = PostgresTestDatabase.RestoreOf(_test);
        using var database = PostgresDatabase.Open(restored.ConnectionString, TimeProvider.System);
        var again = LogOf(database);
        var after = await again.ReadAllAsync(0, Now).ToListAsync(Now);

        Assert.Equal(before.Select(Identity), after.Select(Identity));
        Assert.Equal(new Appended(1, 21), await again.AppendAsync(Samples.Post("idea-21", "c-21"), Now));
        Assert.IsType<Duplicate>(await again.AppendAsync(Samples.Post("idea-1", "c-1"), Now));
    }

    [Fact]
    public async Task Rebuild_WhenTheUserMayNotMakeASchema_SaysWhichRightIsMissing()
    {
        using var empty = new PostgresTestDatabase(isEmpty: true);
        var user = $"guest_{empty.Name}";
        using var connection = empty.Connect();
        connection.Execute($"CREATE ROLE {user} LOGIN; GRANT CREATE ON SCHEMA public TO {user}");
        using (var database = PostgresDatabase.Open($"{empty.ConnectionString};Username={user}", TimeProvider.System))
        {
            var error = await Assert.ThrowsAsync<StorageUnavailableException>(
                () => new Rebuild(database, []).RebuildAsync(cancellationToken: Now));
            Assert.Contains("GRANT CREATE ON DATABASE", error.Message);
        }

        connection.Execute($"DROP OWNED BY {user}; DROP ROLE {user}");
    }

    [Fact]
    public async Task Open_WhenTwoProgramsStartAtOnce_MakesTheSchemaOnce()
    {
        var name = PostgresServer.Shared.CreateDatabase();
        var connection = PostgresServer.Shared.ConnectionString(name);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => PostgresDatabase.Open(connection, TimeProvider.System), Now)));

        Assert.Equal(0, await LogOf(opened[3]).GetHeadAsync(Now));
        foreach (var database in opened)
            database.Dispose();
        PostgresServer.Shared.DropDatabase(name);
    }

    [Theory]
    [InlineData("Database=nowhere", "nowhere", "CREATE DATABASE")]
    [InlineData("Port=1", "cannot be reached", "start the server")]
    public void Open_WhenItCannot_SaysWhyAndWhatToDo(string change, string why, string what)
    {
        var exception = Assert.Throws<DatabaseUnusableException>(
            () => PostgresDatabase.Open($"{_test.ConnectionString};Password=secret;{change}", TimeProvider.System));

        Assert.Contains(why, exception.Message);
        Assert.Contains(what, exception.Message);
        Assert.DoesNotContain("secret", exception.Message);
    }

    public void Dispose()
    {
        foreach (var database in _open)
            database.Dispose();
        _test.Dispose();
    }

    private static (long, string, long, string, string) Identity(RecordedEvent recorded) =>
        (recorded.Position, recorded.Stream, recorded.Version, recorded.CommandId,
            Assert.IsType<IdeaPosted>(recorded.Event).IdeaId);

    private static PostgresEventLog LogOf(PostgresDatabase database) => new(database, []);

    private static void Hold(ManualResetEventSlim isIn, ManualResetEventSlim mayEnd)
    {
        isIn.Set();
        mayEnd.Wait(Now);
    }

    /// <summary>Until the server says that somebody waits for the log's lock.</summary>
    private async Task WaitForBlockedAsync()
    {
        await using var connection = _test.Connect();
        var waited = Stopwatch.StartNew();
        while (await connection.ExecuteScalarAsync<long>(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = ("
            + "SELECT oid FROM pg_database WHERE datname = current_database())") == 0)
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "Nobody waits for the log's lock.");
    }

    private PostgresDatabase Open()
    {
        var database = PostgresDatabase.Open(_test.ConnectionString, TimeProvider.System);
        _open.Add(database);
        return database;
    }
}
