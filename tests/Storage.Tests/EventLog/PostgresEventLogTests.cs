using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

public sealed class PostgresEventLogTests()
    : EventLogContract(StorageFixture.OnPostgres(WriterTurns.OwnThread, new SupportCounts()))
{
    [Fact]
    public async Task Append_WhenTextHoldsNul_IsRefusedAlone()
    {
        var refused = Log.AppendAsync(
            Samples.Post("idea-1", "command-1", "a\0b"), TestContext.Current.CancellationToken);
        var kept = Log.AppendAsync(Samples.Post("idea-2", "command-2"), TestContext.Current.CancellationToken);

        Assert.Contains("NUL", (await Assert.ThrowsAsync<ArgumentException>(() => refused)).Message);
        Assert.IsType<AppendResult.Appended>(await kept);
        Assert.Null(await Log.FindCommandAsync("command-1", TestContext.Current.CancellationToken));
    }
}
