using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Idempotency;

internal sealed class IdempotencyStore(IDatabase database, TimeProvider time) : IIdempotencyStore
{
    public Task<IdempotencyAnswer?> FindAsync(
        string account, string key, CancellationToken cancellationToken = default) =>
        database.FindAsync(
            """
            SELECT account, key, request_hash, status, headers, body, created_at FROM idempotency
            WHERE account = @p0 AND key = @p1 AND created_at > @p2
            """,
            Read, [account, key, Oldest()], cancellationToken);

    public async Task<bool> SaveAsync(IdempotencyAnswer answer, CancellationToken cancellationToken = default) =>
        await database.ExecuteAsync(
            """
            INSERT INTO idempotency (account, key, request_hash, status, headers, body, created_at)
            VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
            ON CONFLICT (account, key) DO UPDATE SET
                request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers,
                body = excluded.body, created_at = excluded.created_at
            WHERE idempotency.created_at <= @p7
            """,
            [
                answer.Account, answer.Key, answer.RequestHash, answer.Status, answer.Headers, answer.Body,
                answer.CreatedAt.ToUnixTimeMilliseconds(), Oldest(),
            ],
            cancellationToken) > 0;

    public Task<int> PurgeAsync(CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("DELETE FROM idempotency WHERE created_at <= @p0", [Oldest()], cancellationToken);

    private static IdempotencyAnswer Read(IRow row) => new(
        row.Text(0), row.Text(1), row.Text(2), (int)row.Int64(3), row.Text(4), row.Bytes(5).ToArray(),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(6)));

    private long Oldest() => (time.GetUtcNow() - IdempotencyLimits.KeptFor).ToUnixTimeMilliseconds();
}
