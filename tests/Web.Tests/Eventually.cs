namespace IdeaStorage.Web.Tests;

/// <summary>What follows a write a while later, as everything does that tails write.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads again until it is so, and fails with what was read last if it does not come to be.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> read, Func<T, bool> isSo)
    {
        using var patience = new CancellationTokenSource(Deadline);
        while (true)
        {
            var found = await read();
            if (isSo(found))
                return found;
            Assert.False(patience.IsCancellationRequested, $"It never came to be so; last: {found}");
            await Task.Delay(PollInterval, TestContext.Current.CancellationToken);
        }
    }
}
