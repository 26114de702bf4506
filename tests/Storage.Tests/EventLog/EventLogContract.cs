using System.Data.Common;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>What every event log promises; one class per database derives from it.</summary>
public abstract class EventLogContract
{
    protected abstract IEventLog Log { get; }

    protected abstract IReadConnections Reads { get; }

    protected abstract IDatabaseWriter Writer { get; }

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

    [Fact]
    public async Task Append_WhenEventNamesTextOfEarlierAppend_ProjectionReadsIt()
    {
        var post = Samples.Post("idea-1", "command-1", "처음 제목");
        await Log.AppendAsync(post, Now);
        var posted = (IdeaPosted)post.Events[0];
        var edited = new IdeaEdited(posted.Title, posted.Body, posted.Tags, "member-1", Samples.At);
        var result = await Log.AppendAsync(new Append("idea-1", 1, "command-2", "idea-1", [edited]), Now);

        Assert.IsType<Appended>(result);
        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM test_ideas WHERE title = '처음 제목'"));
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

    [Fact]
    public async Task Append_WhenManyRaceForOneVersion_ExactlyOneWins()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-0"), Now);
        var results = await Task.WhenAll(Enumerable.Range(1, 64).Select(i => Task.Run(
            () => Log.AppendAsync(Samples.Support("idea-1", 1, $"command-{i}", $"member-{i}"), Now), Now)));

        Assert.Single(results.OfType<Appended>());
        Assert.Equal(63, results.OfType<VersionConflict>().Count());
        Assert.Equal(1, await ScalarAsync("SELECT supports FROM test_ideas"));
    }

    [Fact]
    public async Task Append_WhenManyWriteAndSomeAreRefused_LosesAndMixesNothing()
    {
        const int writers = 32, rounds = 25;
        var results = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(
            () => WriteRoundsAsync(writer, rounds), Now)));

        Assert.Equal(writers * rounds, results.Sum());
        var all = await ReadAllAsync();
        Assert.Equal(writers * rounds, all.Count);
        Assert.Equal(all.Select(recorded => recorded.Position).Order(), all.Select(recorded => recorded.Position));
        Assert.Equal(all.Count, all.Select(recorded => recorded.CommandId).Distinct().Count());
        Assert.Equal(writers * (rounds - 1), await ScalarAsync("SELECT sum(supports) FROM test_ideas"));
    }

    [Fact]
    public async Task ReadAll_WhenMoreThanAPage_GivesEveryEventOnceInOrder()
    {
        await Task.WhenAll(Enumerable.Range(1, 700)
            .Select(i => Log.AppendAsync(Samples.Post($"idea-{i}", $"c-{i}"), Now)));

        var positions = (await ReadAllAsync()).Select(recorded => recorded.Position).ToList();
        Assert.Equal(700, positions.Count);
        Assert.Equal(positions.Order().Distinct(), positions);
        Assert.Equal(positions[^1], await Log.GetHeadAsync(Now));
        Assert.Equal(positions.Where(position => position > 300), await PositionsAfterAsync(300));
    }

    [Fact]
    public async Task ReadStream_WhenAfterVersion_GivesTheRest()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1"), Now);
        await Log.AppendAsync(Samples.Support("idea-1", 1, "command-2", "member-2"), Now);
        await Log.AppendAsync(Samples.Post("idea-2", "command-3"), Now);

        var rest = await Log.ReadStreamAsync("idea-1", 1, Now).ToListAsync(Now);
        Assert.IsType<IdeaSupported>(Assert.Single(rest).Event);
    }

    [Fact]
    public async Task Read_WhenEventNameIsUnknown_NamesEventAndRemedy()
    {
        await WriteSqlAsync("""
            INSERT INTO events (stream, version, command_id, name, data)
            VALUES ('idea-1', 1, 'command-1', 'idea.teleported.v7', '{}')
            """);

        var exception = await Assert.ThrowsAsync<UnknownEventException>(ReadAllAsync);
        Assert.Contains("idea.teleported.v7", exception.Message);
        Assert.Contains("upgrade", exception.Message);
        Assert.Equal(1, exception.Position);
    }

    [Fact]
    public async Task Read_WhenStoredEventIsDamaged_SaysWhichOne()
    {
        await WriteSqlAsync("""
            INSERT INTO events (stream, version, command_id, name, data)
            VALUES ('idea-1', 1, 'command-1', 'idea.supported.v1', '{"by":"member-1"}')
            """);

        var exception = await Assert.ThrowsAsync<InvalidDataException>(ReadAllAsync);
        Assert.Contains("position 1", exception.Message);
    }

    [Fact]
    public async Task Write_WhenItThrows_UndoesItsRowsAndPassesTheExceptionOn()
    {
        await Assert.ThrowsAsync<FormatException>(() => Writer.WriteAsync<int>(
            (connection, transaction) =>
            {
                Insert("lost")(connection, transaction);
                throw new FormatException();
            },
            Now));

        Assert.Equal(0, await ScalarAsync("SELECT count(*) FROM test_rows"));
        Assert.IsType<Appended>(await Log.AppendAsync(Samples.Post("idea-1", "command-1"), Now));
    }

    [Fact]
    public void Read_WhenConnectionIsAskedToWrite_IsRefused()
    {
        using var lease = Reads.Rent();
        using var command = lease.Connection.CreateCommand();
        command.CommandText = "DELETE FROM events";
        Assert.ThrowsAny<DbException>(() => command.ExecuteNonQuery());
    }

    protected async Task<long> ScalarAsync(string sql)
    {
        using var lease = Reads.Rent();
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(Now));
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

    private async Task<int> WriteRoundsAsync(int writer, int rounds)
    {
        var stream = $"idea-{writer}";
        var accepted = await Log.AppendAsync(Samples.Post(stream, $"{writer}-0"), Now) is Appended ? 1 : 0;
        for (var round = 1; round < rounds; round++)
        {
            var support = Samples.Support(stream, round, $"{writer}-{round}", $"member-{round}");
            accepted += await Log.AppendAsync(support, Now) is Appended ? 1 : 0;
            Assert.IsType<Duplicate>(await Log.AppendAsync(support, Now));
            Assert.IsType<UniqueViolation>(await Log.AppendAsync(
                Samples.Support(stream, round + 1, $"{writer}-{round}-again", $"member-{round}"), Now));
        }

        return accepted;
    }

    private async Task<List<RecordedEvent>> ReadAsync(string stream) =>
        await Log.ReadStreamAsync(stream, 0, Now).ToListAsync(Now);

    private async Task<List<RecordedEvent>> ReadAllAsync() => await Log.ReadAllAsync(0, Now).ToListAsync(Now);

    private async Task<List<long>> PositionsAfterAsync(long position) =>
        await Log.ReadAllAsync(position, Now).Select(recorded => recorded.Position).ToListAsync(Now);
}
