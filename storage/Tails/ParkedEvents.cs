using Dapper;
using IdeaStorage.Domain;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Tails;

/// <summary>The events that tails could not handle: what an operator sees of them, and the wish to try them
/// again.</summary>
public sealed class ParkedEvents(IDatabaseWriter writer, IReadConnections connections, TimeProvider time)
{
    private const string Scope = "parked";

    /// <summary>A tail's parked events, in the order of the log.</summary>
    /// <returns>The page, or the refusal <c>PageCursorIsInvalid</c>.</returns>
    public async Task<Result<Page<ParkedEvent>>> ListAsync(
        string tail, string? after = null, int? limit = null, CancellationToken cancellationToken = default)
    {
        if (!Cursor.TryRead(after, Scope, KeyKind.Number, out var cursor))
            return Cursor.Refused;
        var take = PageLimits.Clamp(limit);
        var rows = await connections.ListAsync<ParkedEvent>(
            """
            SELECT p.tail, p.position, p.error, p.attempts, p.parked_at, p.replay_at, e.stream, e.name
            FROM parked_events p
            JOIN events e ON e.position = p.position
            WHERE p.tail = @tail AND p.position > @after
            ORDER BY p.position
            LIMIT @take
            """,
            new { tail, after = cursor?.Number ?? 0, take = take + 1 }, cancellationToken);
        return rows.ToPage(take, Scope, row => Cursor.Of(row.Position, row.Tail));
    }

    /// <summary>
    /// Asks for one event, or all of the tail, to be tried again by whoever holds it; answers how many there are.
    /// </summary>
    public Task<int> AskReplayAsync(string tail, long? position, CancellationToken cancellationToken = default)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var one = position is null ? "" : " AND position = @position";
        return writer.WriteAsync(
            (connection, transaction) => connection.Execute(
                $"UPDATE parked_events SET replay_at = @at WHERE tail = @tail{one}", new { at, tail, position },
                transaction),
            cancellationToken);
    }

    /// <summary>The position of the next event to try again, or null.</summary>
    public Task<long?> FindNextReplayAsync(string tail, CancellationToken cancellationToken = default) =>
        connections.FindAsync<long?>(
            """
            SELECT position FROM parked_events
            WHERE tail = @tail AND replay_at IS NOT NULL ORDER BY replay_at, position LIMIT 1
            """,
            new { tail }, cancellationToken);
}

/// <summary>An event that a tail could not handle, and went past.</summary>
public sealed record ParkedEvent
{
    public required string Tail { get; init; }

    /// <summary>Its place in the log.</summary>
    public required long Position { get; init; }

    public required string Stream { get; init; }

    /// <summary>The stored name of its type, <c>idea.posted.v1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What was wrong when it was last tried.</summary>
    public required string Error { get; init; }

    /// <summary>How often it was tried.</summary>
    public required long Attempts { get; init; }

    public required DateTimeOffset ParkedAt { get; init; }

    /// <summary>Since when it waits to be tried again; null while nobody has asked.</summary>
    public DateTimeOffset? ReplayAt { get; init; }
}
