namespace IdeaStorage.Storage.Idempotency;

/// <summary>
/// The answers given under an <c>Idempotency-Key</c>, per account, so that a repeated request gets the same answer.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>The answer kept for this key, or null (none, or older than
    /// <see cref="IdempotencyLimits.KeptFor"/>).</summary>
    Task<IdempotencyAnswer?> FindAsync(string account, string key, CancellationToken cancellationToken = default);

    /// <summary>Keeps an answer; false, and the earlier one stays, if there is one that still counts.</summary>
    Task<bool> SaveAsync(IdempotencyAnswer answer, CancellationToken cancellationToken = default);

    /// <summary>Removes answers that no longer count; answers their number.</summary>
    Task<int> PurgeAsync(CancellationToken cancellationToken = default);
}

/// <param name="Account">Whose request it was.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="RequestHash">A hash of method, path and body: another request under the same key is refused.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers to repeat, as JSON.</param>
/// <param name="Body">The body, as sent.</param>
/// <param name="CreatedAt">When it was answered.</param>
public sealed record IdempotencyAnswer(
    string Account, string Key, string RequestHash, int Status, string Headers, byte[] Body, DateTimeOffset CreatedAt);

public static class IdempotencyLimits
{
    /// <summary>How long a key keeps its answer.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
}
