using IdeaStorage.Embedded;

namespace IdeaStorage.Hosting.Tests.Embedded;

public sealed class VirtualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Wait_UntilAMomentWithinAMillisecond_EndsWhenTimersAreLate()
    {
        var time = new VirtualTimeProvider { Lateness = TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1) };
        var moment = time.GetUtcNow() + TimeSpan.FromTicks(123_456);
        var waits = WaitUntil(time, moment);

        time.Advance(Second);

        // Each round ends a part of a millisecond early, if not late.
        Assert.InRange(await waits, 1, 2);
    }

    [Fact]
    public void Timer_WhenItIsLate_TicksAsOftenAsItsPeriodSays()
    {
        var time = new VirtualTimeProvider { Lateness = TimeSpan.FromMilliseconds(1) };
        var ticks = new List<TimeSpan>();
        var start = time.GetUtcNow();
        using var timer = time.CreateTimer(_ => ticks.Add(time.GetUtcNow() - start), null, Second, Second);

        time.Advance(3 * Second);

        Assert.Equal([Second, 2 * Second, 3 * Second], ticks.Select(tick => tick - time.Lateness));
        Assert.Equal(3 * Second + time.Lateness, time.GetUtcNow() - start);
    }

    private static async Task<int> WaitUntil(TimeProvider time, DateTimeOffset moment)
    {
        const int EnoughToSayThatItNeverEnds = 1_000;
        var rounds = 0;
        while (time.GetUtcNow() < moment && rounds < EnoughToSayThatItNeverEnds)
        {
            rounds++;
            await Task.Delay(moment - time.GetUtcNow(), time, TestContext.Current.CancellationToken);
        }

        return rounds;
    }
}
