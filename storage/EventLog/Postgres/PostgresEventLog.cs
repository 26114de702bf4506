using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Postgres;

/// <summary>The event log in PostgreSQL, on this process's one writer.</summary>
internal sealed class PostgresEventLog(PostgresDatabase database, IEnumerable<IProjection> projections)
    : StoredEventLog(database)
{
    private readonly IProjection[] _projections = [.. projections];

    public override Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken = default) =>
        database.Enqueue(new PostgresAppend(append, _projections, EventCodec.Domain), cancellationToken);
}
