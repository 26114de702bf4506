using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Idempotency;

namespace IdeaStorage.Storage.Tests.Idempotency;

/// <summary>What every idempotency store promises; one class per database derives from it.</summary>
public abstract class IdempotencyStoreContract(StorageFixture storage) : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);

    private IdempotencyStore Answers => new(storage.Get<IDatabase>(), _time);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Save_ThenFind_GivesTheSameAnswer()
    {
        Assert.True(await Answers.SaveAsync(Answer("member-1", "key", "hash"), Now));
        var found = (await Answers.FindAsync("member-1", "key", Now))!;

        Assert.Equal(Answer("member-1", "key", "hash") with { Body = found.Body }, found);
        Assert.Equal([1, 2, 0, 255], found.Body);
    }

    [Fact]
    public async Task Find_WhenAccountDiffers_IsNull()
    {
        await Answers.SaveAsync(Answer("member-1", "key", "hash"), Now);
        Assert.Null(await Answers.FindAsync("member-2", "key", Now));
        Assert.Null(await Answers.FindAsync("member-1", "other", Now));
    }

    [Fact]
    public async Task Save_WhenKeyHasAnAnswer_KeepsTheFirst()
    {
        await Answers.SaveAsync(Answer("member-1", "key", "first"), Now);
        Assert.False(await Answers.SaveAsync(Answer("member-1", "key", "second"), Now));
        Assert.Equal("first", (await Answers.FindAsync("member-1", "key", Now))!.RequestHash);
    }

    [Fact]
    public async Task Answer_AfterADay_CountsNoLonger()
    {
        await Answers.SaveAsync(Answer("member-1", "key", "first"), Now);
        _time.UtcNow = Start + IdempotencyLimits.KeptFor - TimeSpan.FromMilliseconds(1);
        Assert.NotNull(await Answers.FindAsync("member-1", "key", Now));
        Assert.Equal(0, await Answers.PurgeAsync(Now));

        _time.UtcNow = Start + IdempotencyLimits.KeptFor;
        Assert.Null(await Answers.FindAsync("member-1", "key", Now));
        Assert.True(await Answers.SaveAsync(Answer("member-1", "key", "second"), Now));
        Assert.Equal("second", (await Answers.FindAsync("member-1", "key", Now))!.RequestHash);
    }

    [Fact]
    public async Task Purge_RemovesOldAnswersOnly()
    {
        await Answers.SaveAsync(Answer("member-1", "old", "hash"), Now);
        _time.UtcNow = Start + TimeSpan.FromHours(20);
        await Answers.SaveAsync(Answer("member-1", "new", "hash"), Now);
        _time.UtcNow = Start + TimeSpan.FromHours(25);

        Assert.Equal(1, await Answers.PurgeAsync(Now));
        Assert.NotNull(await Answers.FindAsync("member-1", "new", Now));
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private IdempotencyAnswer Answer(string account, string key, string hash) =>
        new(account, key, hash, 201, """{"Location":"/api/v1/ideas/1"}""", [1, 2, 0, 255], _time.UtcNow);
}

public sealed class SqliteIdempotencyStoreTests()
    : IdempotencyStoreContract(StorageFixture.InMemory(WriterTurns.OwnThread));

public sealed class PostgresIdempotencyStoreTests()
    : IdempotencyStoreContract(StorageFixture.OnPostgres(WriterTurns.OwnThread));
