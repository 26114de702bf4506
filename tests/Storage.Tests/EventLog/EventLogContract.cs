using System.Data.Common;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>What every event log promises; one class per database derives from it.</summary>
public abstract partial class EventLogContract : IDisposable
{
    private readonly StorageFixture _storage;

    protected EventLogContract(StorageFixture storage)
    {
        _storage = storage;
        TestSchema.Create(Writer);
    }

    protected IEventLog Log => _storage.Log;

    protected IReadConnections Reads => _storage.Reads;

    protected IDatabaseWriter Writer => _storage.Writer;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_WhenStreamIsNew_IsReadBackEqual()
    {
        var append = Samples.Post("idea-1", "command-1");
        var result = await Log.AppendAsync(append, Now);

        Assert.Equal(new Appended(1, 1), result);
        var recorded = Assert.Single(await ReadAsync("idea-1"));
        Assert.Equal(("idea-1", 1L, 1L, "command-1"),
            (recorded.Stream, recorded.Version, recorded.Position, recorded.CommandId));
        var posted = Assert.IsType<IdeaPosted>(recorded.Event);
        var expected = (IdeaPosted)append.Events[0];
        Assert.Equal(expected with { Tags = posted.Tags }, posted);
        Assert.Equal(expected.Tags, posted.Tags);
    }

    [Fact]
    public async Task Append_WhenSeveralEvents_NumbersThemInOrder()
    {
        var post = Samples.Post("idea-1", "command-1");
        var result = await Log.AppendAsync(
            post with { Events = [.. post.Events, new IdeaFollowed("member-2", Samples.At)] }, Now);

        Assert.Equal(new Appended(2, 2), result);
        Assert.Equal([1, 2], (await ReadAsync("idea-1")).Select(recorded => recorded.Version));
    }

    [Fact]
    public async Task Append_WhenVersionIsStale_IsConflictAndChangesNothing()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1"), Now);
        var stale = await Log.AppendAsync(Samples.Post("idea-1", "command-2"), Now);

        Assert.Equal(new VersionConflict(1), stale);
        Assert.Null(await Log.FindCommandAsync("command-2", Now));
        Assert.Equal(1, await Log.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Append_WhenVersionIsAhead_IsConflict() =>
        Assert.Equal(new VersionConflict(0), await Log.AppendAsync(Samples.Support("idea-9", 3, "c", "m"), Now));

    [Fact]
    public async Task Append_WhenCommandIdWasUsed_AnswersTheEarlierRecord()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1") with { SubjectId = "subject" }, Now);
        var again = await Log.AppendAsync(Samples.Support("idea-1", 1, "command-1", "member-2"), Now);

        var earlier = new CommandRecord("command-1", "idea-1", "subject", 1);
        Assert.Equal(new Duplicate(earlier), again);
        Assert.Equal(earlier, await Log.FindCommandAsync("command-1", Now));
        Assert.Equal(1, await Log.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Append_WhenProjectionHitsUniqueIndex_IsRefusedWhole()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1"), Now);
        await Log.AppendAsync(Samples.Support("idea-1", 1, "command-2", "member-2"), Now);
        var second = await Log.AppendAsync(Samples.Support("idea-1", 2, "command-3", "member-2"), Now);

        Assert.Equal(new UniqueViolation("test_supports.stream, test_supports.member"), second);
        Assert.Equal(1, await ScalarAsync("SELECT supports FROM test_ideas"));
        Assert.Null(await Log.FindCommandAsync("command-3", Now));
        Assert.Equal(2, await Log.GetHeadAsync(Now));
    }

    [Theory]
    [InlineData("haneul", "HANEUL")]
    [InlineData("Kim", "ｋｉｍ")]
    [InlineData("하늘", "하늘")]
    public async Task Append_WhenHandleDiffersInFormOnly_IsUniqueViolation(string first, string second)
    {
        Assert.IsType<Appended>(await Log.AppendAsync(Samples.Register("member-1", "command-1", first), Now));
        var result = await Log.AppendAsync(Samples.Register("member-2", "command-2", second), Now);

        Assert.Equal(new UniqueViolation("profiles.handle_key"), result);
        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM profiles"));
    }

    [Fact]
    public async Task Append_WhenProfileExists_ReplacesIt()
    {
        await Log.AppendAsync(Samples.Register("member-1", "command-1", "haneul"), Now);
        var renamed = Samples.Register("member-1", "command-2", "haneul") with { ExpectedVersion = 1 };
        await Log.AppendAsync(renamed with { Profile = renamed.Profile! with { DisplayName = "박하늘" } }, Now);

        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM profiles WHERE display_name = '박하늘'"));
    }

    [Theory]
    [InlineData("처음 제목")]
    [InlineData("")]
    [InlineData("😀 'quoted' \u202e")]
    public async Task Append_WhenEventNamesTextOfEarlierAppend_ProjectionReadsIt(string title)
    {
        var post = Samples.Post("idea-1", "command-1", title);
        await Log.AppendAsync(post, Now);
        var posted = (IdeaPosted)post.Events[0];
        var edited = new IdeaEdited(posted.Title, posted.Body, posted.Tags, "member-1", Samples.At);
        var result = await Log.AppendAsync(new Append("idea-1", 1, "command-2", "idea-1", [edited]), Now);

        Assert.IsType<Appended>(result);
        Assert.Equal(title, await ReadAsync<string>("SELECT title FROM test_ideas"));
    }

    [Fact]
    public async Task Append_WhenNamedTextIsMissing_FailsAndNeighboursStay()
    {
        var broken = Samples.Post("idea-1", "command-1") with { Texts = [] };
        var tasks = new[] { Log.AppendAsync(broken, Now), Log.AppendAsync(Samples.Post("idea-2", "command-2"), Now) };

        await Assert.ThrowsAsync<InvalidOperationException>(() => tasks[0]);
        Assert.IsType<Appended>(await tasks[1]);
        Assert.Empty(await ReadAsync("idea-1"));
    }

    [Fact]
    public async Task Append_WhenTextIsEmpty_KeepsItAsEmptyNotErased()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1", title: ""), Now);

        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM texts WHERE content = ''"));
        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM test_ideas WHERE title = ''"));
    }

