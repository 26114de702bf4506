using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tails;

/// <summary>
/// Reads the log for those who follow it, event by event as stored. Several tails read every event, so a row costs
/// little more than its bytes.
/// </summary>
public sealed class LogReader
{
    private readonly IDatabase _database;

    internal LogReader(IDatabase database) => _database = database;

    /// <summary>The next events after a position, oldest first.</summary>
    /// <param name="afterPosition">0 to begin with the first event.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        await _database.ListAsync(
            $"SELECT {EventRows.Columns} FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
            LogEntry.Of, [afterPosition, max], cancellationToken);

    /// <summary>The event at this position, or null where there is none.</summary>
    public Task<LogEntry?> FindAsync(long position, CancellationToken cancellationToken = default) =>
        _database.FindAsync(
            $"SELECT {EventRows.Columns} FROM events WHERE position = @p0", LogEntry.Of, [position],
            cancellationToken);

    /// <summary>The position of the newest event; 0 in an empty log.</summary>
    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        _database.FindAsync(
            "SELECT max(position) FROM events", static row => row.IsNull(0) ? 0 : row.Int64(0), [], cancellationToken);
}

/// <summary>
/// An event as it is stored. It is decoded by whoever handles it, so that one which this program cannot read stops
/// nobody from reading those around it.
/// </summary>
public sealed record LogEntry
{
    public required long Position { get; init; }
    public required string Stream { get; init; }
    public required long Version { get; init; }
    public required string CommandId { get; init; }

    /// <summary>The stored name of its type, <c>idea.posted.v1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The event as JSON in UTF-8.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Whether this program knows events of its name.</summary>
    public bool IsKnown => EventTypes.Domain.Find(Name) is not null;

    /// <summary>Whether it is of one of these types.</summary>
    public bool IsOf(params ReadOnlySpan<Type> types) =>
        EventTypes.Domain.Find(Name) is { } type && types.Contains(type);

    /// <summary>The event itself.</summary>
    /// <exception cref="UnknownEventException">A newer program wrote it.</exception>
    /// <exception cref="InvalidDataException">The stored JSON does not fit its name.</exception>
    public RecordedEvent Decode() =>
        new(Position, Stream, Version, CommandId, EventCodec.Domain.Decode(Name, Data.Span, Position));

    /// <summary>Reads a row of <see cref="EventRows.Columns"/>.</summary>
    internal static LogEntry Of(IRow row) => new()
    {
        Position = row.Int64(0),
        Stream = row.Text(1),
        Version = row.Int64(2),
        CommandId = row.Text(3),
        Name = row.Text(4),
        Data = row.Bytes(5).ToArray(),
    };
}
