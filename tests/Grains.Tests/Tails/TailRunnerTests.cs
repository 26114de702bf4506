using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Grains.Tests.Tails;

/// <summary>What a tail does with events, step by step.</summary>
public sealed class TailRunnerTests : IDisposable
{
    private readonly TailScene _scene = new();
    private readonly Recorder _recorder = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_HandsOverEveryEventInOrder_AndKeepsTheCheckpoint()
    {
        await _scene.AppendAsync(TailLimits.BatchEvents + 44);

        var wait = await TailScene.StepUntilIdleAsync(_scene.Process(_recorder));

        Assert.Equal(Positions(1, TailLimits.BatchEvents + 44), _recorder.Handled);
        Assert.Equal(TailLimits.BatchEvents, _recorder.BatchMax);
        Assert.Equal(TailLimits.BatchEvents + 44, _scene.Row.Position);
        Assert.InRange(wait, TimeSpan.FromTicks(1), TailLimits.BeatEvery);
    }

    [Fact]
    public async Task Step_InALaterProcess_GoesOnFromTheCheckpoint()
    {
        await _scene.AppendAsync(3);
        using var stop = new CancellationTokenSource();
        var first = _scene.Process(_recorder).RunAsync(stop.Token);
        await stop.CancelAsync();
        await first;
        await _scene.AppendAsync(2);

        await TailScene.StepUntilIdleAsync(_scene.Process(_recorder, "two"));

        Assert.Equal(Positions(1, 5), _recorder.Handled);
    }

    [Fact]
    public async Task Step_WhenTheCheckpointWasNotKept_HandsTheEventsOverAgain()
    {
        await _scene.AppendAsync(2);
        // The process dies between the effect and the checkpoint: here, because the tail is taken from it.
        _recorder.Before = async (_, _) =>
            Assert.NotNull(await _scene.Store.TryTakeAsync(Recorder.Tail, "thief", _scene.Row.Beat, Now));
        await _scene.Process(_recorder).RunOnceAsync(Now);
        Assert.Equal(0, _scene.Row.Position);
        _recorder.Before = (_, _) => Task.CompletedTask;

        await _scene.StepForAsync(_scene.Process(_recorder, "two"), TimeSpan.FromSeconds(10));

        Assert.Equal([1, 2, 1, 2], _recorder.Handled);
        Assert.Equal(2, _scene.Row.Position);
    }

    [Fact]
    public async Task Step_PassesOverWhatTheConsumerDoesNotWant_EvenWhatItCouldNotRead()
    {
        await _scene.AppendAsync(2);
        await _scene.AppendUnknownAsync();
        await _scene.AppendAsync(3);
        _recorder.Wants = entry => entry.IsKnown && entry.Position % 2 == 0;

        await TailScene.StepUntilIdleAsync(_scene.Process(_recorder));

        Assert.Equal([2, 4, 6], _recorder.Handled);
        Assert.Equal(6, _scene.Row.Position);
        Assert.Empty(await _scene.ParkedAsync());
    }

    [Fact]
    public async Task Step_WhenAWantedEventCannotBeRead_HandlesThoseBeforeAndParksIt()
    {
        await _scene.AppendAsync(3);
        await _scene.AppendUnknownAsync();
        await _scene.AppendAsync();
        _recorder.Wants = entry => !entry.IsKnown || entry.Position == 2;
        var runner = _scene.Process(_recorder);

        await TailScene.StepUntilIdleAsync(runner);
        Assert.Equal(3, _scene.Row.Position);
        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(60));

