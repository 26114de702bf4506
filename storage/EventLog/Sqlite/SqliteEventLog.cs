using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>The event log in SQLite, on the database's one writer.</summary>
internal sealed class SqliteEventLog(SqliteDatabase database, IEnumerable<IProjection> projections)
    : StoredEventLog(database)
{
    private readonly IProjection[] _projections = [.. projections];

    public override Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        database.Enqueue(new AppendWork(append, _projections, EventCodec.Domain), cancellationToken);
}
