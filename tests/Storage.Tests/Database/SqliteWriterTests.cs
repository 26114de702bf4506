using System.Data.Common;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.EventLog.Sqlite;
using IdeaStorage.Storage.Tests.EventLog;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.Database;

/// <summary>The one writer, with groups that the test chooses.</summary>
public sealed class SqliteWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteEventLog _log;

    public SqliteWriterTests()
    {
        _database = SqliteDatabase.OpenFile(_folder.Path, TimeProvider.System, WriterTurns.ByHand);
        _log = new SqliteEventLog(_database, [new SupportCounts()]);
        Write(SupportCounts.Schema + "CREATE TABLE test_rows (name TEXT PRIMARY KEY)");
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Group_WhenSomeAreRefused_KeepsTheOthers()
    {
        var first = _log.AppendAsync(Samples.Post("idea-1", "c-1"), Now);
        var conflict = _log.AppendAsync(Samples.Post("idea-1", "c-2"), Now);
        var support = _log.AppendAsync(Samples.Support("idea-1", 1, "c-3", "member-2"), Now);
        var twice = _log.AppendAsync(Samples.Support("idea-1", 2, "c-4", "member-2"), Now);
        var repeated = _log.AppendAsync(Samples.Support("idea-1", 1, "c-3", "member-2"), Now);
        var other = _log.AppendAsync(Samples.Post("idea-2", "c-5"), Now);
        Assert.False(first.IsCompleted);

        Assert.Equal(6, _database.RunWaiting());

        Assert.Equal(new Appended(1, 1), await first);
        Assert.Equal(new VersionConflict(1), await conflict);
        Assert.Equal(new Appended(2, 2), await support);
        Assert.IsType<UniqueViolation>(await twice);
        Assert.Equal(new Duplicate(new CommandRecord("c-3", "idea-1", "idea-1", 2)), await repeated);
        Assert.Equal(new Appended(1, 3), await other);
        Assert.Equal(3, await _log.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Group_WhenWhatIsWrittenWithinAnAppendFails_KeepsTheOthers()
    {
        var first = Start("idea-1", "c-1");
        var refused = Start("idea-1", "c-2");
        var failing = _log.AppendAsync(
            Samples.Post("idea-2", "c-3") with { Within = (_, _) => throw new FormatException() }, Now);
        var second = Start("idea-3", "c-4");
        Drain();

        Assert.IsType<VersionConflict>(await refused);
        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal([new Appended(1, 1), new Appended(1, 2)], await Task.WhenAll(first, second));
    }

    [Fact]
    public async Task Group_WithFunctionsAmongAppends_RunsEachInItsTurnAndOnce()
    {
        var runs = 0;
        var before = Start("idea-1", "c-1");
        var support = _log.AppendAsync(Samples.Support("idea-1", 1, "c-2", "member-2"), Now);
        var head = _database.WriteAsync(
            (connection, _) =>
            {
                runs++;
                return Events((SqliteConnection)connection);
            },
            Now);
        var after = Start("idea-2", "c-3");
        var twice = _log.AppendAsync(Samples.Support("idea-1", 2, "c-4", "member-2"), Now);
        var last = Start("idea-3", "c-5");
        var failing = _database.WriteAsync<int>((_, _) => throw new FormatException(), Now);
        Drain();

        Assert.Equal(2, await head);
        Assert.Equal(1, runs);
        Assert.IsType<UniqueViolation>(await twice);
        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(
            [new Appended(1, 1), new Appended(2, 2), new Appended(1, 3), new Appended(1, 4)],
            await Task.WhenAll(before, support, after, last));
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
    public async Task Group_TakesAtMostItsLimit()
    {
        var tasks = Enumerable.Range(1, SqliteWriter.GroupMax + 1)
            .Select(i => _log.AppendAsync(Samples.Post($"idea-{i}", $"c-{i}"), Now)).ToList();

        Assert.Equal(SqliteWriter.GroupMax, _database.RunWaiting());
        Assert.Equal(1, _database.RunWaiting());
        Assert.Equal(0, _database.RunWaiting());
        Assert.All(await Task.WhenAll(tasks), result => Assert.IsType<Appended>(result));
    }

    [Fact]
    public async Task Append_WhenTooManyWait_IsRefusedAtOnce()
    {
        var tasks = Enumerable.Range(1, SqliteWriter.WaitingMax)
            .Select(i => _log.AppendAsync(Samples.Support("idea-1", 9, $"c-{i}", "member-1"), Now)).ToList();

        var exception = await Assert.ThrowsAsync<StorageUnavailableException>(
            () => _log.AppendAsync(Samples.Post("idea-1", "one too many"), Now));
        Assert.Contains("waiting", exception.Message);
        Drain();
        Assert.All(await Task.WhenAll(tasks), result => Assert.IsType<VersionConflict>(result));
    }

    [Fact]
    public async Task Append_WhenCancelledBeforeItsTurn_IsDropped()
    {
        using var cancellation = new CancellationTokenSource();
        var dropped = _log.AppendAsync(Samples.Post("idea-1", "c-1"), cancellation.Token);
        var kept = _log.AppendAsync(Samples.Post("idea-2", "c-2"), Now);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dropped);
        Assert.Equal(1, _database.RunWaiting());
        Assert.Equal(new Appended(1, 1), await kept);
        Assert.Null(await _log.FindCommandAsync("c-1", Now));
    }

    [Fact]
    public async Task Append_WhenCancelledAtItsTurn_IsCarriedOut()
    {
        using var cancellation = new CancellationTokenSource();
        var append = _log.AppendAsync(
            Samples.Post("idea-1", "c-1") with { Within = (_, _) => cancellation.Cancel() }, cancellation.Token);
        Drain();
        Assert.Equal(new Appended(1, 1), await append);
    }

    [Fact]
    public async Task Group_WhenCommitFails_FailsWholeAndChangesNothing()
    {
        Append("idea-1", "c-1");
        Connect(connection => raw.sqlite3_commit_hook(connection.Handle, _ => 1, null), mustSucceed: false);
        var lost = new[] { Start("idea-2", "c-2"), Start("idea-1", "c-3"), Start("idea-3", "c-1") };
        Drain();

        foreach (var append in lost)
            await Assert.ThrowsAsync<StorageUnavailableException>(() => append);
        Assert.Equal(1, await _log.GetHeadAsync(Now));
        Assert.Null(await _log.FindCommandAsync("c-2", Now));

        Connect(connection => raw.sqlite3_commit_hook(connection.Handle, null, null), mustSucceed: true);
        Append("idea-2", "c-2");
        Assert.Equal(2, await _log.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Group_WhenDiskIsFull_FailsWholeSaysSoAndRecovers()
    {
        Append("idea-1", "c-1");
        Write("PRAGMA max_page_count = 1");
        var small = Start("idea-2", "c-2");
        var large = _log.AppendAsync(Samples.Post("idea-3", "c-3", new string('큰', 100_000)), Now);
        Drain();

        var exception = await Assert.ThrowsAsync<StorageUnavailableException>(() => large);
        Assert.Contains("full", exception.Message);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => small);
        Assert.Equal(1, await _log.GetHeadAsync(Now));

        Write("PRAGMA max_page_count = 1000000");
        Append("idea-2", "c-2");
        Assert.Equal(2, await _log.GetHeadAsync(Now));
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("secure_delete", "1")]
    [InlineData("mmap_size", "0")]
    [InlineData("busy_timeout", "5000")]
    public void Writer_HasTheSettingsThatDurabilityNeeds(string pragma, string expected)
    {
        string? found = null;
        Connect(
            connection =>
            {
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA " + pragma;
                found = Convert.ToString(command.ExecuteScalar());
            },
            mustSucceed: true);
        Assert.Equal(expected, found);
    }

    [Fact]
    public async Task Write_WhenItAsksForMoreAndWaits_FailsInsteadOfHanging()
    {
        var nested = _database.WriteAsync((_, _) => _database.RunWaiting(), Now);
        Drain();
        await Assert.ThrowsAsync<InvalidOperationException>(() => nested);
    }

    [Fact]
    public async Task Dispose_CarriesOutWhatWaits_ThenRefuses()
    {
        var waiting = Start("idea-1", "c-1");
        _database.Dispose();

        Assert.IsType<Appended>(await waiting);
        var exception = await Assert.ThrowsAsync<StorageUnavailableException>(() => Start("idea-2", "c-2"));
        Assert.Contains("closed", exception.Message);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private static long Events(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM events";
        return (long)command.ExecuteScalar()!;
    }

    private Task<AppendResult> Start(string stream, string commandId) =>
        _log.AppendAsync(Samples.Post(stream, commandId), Now);

    private void Append(string stream, string commandId)
    {
        var append = Start(stream, commandId);
        Drain();
        Assert.True(append.IsCompletedSuccessfully);
        Assert.IsType<Appended>(append.Result);
    }

    private void Drain()
    {
        while (_database.RunWaiting() > 0)
        {
        }
    }

    private void Write(string sql) => Connect(
        connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        },
        mustSucceed: true);

    private void Connect(Action<SqliteConnection> use, bool mustSucceed)
    {
        var write = _database.WriteAsync(
            (DbConnection connection, DbTransaction _) =>
            {
                use((SqliteConnection)connection);
                return 0;
            },
            Now);
        Drain();
        Assert.Equal(mustSucceed, write.IsCompletedSuccessfully);
    }
}
