using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Idempotency;

internal sealed class SqliteIdempotencyStore(SqliteDatabase database, TimeProvider time) : IIdempotencyStore
{
    public Task<IdempotencyAnswer?> FindAsync(
        string account, string key, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(statements => statements.Find(
            """
            SELECT account, key, request_hash, status, headers, body, created_at FROM idempotency
            WHERE account = @p0 AND key = @p1 AND created_at > @p2
            """,
            Read, account, key, Oldest())));

    public Task<bool> SaveAsync(IdempotencyAnswer answer, CancellationToken cancellationToken = default)
    {
        var oldest = Oldest();
        return database.RunAsync(
            session => session.Statements.Execute(
                """
                INSERT INTO idempotency (account, key, request_hash, status, headers, body, created_at)
                VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6)
                ON CONFLICT (account, key) DO UPDATE SET
                    request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers,
                    body = excluded.body, created_at = excluded.created_at
                WHERE idempotency.created_at <= @p7
                """,
                answer.Account, answer.Key, answer.RequestHash, answer.Status, answer.Headers, answer.Body,
                answer.CreatedAt.ToUnixTimeMilliseconds(), oldest) > 0,
            cancellationToken);
    }

    public Task<int> PurgeAsync(CancellationToken cancellationToken = default)
    {
        var oldest = Oldest();
        return database.RunAsync(
            session => session.Statements.Execute("DELETE FROM idempotency WHERE created_at <= @p0", oldest),
            cancellationToken);
    }

    public Task<int> ForgetAsync(string account, CancellationToken cancellationToken = default) => database.RunAsync(
        session => session.Statements.Execute("DELETE FROM idempotency WHERE account = @p0", account),
        cancellationToken);

    private static IdempotencyAnswer Read(SqliteStatement row) => new(
        row.Text(0), row.Text(1), row.Text(2), (int)row.Int64(3), row.Text(4), row.Bytes(5).ToArray(),
        DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(6)));

    private long Oldest() => (time.GetUtcNow() - IdempotencyLimits.KeptFor).ToUnixTimeMilliseconds();
}
