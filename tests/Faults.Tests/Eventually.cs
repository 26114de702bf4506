using System.Diagnostics;

namespace IdeaStorage.Faults.Tests;

/// <summary>Waiting for what real processes come to by themselves.</summary>
internal static class Eventually
{
    /// <summary>Far more than anything takes that works, however busy the machine.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until it is so; the test fails when that takes too long.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, Deadline);
            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }
}
