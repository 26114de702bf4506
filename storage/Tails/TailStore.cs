using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Tails;

/// <summary>
/// What of a tail outlives a process: how far it has come, and who is at work on it. At most one holder at a time can
/// write: taking a tail ends the term of whoever held it, and a write of an ended term changes nothing.
/// </summary>
/// <remarks>
/// No clock is kept here, for the clocks of two machines differ and may be set back. Each write counts a beat; whoever
/// waits for the tail measures by a clock of its own for how long the beat has not changed.
/// </remarks>
public sealed class TailStore(IDatabaseWriter writer, IReadConnections connections, TimeProvider time)
{
    private const string Columns =
        """
        SELECT t.name, t.position, t.term, t.beat, t.holder,
            (SELECT count(*) FROM parked_events p WHERE p.tail = t.name) AS parked
        FROM tails t
        """;

    /// <summary>Every tail that was ever taken, by name.</summary>
    public Task<IReadOnlyList<TailRow>> ListAsync(CancellationToken cancellationToken = default) =>
        connections.ListAsync<TailRow>($"{Columns} ORDER BY t.name", new { }, cancellationToken);

    /// <summary>One tail, or null if it was never taken.</summary>
    public Task<TailRow?> FindAsync(string tail, CancellationToken cancellationToken = default) =>
        connections.FindAsync<TailRow>($"{Columns} WHERE t.name = @tail", new { tail }, cancellationToken);

    /// <summary>Begins a new term if nothing was written since the beat that the caller saw.</summary>
    /// <param name="tail">The tail; one that was never taken begins before the first event.</param>
    /// <param name="holder">The process, in words for an operator.</param>
    /// <param name="seenBeat">0 for a tail that was never taken.</param>
    /// <param name="cancellationToken">Drops the wish before its turn.</param>
    /// <returns>The lease, or null if somebody was quicker.</returns>
    public Task<TailLease?> TryTakeAsync(
        string tail, string holder, long seenBeat, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) => connection.QueryFirstOrDefault<TailRow>(
                """
                INSERT INTO tails (name, position, term, beat, holder) VALUES (@tail, 0, 1, 1, @holder)
                ON CONFLICT (name) DO UPDATE SET term = tails.term + 1, beat = tails.beat + 1, holder = excluded.holder
                WHERE tails.beat = @seenBeat
                RETURNING name, position, term, beat, holder
                """,
                new { tail, holder, seenBeat }, transaction) is { } taken
                ? new TailLease(tail, taken.Term, taken.Position)
                : null,
            cancellationToken);

    /// <summary>Shows that the holder is alive; false if its term is over.</summary>
    public Task<bool> BeatAsync(TailLease lease, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) => Write(connection, transaction, lease, "beat = beat + 1"), cancellationToken);

    /// <summary>Ends the term, so that another may begin at once; false if it was over before.</summary>
    public Task<bool> ReleaseAsync(TailLease lease, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) =>
                Write(connection, transaction, lease, "beat = beat + 1, term = term + 1, holder = NULL"),
            cancellationToken);

    /// <summary>
    /// Everything up to this position is handled, except, where <paramref name="parked"/> is given, the event at it.
    /// </summary>
    /// <returns>False, and nothing changed, if the lease's term is over.</returns>
    public Task<bool> AdvanceAsync(
        TailLease lease, long position, Parking? parked = null, CancellationToken cancellationToken = default)
    {
        var parkedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync(
            (connection, transaction) =>
            {
                if (!Write(connection, transaction, lease, "beat = beat + 1, position = @position", position))
                    return false;
                if (parked is not null)
                    Park(connection, transaction, new
                    {
                        tail = lease.Tail,
                        position,
                        error = Cut(parked.Error),
                        attempts = parked.Attempts,
                        parkedAt,
                    });
                return true;
            },
            cancellationToken);
    }

    /// <summary>
    /// A parked event was tried again: without an error it is handled and forgotten, else it stays parked.
    /// </summary>
    /// <returns>False, and nothing changed, if the lease's term is over.</returns>
    public Task<bool> SettleAsync(
        TailLease lease, long position, string? error, CancellationToken cancellationToken = default) =>
        writer.WriteAsync(
            (connection, transaction) =>
            {
                if (!Write(connection, transaction, lease, "beat = beat + 1"))
                    return false;
                connection.Execute(
                    error is null
                        ? "DELETE FROM parked_events WHERE tail = @tail AND position = @position"
                        : """
                          UPDATE parked_events SET error = @error, attempts = attempts + 1, replay_at = NULL
                          WHERE tail = @tail AND position = @position
                          """,
                    new { tail = lease.Tail, position, error = Cut(error) }, transaction);
                return true;
            },
            cancellationToken);

    private static bool Write(
        DbConnection connection, DbTransaction transaction, TailLease lease, string set, long position = 0) =>
        connection.Execute(
            $"UPDATE tails SET {set} WHERE name = @tail AND term = @term",
            new { tail = lease.Tail, term = lease.Term, position }, transaction) > 0;

    private static void Park(DbConnection connection, DbTransaction transaction, object parameters) =>
        connection.Execute(
            """
            INSERT INTO parked_events (tail, position, error, attempts, parked_at)
            VALUES (@tail, @position, @error, @attempts, @parkedAt)
            ON CONFLICT (tail, position) DO UPDATE SET
                error = excluded.error, attempts = excluded.attempts, parked_at = excluded.parked_at, replay_at = NULL
            """,
            parameters, transaction);

    private static string? Cut(string? error) =>
        error?.Length > Parking.ErrorCharactersMax ? error[..Parking.ErrorCharactersMax] : error;
}

/// <summary>The right to work on a tail, until somebody else takes it.</summary>
/// <param name="Tail">The tail.</param>
/// <param name="Term">Drawn when it was taken, never given twice.</param>
/// <param name="Position">Where the one before had come to.</param>
public sealed record TailLease(string Tail, long Term, long Position);

/// <summary>Why an event is left behind.</summary>
/// <param name="Error">What was wrong, for an operator; cut at <see cref="ErrorCharactersMax"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
public sealed record Parking(string Error, int Attempts)
{
    public const int ErrorCharactersMax = 2_000;
}

/// <summary>A tail as it is stored.</summary>
public sealed record TailRow
{
    public required string Name { get; init; }

    /// <summary>The checkpoint: every event up to here is handled or parked.</summary>
    public required long Position { get; init; }

    public required long Term { get; init; }
    public required long Beat { get; init; }

    /// <summary>The process at work, or the one that was when it crashed; null if nobody is.</summary>
    public string? Holder { get; init; }

    /// <summary>The number of its parked events.</summary>
    public long Parked { get; init; }
}
