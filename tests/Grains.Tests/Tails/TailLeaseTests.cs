using IdeaStorage.Silo.Tails;

namespace IdeaStorage.Grains.Tests.Tails;

/// <summary>Several processes and one tail.</summary>
public sealed class TailLeaseTests : IDisposable
{
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(10);

    private readonly TailScene _scene = new();
    private readonly Recorder _first = new();
    private readonly Recorder _second = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lease_WhileTheHolderLives_IsNobodyElses()
    {
        var (one, two) = (_scene.Process(_first), _scene.Process(_second, "two"));
        for (var second = 0; second < 60; second++)
        {
            await _scene.AppendAsync();
            await TailScene.StepUntilIdleAsync(one);
            await two.RunOnceAsync(Now);
            _scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(60, _first.Handled.Length);
        Assert.Empty(_second.Handled);
        Assert.Equal("one", _scene.Row.Holder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1.9)]
    public async Task Lease_WhenTheHolderCrashes_IsTakenOverInTimeButNotSooner(double waiterIsLaterBySeconds)
    {
        var (one, two) = (_scene.Process(_first), _scene.Process(_second, "two"));
        await _scene.AppendAsync(3);
        await TailScene.StepUntilIdleAsync(one);
        _scene.Clock.Advance(TimeSpan.FromSeconds(waiterIsLaterBySeconds));
        var wait = await two.RunOnceAsync(Now);
        await _scene.AppendAsync(2);
        await one.RunOnceAsync(Now);
        var crashedAt = _scene.Clock.GetTimestamp();

        while (_second.Handled.Length == 0)
        {
            _scene.Clock.Advance(wait);
            wait = await two.RunOnceAsync(Now);
            await _scene.AppendAsync();
        }

        var silence = _scene.Clock.GetElapsedTime(crashedAt);
        Assert.InRange(silence, TailLimits.LeaseTime, TakenOverWithin);
        Assert.Equal([1, 2, 3, 4, 5], _first.Handled);
        Assert.Equal(6, _second.Handled[0]);
    }

    [Fact]
    public async Task Lease_WhenTheClockIsSetBack_IsTakenOverAllTheSame()
    {
        await TailScene.StepUntilIdleAsync(_scene.Process(_first));
        _scene.Clock.Today -= TimeSpan.FromHours(1);
        var two = _scene.Process(_second, "two");

        await _scene.StepForAsync(two, TakenOverWithin);

        Assert.Equal("two", _scene.Row.Holder);
    }

    [Fact]
    public async Task Lease_WhenTheHolderWakesLate_DoesNotMoveTheCheckpoint()
    {
        var (one, two) = (_scene.Process(_first), _scene.Process(_second, "two"));
        await TailScene.StepUntilIdleAsync(one);
        await _scene.StepForAsync(two, TakenOverWithin);
        await _scene.AppendAsync(2);

        Assert.Equal(TailLimits.BeatEvery, await one.RunOnceAsync(Now));

        Assert.Empty(_first.Handled);
        Assert.Equal(("two", 0L), (_scene.Row.Holder, _scene.Row.Position));
    }

    [Fact]
    public async Task Run_WakesWhenAnEventIsStored_AndLetsGoWhenStopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _first.Before = (_, _) =>
        {
            handled.TrySetResult();
            return Task.CompletedTask;
        };
        // The clock stands still: only the signal can wake it.
        var running = _scene.Process(_first).RunAsync(stop.Token);
        await _scene.AppendAsync();
        await handled.Task.WaitAsync(TimeSpan.FromSeconds(30), Now);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Now);

        Assert.Equal([1], _first.Handled);
        Assert.Equal((1L, null), (_scene.Row.Position, _scene.Row.Holder));
        await TailScene.StepUntilIdleAsync(_scene.Process(_second, "two"));
        Assert.Equal("two", _scene.Row.Holder);
    }

    public void Dispose() => _scene.Dispose();
}
