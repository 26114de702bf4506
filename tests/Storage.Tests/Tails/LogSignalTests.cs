using IdeaStorage.Storage.Tails;

namespace IdeaStorage.Storage.Tests.Tails;

public sealed class LogSignalTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly LogSignal _signal = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void Wait_WhenAPulseCameBefore_EndsAtOnce()
    {
        var seen = _signal.Pulses;
        _signal.Pulse();
        Assert.True(_signal.WaitAsync(seen, Long, TimeProvider.System, Now).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Pulse_WakesAllWhoWait()
    {
        var waits = Enumerable.Range(0, 8)
            .Select(_ => _signal.WaitAsync(_signal.Pulses, Long, TimeProvider.System, Now)).ToArray();
        Assert.DoesNotContain(waits, wait => wait.IsCompleted);
        _signal.Pulse();
        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(30), Now);
    }

    [Fact]
    public async Task Wait_WithoutAPulse_EndsWhenTimeIsUp() =>
        await _signal.WaitAsync(_signal.Pulses, TimeSpan.FromMilliseconds(1), TimeProvider.System, Now);

    [Fact]
    public async Task Rest_LastsUntilItsTimeIsUp()
    {
        Assert.True(LogSignal.RestAsync(TimeSpan.Zero, TimeProvider.System, Now).IsCompletedSuccessfully);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var rest = LogSignal.RestAsync(Long, TimeProvider.System, stop.Token);
        _signal.Pulse();
        Assert.False(rest.IsCompleted);
        await stop.CancelAsync();
        await rest.WaitAsync(TimeSpan.FromSeconds(30), Now);
        await LogSignal.RestAsync(TimeSpan.FromMilliseconds(1), TimeProvider.System, Now);
    }

    [Fact]
    public async Task Wait_WhenCancelled_EndsWithoutAnError()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var wait = _signal.WaitAsync(_signal.Pulses, Long, TimeProvider.System, stop.Token);
        await stop.CancelAsync();
        await wait.WaitAsync(TimeSpan.FromSeconds(30), Now);
    }
}
