using System.Runtime.CompilerServices;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>The event log in SQLite, on the database's one writer.</summary>
internal sealed class SqliteEventLog(SqliteDatabase database, IEnumerable<IProjection> projections) : IEventLog
{
    /// <summary>Events read at once. No statement stays open while a reader works on what it got.</summary>
    public const int ReadBatchEvents = 256;

    private readonly IProjection[] _projections = [.. projections];
    private readonly EventCodec _codec = EventCodec.Domain;

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        database.Enqueue(new AppendWork(append, _projections, _codec), cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string stream, long afterVersion = 0, CancellationToken cancellationToken = default) =>
        Pages(
            after => database.Read(statements => statements.List(
                $"""
                SELECT {EventRows.Columns} FROM events
                WHERE stream = @p0 AND version > @p1 ORDER BY version LIMIT @p2
                """,
                row => EventRows.Read(row, _codec), stream, after, ReadBatchEvents)),
            afterVersion, static recorded => recorded.Version, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadAllAsync(
        long afterPosition = 0, CancellationToken cancellationToken = default) =>
        Pages(
            after => database.Read(statements => statements.List(
                $"SELECT {EventRows.Columns} FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
                row => EventRows.Read(row, _codec), after, ReadBatchEvents)),
            afterPosition, static recorded => recorded.Position, cancellationToken);

    public Task<CommandRecord?> FindCommandAsync(string commandId, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(statements => CommandRows.Find(statements, commandId)));

    public Task<long> GetHeadAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(static statements =>
            statements.FindInt64("SELECT max(position) FROM events") ?? 0));

    private static async IAsyncEnumerable<RecordedEvent> Pages(
        Func<long, List<RecordedEvent>> read, long after, Func<RecordedEvent, long> place,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // SQLite has no asynchronous reads; a page is short, and between two pages the caller may be cancelled.
        await Task.CompletedTask;
        List<RecordedEvent> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = read(after);
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count > 0)
                after = place(page[^1]);
        }
        while (page.Count == ReadBatchEvents);
    }
}