    [Fact]
    public async Task Append_WhenWithinWrites_SharesItsFate()
    {
        var kept = await Log.AppendAsync(
            Samples.Post("idea-1", "command-1") with { Within = Insert("kept") }, Now);
        var refused = await Log.AppendAsync(
            Samples.Post("idea-1", "command-2") with { Within = Insert("refused") }, Now);

        Assert.IsType<Appended>(kept);
        Assert.IsType<VersionConflict>(refused);
        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM test_rows"));
    }

    [Fact]
    public async Task Append_WhenWithinHitsUniqueIndex_IsUniqueViolationOfThatAppendOnly()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1") with { Within = Insert("same") }, Now);
        var result = await Log.AppendAsync(Samples.Post("idea-2", "command-2") with { Within = Insert("same") }, Now);

        Assert.Equal(new UniqueViolation("test_rows.name"), result);
        Assert.Empty(await ReadAsync("idea-2"));
    }

    [Fact]
    public async Task Append_WhenNoEvents_IsRefusedAtOnce() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Log.AppendAsync(new Append("idea-1", 0, "command-1", "idea-1", []), Now));

    [Fact]
    public async Task Append_WhenCancelledBefore_IsNotCarriedOut()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Log.AppendAsync(Samples.Post("idea-1", "command-1"), new CancellationToken(canceled: true)));
        Assert.Equal(0, await Log.GetHeadAsync(Now));
    }

    public virtual void Dispose()
    {
        _storage.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task<long> ScalarAsync(string sql) => Convert.ToInt64(await ReadAsync<object>(sql));

    protected async Task<T> ReadAsync<T>(string sql)
    {
        using var lease = Reads.Rent();
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync(Now))!;
    }

    protected Task WriteSqlAsync(string sql) => Writer.WriteAsync(
        (connection, transaction) => Execute(connection, transaction, sql), Now);

    private static Action<DbConnection, DbTransaction> Insert(string name) => (connection, transaction) =>
        Execute(connection, transaction, $"INSERT INTO test_rows (name) VALUES ('{name}')");

    private static int Execute(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private async Task<List<RecordedEvent>> ReadAsync(string stream) =>
        await Log.ReadStreamAsync(stream, 0, Now).ToListAsync(Now);
}
