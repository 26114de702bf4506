using IdeaStorage.Silo.Tails;

namespace IdeaStorage.Grains.Tests.Tails;

/// <summary>Several processes and one tail; one class per database derives from it.</summary>
public abstract class TailLeaseContract(TailScene scene) : IDisposable
{
    private static readonly TimeSpan TakenOverWithin = TimeSpan.FromSeconds(10);

    private readonly Recorder _first = new();
    private readonly Recorder _second = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lease_WhileTheHolderLives_IsNobodyElses()
    {
        var (one, two) = (scene.Process(_first), scene.Process(_second, "two"));
        for (var second = 0; second < 60; second++)
        {
            await scene.AppendAsync();
            await TailScene.StepUntilIdleAsync(one);
            await two.RunOnceAsync(Now);
            scene.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(60, _first.Handled.Length);
        Assert.Empty(_second.Handled);
        Assert.Equal("one", scene.Row.Holder);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(1.9)]
    public async Task Lease_WhenTheHolderCrashes_IsTakenOverInTimeButNotSooner(double waiterIsLaterBySeconds)
    {
        var (one, two) = (scene.Process(_first), scene.Process(_second, "two"));
        await scene.AppendAsync(3);
        await TailScene.StepUntilIdleAsync(one);
        scene.Clock.Advance(TimeSpan.FromSeconds(waiterIsLaterBySeconds));
        var wait = await two.RunOnceAsync(Now);
        await scene.AppendAsync(2);
        await one.RunOnceAsync(Now);
        var crashedAt = scene.Clock.GetTimestamp();

        while (_second.Handled.Length == 0)
        {
            scene.Clock.Advance(wait);
            wait = await two.RunOnceAsync(Now);
            await scene.AppendAsync();
        }

        var silence = scene.Clock.GetElapsedTime(crashedAt);
        Assert.InRange(silence, TailLimits.LeaseTime, TakenOverWithin);
        Assert.Equal([1, 2, 3, 4, 5], _first.Handled);
        Assert.Equal(6, _second.Handled[0]);
    }

    [Fact]
    public async Task Lease_WhenTheClockIsSetBack_IsTakenOverAllTheSame()
    {
        await TailScene.StepUntilIdleAsync(scene.Process(_first));
        scene.Clock.Today -= TimeSpan.FromHours(1);
        var two = scene.Process(_second, "two");

        await scene.StepForAsync(two, TakenOverWithin);

        Assert.Equal("two", scene.Row.Holder);
    }

    [Fact]
    public async Task Lease_WhenTheHolderWakesLate_DoesNotMoveTheCheckpoint()
    {
        var (one, two) = (scene.Process(_first), scene.Process(_second, "two"));
        await TailScene.StepUntilIdleAsync(one);
        await scene.StepForAsync(two, TakenOverWithin);
        await scene.AppendAsync(2);

        Assert.Equal(TailLimits.BeatEvery, await one.RunOnceAsync(Now));

        Assert.Empty(_first.Handled);
        Assert.Equal(("two", 0L), (scene.Row.Holder, scene.Row.Position));
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
        var running = scene.Process(_first).RunAsync(stop.Token);
        await scene.AppendAsync();
        await handled.Task.WaitAsync(TimeSpan.FromSeconds(30), Now);
        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(30), Now);

        Assert.Equal([1], _first.Handled);
        Assert.Equal((1L, null), (scene.Row.Position, scene.Row.Holder));
        await TailScene.StepUntilIdleAsync(scene.Process(_second, "two"));
        Assert.Equal("two", scene.Row.Holder);
    }

    public void Dispose()
    {
        scene.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteTailLeaseTests() : TailLeaseContract(new TailScene());

public sealed class PostgresTailLeaseTests() : TailLeaseContract(TailScene.OnPostgres());