        Assert.Equal([2], _recorder.Handled);
        Assert.Equal(4, Assert.Single(await _scene.ParkedAsync()).Position);
        Assert.Equal(5, _scene.Row.Position);
    }

    [Fact]
    public async Task Failure_OfOneEvent_IsFoundRetriedAndParked_AndAllOthersAreHandledInOrder()
    {
        await _scene.AppendAsync(10);
        _recorder.FailAt(4);
        var runner = _scene.Process(_recorder);

        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));

        Assert.Equal(Positions(1, 10).Where(position => position != 4), _recorder.Handled);
        Assert.Equal(TailLimits.AttemptsMax, _recorder.Alone[4]);
        Assert.Equal(10, _scene.Row.Position);
        var parked = Assert.Single(await _scene.ParkedAsync());
        Assert.Equal((4L, (long)TailLimits.AttemptsMax, "idea-4"), (parked.Position, parked.Attempts, parked.Stream));
        Assert.Equal("FormatException: Cannot handle it.", parked.Error);
    }

    [Fact]
    public async Task Failure_IsRetriedAfterWaitsThatDouble()
    {
        await _scene.AppendAsync();
        var triedAt = new List<long>();
        _recorder.Before = (_, _) =>
        {
            triedAt.Add(_scene.Clock.GetTimestamp());
            throw new FormatException();
        };

        await _scene.StepForAsync(_scene.Process(_recorder), TimeSpan.FromSeconds(30));

        var waits = triedAt.Zip(triedAt.Skip(1), (before, after) => TimeSpan.FromTicks(after - before).TotalSeconds);
        Assert.Equal([0.5, 1, 2, 4, 8], waits);
    }

    [Fact]
    public async Task Failure_ThatPasses_LosesNothingAndParksNothing()
    {
        await _scene.AppendAsync(3);
        _recorder.FailAt(2);
        var runner = _scene.Process(_recorder);
        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(3));
        _recorder.FailAt();

        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));

        Assert.Equal([1, 2, 3], _recorder.Handled);
        Assert.Empty(await _scene.ParkedAsync());
    }

    [Fact]
    public async Task Failure_ToReadAnEvent_ParksItWithWhatWouldBeRight()
    {
        await _scene.AppendAsync(2);
        await _scene.AppendUnknownAsync();
        await _scene.AppendAsync(2);

        await _scene.StepForAsync(_scene.Process(_recorder), TimeSpan.FromSeconds(20));

        Assert.Equal([1, 2, 4, 5], _recorder.Handled);
        Assert.Contains("upgrade this program", Assert.Single(await _scene.ParkedAsync()).Error);
    }

    public static TheoryData<Exception> DatabaseFailures { get; } =
    [
        new StorageUnavailableException("The disk is full."),
        new NpgsqlException("Exception while reading from stream", new IOException("Connection reset by peer")),
        new SqliteException("database is locked", 5),
    ];

    [Theory]
    [MemberData(nameof(DatabaseFailures))]
    public async Task Failure_OfTheDatabase_IsNoEventsFault(Exception failure)
    {
        await _scene.AppendAsync();
        _recorder.Before = (_, _) => throw failure;
        var runner = _scene.Process(_recorder);
        for (var i = 0; i < 2 * TailLimits.AttemptsMax; i++)
        {
            Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(() => runner.RunOnceAsync(Now)));
            _scene.Clock.Advance(TailLimits.BeatEvery);
        }

        _recorder.FailAt();
        await TailScene.StepUntilIdleAsync(runner);

        Assert.Equal([1], _recorder.Handled);
        Assert.Empty(await _scene.ParkedAsync());
    }

    [Fact]
    public async Task Handling_ThatTakesTooLong_IsCancelledAndCountsAsFailure()
    {
        await _scene.AppendAsync();
        _recorder.Before = (_, cancelled) => Task.Delay(Timeout.InfiniteTimeSpan, _scene.Clock, cancelled);
        var runner = _scene.Process(_recorder);
        for (var i = 0; i < TailLimits.AttemptsMax; i++)
        {
            var step = runner.RunOnceAsync(Now);
            Assert.False(step.IsCompleted);
            _scene.Clock.Advance(TailLimits.HandlingMax);
            await step;
            _scene.Clock.Advance(TimeSpan.FromSeconds(8));
        }

        Assert.Contains("longer than 3 s", Assert.Single(await _scene.ParkedAsync()).Error);
    }

    [Fact]
    public async Task Replay_WhenTheFaultIsMended_HandlesTheEventAndForgetsIt()
    {
        await _scene.AppendAsync(3);
        _recorder.FailAt(2);
        var runner = _scene.Process(_recorder);
        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));
        _recorder.FailAt();
        Assert.Equal(1, await _scene.Parked.AskReplayAsync(Recorder.Tail, 2, Now));

        await TailScene.StepUntilIdleAsync(runner);

        Assert.Equal([1, 3, 2], _recorder.Handled);
        Assert.Empty(await _scene.ParkedAsync());
        Assert.Equal(3, _scene.Row.Position);
    }

    [Fact]
    public async Task Replay_WhenItFailsAgain_KeepsTheEventParkedUntilAskedAgain()
    {
        await _scene.AppendAsync(1);
        _recorder.FailAt(1);
        var runner = _scene.Process(_recorder);
        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));
        Assert.Equal(1, await _scene.Parked.AskReplayAsync(Recorder.Tail, null, Now));

        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));

        var parked = Assert.Single(await _scene.ParkedAsync());
        Assert.Equal(TailLimits.AttemptsMax + 1, parked.Attempts);
        Assert.Null(parked.ReplayAt);
    }

    [Fact]
    public async Task Metrics_TellPositionAndLag_OfTheProcessThatWorksOnIt()
    {
        await _scene.AppendAsync(5);
        _recorder.FailAt(3);
        var runner = _scene.Process(_recorder);
        Assert.DoesNotContain("ideastorage.tail.position", _scene.Figures().Keys);

        await TailScene.StepUntilIdleAsync(runner);
        _scene.Clock.Advance(TimeSpan.FromSeconds(7));
        var behind = _scene.Figures();
        await _scene.StepForAsync(runner, TimeSpan.FromSeconds(20));
        var atEnd = _scene.Figures();

        Assert.Equal(2, behind["ideastorage.tail.position"]);
        Assert.Equal(3, behind["ideastorage.tail.lag.events"]);
        Assert.Equal(7, behind["ideastorage.tail.lag.seconds"]);
        Assert.Equal(5, atEnd["ideastorage.tail.position"]);
        Assert.Equal(0, atEnd["ideastorage.tail.lag.events"]);
        Assert.Equal(0, atEnd["ideastorage.tail.lag.seconds"]);
    }

    public void Dispose() => _scene.Dispose();

    private static IEnumerable<long> Positions(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(position => (long)position);
}
