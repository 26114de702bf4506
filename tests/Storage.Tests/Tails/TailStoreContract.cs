using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using IdeaStorage.Storage.Tests.EventLog;

namespace IdeaStorage.Storage.Tests.Tails;

/// <summary>What tails may rely on in storage; one class per database derives from it.</summary>
public abstract class TailStoreContract(StorageFixture storage) : IDisposable
{
    private const string Tail = "news";

    private IEventLog Log => storage.Get<IEventLog>();

    private LogReader Reader => storage.Get<LogReader>();

    private TailStore Tails => storage.Get<TailStore>();

    private ParkedEvents Parked => storage.Get<ParkedEvents>();

    private LogSignal Signal => storage.Get<LogSignal>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_GivesTheNextEventsInOrder()
    {
        await PostAsync(5);

        var entries = await Reader.ReadAsync(1, 3, Now);

        Assert.Equal([2, 3, 4], entries.Select(entry => entry.Position));
        var (events, error) = await Reader.DecodeAsync([entries[0], entries[2]], Now);
        Assert.Null(error);
        Assert.Equal([2, 4], events.Select(recorded => recorded.Position));
        var recorded = events[0];
        Assert.Equal((2, "idea-2", 1, "command-2"),
            (recorded.Position, recorded.Stream, recorded.Version, recorded.CommandId));
        Assert.Equal("idea-2", Assert.IsType<IdeaPosted>(recorded.Event).IdeaId);
        Assert.Equal(("idea-2", "idea.posted.v1"), (entries[0].Stream, entries[0].Name));
        Assert.Equal(5, await Reader.GetHeadAsync(Now));
    }

    [Fact]
    public async Task Read_AtTheEnd_IsEmpty()
    {
        Assert.Empty(await Reader.ReadAsync(0, 10, Now));
        Assert.Equal(0, await Reader.GetHeadAsync(Now));
        Assert.Null(await Reader.FindAsync(1, Now));
    }

    [Fact]
    public async Task Read_WhenAnEventIsUnknown_StillGivesIt_AndTheEventsBeforeIt()
    {
        await PostAsync(1);
        await ExecuteAsync("""
            INSERT INTO events (position, stream, version, command_id, name, data)
            VALUES (2, 'idea-9', 1, 'command-9', 'idea.teleported.v7', '{}')
            """);

        var entries = await Reader.ReadAsync(0, 10, Now);

        Assert.Equal(2, entries.Count);
        var (events, error) = await Reader.DecodeAsync(entries, Now);
        Assert.Equal(1, Assert.Single(events).Position);
        Assert.IsType<UnknownEventException>(error);
        Assert.Equal("idea-9", (await Reader.FindAsync(entries[1].Position, Now))!.Stream);
    }

    [Fact]
    public async Task Take_WhenNew_BeginsBeforeTheFirstEvent()
    {
        Assert.Null(await Tails.FindAsync(Tail, Now));
        var lease = await Tails.TryTakeAsync(Tail, "one", 0, Now);

        Assert.Equal(new TailLease(Tail, 1, 0), lease);
        var row = Assert.Single(await Tails.ListAsync(Now));
        Assert.Equal((Tail, 0L, 1L, "one", 0L), (row.Name, row.Position, row.Beat, row.Holder, row.Parked));
    }

