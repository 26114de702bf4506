using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Reminders;

namespace IdeaStorage.Storage.Tests.Reminders;

/// <summary>What every reminder store promises; one class per database derives from it.</summary>
public abstract class ReminderStoreContract(StorageFixture storage) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private IReminderStore Reminders => storage.Get<IReminderStore>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upsert_ThenFind_GivesTheRowWithItsETag()
    {
        var row = new ReminderRow("idea/1", "close", 4_000_000_000, Start, TimeSpan.FromHours(1));
        var etag = await Reminders.UpsertAsync(row, Now);

        Assert.NotEmpty(etag);
        Assert.Equal(row with { ETag = etag }, await Reminders.FindAsync("idea/1", "close", Now));
        Assert.Null(await Reminders.FindAsync("idea/1", "other", Now));
    }

    [Fact]
    public async Task Upsert_WhenItExists_ReplacesItWithAnotherETag()
    {
        var first = await Reminders.UpsertAsync(Row("idea/1", 7), Now);
        var second = await Reminders.UpsertAsync(Row("idea/1", 7) with { Period = TimeSpan.FromDays(2) }, Now);

        Assert.NotEqual(first, second);
        var row = Assert.Single(await Reminders.ReadGrainAsync("idea/1", Now));
        Assert.Equal((TimeSpan.FromDays(2), second), (row.Period, row.ETag));
    }

    [Fact]
    public async Task Remove_WhenETagIsStale_KeepsIt()
    {
        var stale = await Reminders.UpsertAsync(Row("idea/1", 7), Now);
        var current = await Reminders.UpsertAsync(Row("idea/1", 7), Now);

        Assert.False(await Reminders.RemoveAsync("idea/1", "close", stale, Now));
        Assert.False(await Reminders.RemoveAsync("idea/1", "close", "no etag", Now));
        Assert.True(await Reminders.RemoveAsync("idea/1", "close", current, Now));
        Assert.False(await Reminders.RemoveAsync("idea/1", "close", current, Now));
    }

    [Fact]
    public async Task Remove_WhenItWasMadeAnew_MissesTheNewOne()
    {
        var first = await Reminders.UpsertAsync(Row("idea/1", 7), Now);
        Assert.True(await Reminders.RemoveAsync("idea/1", "close", first, Now));
        await Reminders.UpsertAsync(Row("idea/1", 7), Now);

        Assert.False(await Reminders.RemoveAsync("idea/1", "close", first, Now));
    }

    [Theory]
    [InlineData(10u, 20u, "b")]
    [InlineData(20u, 10u, "a,c,d")]
    [InlineData(9u, 10u, "a")]
    [InlineData(0u, 0u, "a,b,c,d")]
    [InlineData(4_294_967_295u, 10u, "a")]
    public async Task ReadRange_GoesRoundTheRing(uint begin, uint end, string expected)
    {
        foreach (var (grain, hash) in new[] { ("a", 10u), ("b", 20u), ("c", 21u), ("d", uint.MaxValue) })
            await Reminders.UpsertAsync(Row(grain, hash), Now);

        var rows = await Reminders.ReadRangeAsync(begin, end, Now);
        Assert.Equal(expected.Split(','), rows.Select(row => row.GrainId));
    }

    [Fact]
    public async Task Clear_RemovesAll()
    {
        await Reminders.UpsertAsync(Row("a", 1), Now);
        await Reminders.ClearAsync(Now);
        Assert.Empty(await Reminders.ReadRangeAsync(0, 0, Now));
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ReminderRow Row(string grain, uint hash) => new(grain, "close", hash, Start, TimeSpan.FromHours(1));
}

public sealed class SqliteReminderStoreTests()
    : ReminderStoreContract(StorageFixture.InMemory(WriterTurns.OwnThread));

public sealed class PostgresReminderStoreTests()
    : ReminderStoreContract(StorageFixture.OnPostgres(WriterTurns.OwnThread));
