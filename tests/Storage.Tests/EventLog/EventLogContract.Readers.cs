using System.Data.Common;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using static IdeaStorage.Storage.EventLog.AppendResult;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>Many writers at once, and what readers see.</summary>
public abstract partial class EventLogContract
{
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
            INSERT INTO events (position, stream, version, command_id, name, data)
            VALUES (1, 'idea-1', 1, 'command-1', 'idea.teleported.v7', '{}')
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
            INSERT INTO events (position, stream, version, command_id, name, data)
            VALUES (1, 'idea-1', 1, 'command-1', 'idea.supported.v1', '{"by":"member-1"}')
            """);

        var exception = await Assert.ThrowsAsync<UnreadableEventException>(ReadAllAsync);
        Assert.Contains("position 1", exception.Message);
        Assert.Equal(1, exception.Position);
    }

    [Fact]
    public async Task ReadAll_UpToAnEventThatIsUnknown_GivesThoseBeforeIt()
    {
        await Log.AppendAsync(Samples.Post("idea-1", "command-1"), Now);
        await WriteSqlAsync("""
            INSERT INTO events (position, stream, version, command_id, name, data)
            VALUES (2, 'idea-1', 2, 'command-2', 'idea.teleported.v7', '{}')
            """);

        var given = new List<long>();
        await Assert.ThrowsAsync<UnknownEventException>(async () =>
        {
            await foreach (var recorded in Log.ReadAllAsync(0, Now))
                given.Add(recorded.Position);
        });
        Assert.Equal([1], given);
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

    private async Task<List<RecordedEvent>> ReadAllAsync() => await Log.ReadAllAsync(0, Now).ToListAsync(Now);

    private async Task<List<long>> PositionsAfterAsync(long position) =>
        await Log.ReadAllAsync(position, Now).Select(recorded => recorded.Position).ToListAsync(Now);
}
