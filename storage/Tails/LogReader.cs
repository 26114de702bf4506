using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tails;

/// <summary>
/// Reads the log for those who follow it, event by event as stored. Several tails look at every event and most have to
/// do with few, so looking reads no more than which events there are.
/// </summary>
public sealed class LogReader
{
    private const string Entries = "SELECT position, stream, name FROM events";

    private readonly IDatabase _database;

    internal LogReader(IDatabase database) => _database = database;

    /// <summary>The next events after a position, oldest first.</summary>
    /// <param name="afterPosition">0 to begin with the first event.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<LogEntry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        await _database.ListAsync(
            $"{Entries} WHERE position > @p0 ORDER BY position LIMIT @p1", Entry, [afterPosition, max],
            cancellationToken);

    /// <summary>The event at this position, or null where there is none.</summary>
    public Task<LogEntry?> FindAsync(long position, CancellationToken cancellationToken = default) =>
        _database.FindAsync($"{Entries} WHERE position = @p0", Entry, [position], cancellationToken);

    /// <summary>
    /// The events of entries, in their order, up to the first that cannot be read; why, or null if none was.
    /// </summary>
    /// <param name="entries">In the order of their positions, and near each other: what lies between is read too.
    /// </param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<(IReadOnlyList<RecordedEvent> Events, Exception? Error)> DecodeAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken = default)
    {
        var events = new List<RecordedEvent>(entries.Count);
        if (entries.Count == 0)
            return (events, null);
        var wanted = entries.Select(entry => entry.Position).ToHashSet();
        Exception? error = null;
        await _database.ListAsync(
            $"SELECT {EventRows.Columns} FROM events WHERE position BETWEEN @p0 AND @p1 ORDER BY position",
            row => error is null && wanted.Contains(row.Int64(0)) && TryDecode(row, events, out error),
            [entries[0].Position, entries[^1].Position], cancellationToken);
        return (events, error);
    }

    /// <summary>The position of the newest event; 0 in an empty log.</summary>
    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        _database.FindAsync(
            "SELECT max(position) FROM events", static row => row.IsNull(0) ? 0 : row.Int64(0), [], cancellationToken);

    private static LogEntry Entry(IRow row) => new(row.Int64(0), row.Text(1), row.Text(2));

    private static bool TryDecode(IRow row, List<RecordedEvent> events, out Exception? error)
    {
        try
        {
            events.Add(EventRows.Read(row, EventCodec.Domain));
            error = null;
            return true;
        }
        catch (UnreadableEventException exception)
        {
            error = exception;
            return false;
        }
    }
}

/// <summary>
/// Which event is stored at a position. It is decoded by whoever handles it, so that one which this program cannot read
/// stops nobody from reading those around it.
/// </summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Name">The stored name of its type, <c>idea.posted.v1</c>.</param>
public sealed record LogEntry(long Position, string Stream, string Name)
{
    /// <summary>Whether this program knows events of its name.</summary>
    public bool IsKnown => EventTypes.Domain.Find(Name) is not null;

    /// <summary>Whether it is of one of these types.</summary>
    public bool IsOf(params ReadOnlySpan<Type> types) =>
        EventTypes.Domain.Find(Name) is { } type && types.Contains(type);
}
