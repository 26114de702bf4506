using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>Replays the log into the tables of projections, alone on the writer.</summary>
internal sealed class SqliteRebuild(SqliteDatabase database, IEnumerable<IProjection> projections) : IRebuild
{
    private const int BatchEvents = 1_000;

    private readonly IProjection[] _projections = [.. projections];

    public IReadOnlyList<string> Names => [.. _projections.Select(projection => projection.Name)];

    public Task RebuildAsync(
        string? name = null, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var chosen = name is null ? _projections : [.. _projections.Where(projection => projection.Name == name)];
        if (chosen.Length == 0 && name is not null)
        {
            throw new ArgumentException(
                $"There is no read model '{name}'; there are: {string.Join(", ", Names)}.", nameof(name));
        }


        var work = new FunctionWork<WriterSession, long>(
            session => Replay(session.Statements, chosen, progress, cancellationToken), isAlone: true);
        return database.Enqueue(work, cancellationToken);
    }

    private static long Replay(
        SqliteStatements statements, IProjection[] projections, IProgress<RebuildProgress>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var table in projections.SelectMany(projection => projection.Tables).Reverse())
            statements.Execute($"DELETE FROM {table}");
        var texts = new StoredTexts(statements);
        var total = statements.FindInt64("SELECT count(*) FROM events") ?? 0;
        var (done, after) = (0L, 0L);
        List<RecordedEvent> batch;
        while ((batch = Batch(statements, after)).Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var recorded in batch)
                Projecting.Replay(statements, projections, recorded, texts);
            (done, after) = (done + batch.Count, batch[^1].Position);
            progress?.Report(new RebuildProgress(done, total));
        }

        return done;
    }

    private static List<RecordedEvent> Batch(SqliteStatements statements, long after) => statements.List(
        $"SELECT {EventRows.Columns} FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
        row => EventRows.Read(row, EventCodec.Domain), after, BatchEvents);

    /// <summary>The texts as they are now; one that is gone reads as erased, so that a rebuild always ends.</summary>
    private sealed class StoredTexts(SqliteStatements statements) : ITextSource
    {
        public string Read(string textId) => TextRows.Find(statements, textId) ?? "";
    }
}
