using System.Runtime.CompilerServices;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.EventLog;

/// <summary>The event log in a database: how it is read. How it is written is for each database to say.</summary>
internal abstract class StoredEventLog(IDatabase database) : IEventLog
{
    /// <summary>Events read at once. No statement stays open while a reader works on what it got.</summary>
    public const int ReadBatchEvents = 256;

    public abstract Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, CancellationToken cancellationToken = default) =>
        Pages(
            after => database.ListAsync(
                $"""
                SELECT {EventRows.Columns} FROM events
                WHERE stream = @p0 AND version > @p1 ORDER BY version LIMIT @p2
                """,
                static row => EventRows.Read(row, EventCodec.Domain), [stream, after, ReadBatchEvents],
                cancellationToken),
            afterVersion, static recorded => recorded.Version, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        long afterPosition = 0, CancellationToken cancellationToken = default) =>
        Pages(
            after => database.ListAsync(
                $"SELECT {EventRows.Columns} FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
                LogRow.Read, [after, ReadBatchEvents], cancellationToken),
            afterPosition, static row => row.Position, cancellationToken)
            .Select(static row => row.Decode());

    public Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default) =>
        database.FindAsync(
            $"SELECT {CommandRows.Columns} FROM commands WHERE command_id = @p0", CommandRows.Read, [commandId],
            cancellationToken);

    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        database.FindAsync(
            "SELECT max(position) FROM events", static row => row.IsNull(0) ? 0 : row.Int64(0), [], cancellationToken);

    private static async IAsyncEnumerable<T> Pages<T>(
        Func<long, Task<List<T>>> read, long after, Func<T, long> place,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<T> page;
        do
        {
            // A page is short; between two pages the caller may be cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            page = await read(after);
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count > 0)
                after = place(page[^1]);
        }
        while (page.Count == ReadBatchEvents);
    }
}