    [Fact]
    public async Task Take_WhenManyTry_OneWins()
    {
        var leases = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Tails.TryTakeAsync(Tail, $"{i}", 0, Now)));
        Assert.Single(leases, lease => lease is not null);
    }

    [Fact]
    public async Task Take_WhenTheHolderWasSeenAlive_IsRefused()
    {
        var first = await TakeAsync("one");
        var seen = (await Tails.FindAsync(Tail, Now))!.Beat;
        Assert.True(await Tails.BeatAsync(first, Now));

        Assert.Null(await Tails.TryTakeAsync(Tail, "two", seen, Now));
        Assert.True(await Tails.AdvanceAsync(first, 1, cancellationToken: Now));
    }

    [Fact]
    public async Task Take_EndsTheTermOfTheHolderBefore()
    {
        var first = await TakeAsync("one");
        Assert.True(await Tails.AdvanceAsync(first, 7, cancellationToken: Now));
        var second = await TakeAsync("two");

        Assert.Equal(7, second.Position);
        Assert.False(await Tails.BeatAsync(first, Now));
        Assert.False(await Tails.AdvanceAsync(first, 8, new Parking("no", 1), Now));
        Assert.False(await Tails.SettleAsync(first, 8, null, Now));
        Assert.False(await Tails.ReleaseAsync(first, Now));
        var row = await Tails.FindAsync(Tail, Now);
        Assert.Equal((7L, "two", 0L), (row!.Position, row.Holder, row.Parked));
    }

    [Fact]
    public async Task Release_EndsTheTermAndLeavesNobody()
    {
        var first = await TakeAsync("one");
        Assert.True(await Tails.ReleaseAsync(first, Now));

        Assert.Null((await Tails.FindAsync(Tail, Now))!.Holder);
        Assert.False(await Tails.BeatAsync(first, Now));
        Assert.NotNull(await TakeAsync("two"));
    }

    [Fact]
    public async Task Advance_WithParking_KeepsTheEventForAnOperator()
    {
        await PostAsync(2);
        var lease = await TakeAsync("one");
        var error = new string('x', Parking.ErrorCharactersMax + 1);
        Assert.True(await Tails.AdvanceAsync(lease, 2, new Parking(error, 6), Now));

        var parked = Assert.Single((await Parked.ListAsync(Tail, cancellationToken: Now)).Value!.Items);
        Assert.Equal((Tail, 2L, "idea-2", "idea.posted.v1", 6L),
            (parked.Tail, parked.Position, parked.Stream, parked.Name, parked.Attempts));
        Assert.Equal(Parking.ErrorCharactersMax, parked.Error.Length);
        Assert.Null(parked.ReplayAt);
        Assert.Equal(1, (await Tails.FindAsync(Tail, Now))!.Parked);
        Assert.Empty((await Parked.ListAsync("other", cancellationToken: Now)).Value!.Items);
    }

    [Fact]
    public async Task List_IsPagedInTheOrderOfTheLog()
    {
        await PostAsync(3);
        await ParkAsync(1, 2, 3);

        var first = (await Parked.ListAsync(Tail, limit: 2, cancellationToken: Now)).Value!;
        var second = (await Parked.ListAsync(Tail, first.Next, 2, Now)).Value!;

        Assert.Equal([1, 2, 3], first.Items.Concat(second.Items).Select(parked => parked.Position));
        Assert.Null(second.Next);
        Assert.False((await Parked.ListAsync(Tail, "torn", cancellationToken: Now)).IsAccepted);
    }

    [Fact]
    public async Task Replay_WhenAsked_IsFoundUntilSettled()
    {
        await PostAsync(2);
        var lease = await ParkAsync(1, 2);
        Assert.Null(await Parked.FindNextReplayAsync(Tail, Now));

        Assert.Equal(1, await Parked.AskReplayAsync(Tail, 2, Now));
        Assert.Equal(2, await Parked.FindNextReplayAsync(Tail, Now));
        Assert.True(await Tails.SettleAsync(lease, 2, "still wrong", Now));

        Assert.Null(await Parked.FindNextReplayAsync(Tail, Now));
        var parked = (await Parked.ListAsync(Tail, cancellationToken: Now)).Value!.Items[1];
        Assert.Equal(("still wrong", 7L), (parked.Error, parked.Attempts));

        Assert.Equal(1, await Parked.AskReplayAsync(Tail, 2, Now));
        Assert.True(await Tails.SettleAsync(lease, 2, null, Now));
        Assert.Equal(1, (await Tails.FindAsync(Tail, Now))!.Parked);
    }

    [Fact]
    public async Task Replay_OfAll_GivesThemInTheOrderOfTheLog()
    {
        await PostAsync(3);
        var lease = await ParkAsync(3, 1, 2);
        Assert.Equal(3, await Parked.AskReplayAsync(Tail, null, Now));

        var replayed = new List<long>();
        while (await Parked.FindNextReplayAsync(Tail, Now) is { } position)
        {
            replayed.Add(position);
            Assert.True(await Tails.SettleAsync(lease, position, null, Now));
        }

        Assert.Equal([1, 2, 3], replayed);
    }

    [Fact]
    public async Task Replay_OfWhatIsNotParked_IsRefused()
    {
        Assert.Equal(0, await Parked.AskReplayAsync(Tail, 1, Now));
        Assert.Equal(0, await Parked.AskReplayAsync(Tail, null, Now));
    }

    [Fact]
    public async Task Signal_WhenAnEventIsAppended_Wakes()
    {
        var wait = Signal.WaitAsync(Signal.Pulses, TimeSpan.FromMinutes(5), TimeProvider.System, Now);
        await PostAsync(1);
        await wait.WaitAsync(TimeSpan.FromSeconds(30), Now);
        Assert.NotEmpty(await Reader.ReadAsync(0, 1, Now));
    }

    private async Task<TailLease> TakeAsync(string holder) =>
        (await Tails.TryTakeAsync(Tail, holder, (await Tails.FindAsync(Tail, Now))?.Beat ?? 0, Now))!;

    private async Task<TailLease> ParkAsync(params long[] positions)
    {
        var lease = await TakeAsync("one");
        foreach (var position in positions)
            Assert.True(await Tails.AdvanceAsync(lease, position, new Parking("wrong", 6), Now));
        return lease;
    }

    private async Task PostAsync(int count)
    {
        for (var i = 1; i <= count; i++)
            Assert.IsType<AppendResult.Appended>(
                await Log.AppendAsync(Samples.Post($"idea-{i}", $"command-{i}"), Now));
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task ExecuteAsync(string sql) => storage.Writer.WriteAsync(
        (connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        },
        Now);
}

public sealed class SqliteTailStoreTests() : TailStoreContract(StorageFixture.InMemory(WriterTurns.OwnThread));

public sealed class PostgresTailStoreTests() : TailStoreContract(StorageFixture.OnPostgres(WriterTurns.OwnThread));
