using System.Text;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Tails;

/// <summary>Reads the log for those who follow it, event by event as stored.</summary>
public sealed class LogReader(IReadConnections connections)
{
    private const string Columns = "SELECT position, stream, version, command_id, name, data FROM events";

    /// <summary>The next events after a position, oldest first.</summary>
    /// <param name="afterPosition">0 to begin with the first event.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public Task<IReadOnlyList<LogEntry>> ReadAsync(
        long afterPosition, int max, CancellationToken cancellationToken = default) =>
        connections.ListAsync<LogEntry>(
            $"{Columns} WHERE position > @afterPosition ORDER BY position LIMIT @max", new { afterPosition, max },
            cancellationToken);

    /// <summary>The event at this position, or null where there is none.</summary>
    public Task<LogEntry?> FindAsync(long position, CancellationToken cancellationToken = default) =>
        connections.FindAsync<LogEntry>($"{Columns} WHERE position = @position", new { position }, cancellationToken);

    /// <summary>The position of the newest event; 0 in an empty log.</summary>
    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        connections.FindAsync<long>("SELECT COALESCE(max(position), 0) FROM events", new { }, cancellationToken);
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

    /// <summary>The event as JSON.</summary>
    public required string Data { get; init; }

    /// <summary>Whether this program knows events of its name.</summary>
    public bool IsKnown => EventTypes.Domain.Find(Name) is not null;

    /// <summary>Whether it is of one of these types.</summary>
    public bool IsOf(params ReadOnlySpan<Type> types) =>
        EventTypes.Domain.Find(Name) is { } type && types.Contains(type);

    /// <summary>The event itself.</summary>
    /// <exception cref="UnknownEventException">A newer program wrote it.</exception>
    /// <exception cref="InvalidDataException">The stored JSON does not fit its name.</exception>
    public RecordedEvent Decode() => new(
        Position, Stream, Version, CommandId,
        EventCodec.Domain.Decode(Name, Encoding.UTF8.GetBytes(Data), Position));
}
