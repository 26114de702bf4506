using System.Data.Common;
using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;

namespace IdeaStorage.Storage.EventLog;

/// <summary>
/// The one place where changes become durable. An acknowledged append is on disk, together with the rows of every read
/// model, and has a position after every position that was visible before it.
/// </summary>
public interface IEventLog
{
    /// <summary>Appends to one stream, or says why not; never half.</summary>
    /// <exception cref="StorageUnavailableException">The database cannot take it now (disk full, locked,
    /// lost).</exception>
    Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default);

    /// <summary>The events of a stream after <paramref name="afterVersion"/>, oldest first.</summary>
    IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, CancellationToken cancellationToken = default);

    /// <summary>The events of all streams after <paramref name="afterPosition"/>, oldest first.</summary>
    /// <exception cref="UnreadableEventException">At an event that this program cannot read; those before it were
    /// given.</exception>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(long afterPosition = 0, CancellationToken cancellationToken = default);

    /// <summary>What an earlier command with this id answered, or null.</summary>
    Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default);

    /// <summary>The position of the newest event; 0 in an empty log.</summary>
    Task<long> GetHeadAsync(CancellationToken cancellationToken = default);
}

/// <summary>A wish to append to one stream.</summary>
/// <param name="Stream">The stream, <c>idea-…</c>.</param>
/// <param name="ExpectedVersion">The number of events that the stream must have; 0 for a new one.</param>
/// <param name="CommandId">The command's id, unique in the log.</param>
/// <param name="SubjectId">The id that the command's receipt names (an idea, a comment).</param>
/// <param name="Events">At least one.</param>
public sealed record Append(
    string Stream, long ExpectedVersion, string CommandId, string SubjectId, IReadOnlyList<IEvent> Events)
{
    /// <summary>The texts that the events name.</summary>
    public IReadOnlyList<Text> Texts { get; init; } = [];

    /// <summary>The profile row to insert or replace with the events, or null.</summary>
    public Profile? Profile { get; init; }

    /// <summary>
    /// More rows for the same transaction, written on the log writer's own connection (Identity's). It runs on the
    /// writer's thread while everyone waits: no I/O but the statements, no hashing.
    /// </summary>
    public Action<DbConnection, DbTransaction>? Within { get; init; }
}

/// <summary>How an append ended.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Durable. The stream has <paramref name="Version"/> events, the last at
    /// <paramref name="Position"/>.</summary>
    public sealed record Appended(long Version, long Position) : AppendResult;

    /// <summary>The stream has <paramref name="ActualVersion"/> events, not the expected number; nothing was
    /// written.</summary>
    public sealed record VersionConflict(long ActualVersion) : AppendResult;

    /// <summary>The command id was used before; nothing was written.</summary>
    public sealed record Duplicate(CommandRecord Earlier) : AppendResult;

    /// <summary>A unique index said no; nothing was written. <paramref name="Index"/> is its table and
    /// columns.</summary>
    public sealed record UniqueViolation(string Index) : AppendResult;
}

/// <summary>An event as the log has it.</summary>
/// <param name="Position">Its place among all events, from 1, without order changes; gaps are possible.</param>
/// <param name="Stream">Its stream.</param>
/// <param name="Version">Its place in the stream, from 1, without gaps.</param>
/// <param name="CommandId">The command that caused it.</param>
/// <param name="Event">What happened.</param>
public sealed record RecordedEvent(long Position, string Stream, long Version, string CommandId, IEvent Event);

/// <summary>What a command answered.</summary>
public sealed record CommandRecord(string CommandId, string Stream, string SubjectId, long Version);

/// <summary>
/// The database cannot answer now; the message says what to do. The web answers 503 with Retry-After.
/// </summary>
/// <param name="message">In English.</param>
/// <param name="inner">What was thrown, if anything was.</param>
/// <param name="korean">The message in Korean, where a person at the machine may read it.</param>
public sealed class StorageUnavailableException(string message, Exception? inner = null, string? korean = null)
    : Exception(message, inner)
{
    public string Korean { get; } = korean ?? message;
}
