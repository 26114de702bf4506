using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.EventLog;

/// <summary>Replays the log into the tables of projections, alone on the writer.</summary>
internal sealed class Rebuild(IDatabase database, IEnumerable<IProjection> projections) : IRebuild
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

        return database.RunAsync(
            statements => Replay(statements, chosen, progress, cancellationToken), isAlone: true, cancellationToken);
    }

    /// <summary>Empties the tables of these projections and fills them from the log; answers how many events it has.
    /// </summary>
    public static long Replay(
        IStatements statements, IReadOnlyList<IProjection> projections, IProgress<RebuildProgress>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var table in projections.SelectMany(projection => projection.Tables).Reverse())
            statements.Execute($"DELETE FROM {table}");
        var total = statements.Find("SELECT count(*) FROM events", static row => row.Int64(0));
        var (done, after) = (0L, 0L);
        List<RecordedEvent> batch;
        while ((batch = Batch(statements, after)).Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var texts = TextBatch.Of(batch, projections, statements);
            foreach (var (stream, statement) in Project(batch, projections, texts))
            {
                if (stream is null)
                    statements.Send(statement.Sql, statement.Parameters);
                else
                    statements.SendOf(stream, statement.Sql, statement.Parameters);
            }

            (done, after) = (done + batch.Count, batch[^1].Position);
            progress?.Report(new RebuildProgress(done, total));
        }

        return done;
    }

    private static List<RecordedEvent> Batch(IStatements statements, long after) => statements.List(
        $"SELECT {EventRows.Columns} FROM events WHERE position > @p0 ORDER BY position LIMIT @p1",
        row => EventRows.Read(row, EventCodec.Domain), after, BatchEvents);

    /// <summary>What takes longest, cutting texts into words, is done for many events at once.</summary>
    private static List<(string? Stream, Statement Statement)> Project(
        List<RecordedEvent> batch, IReadOnlyList<IProjection> projections, ITextSource texts) =>
    [
        .. batch.AsParallel().AsOrdered().SelectMany(recorded => projections.SelectMany(projection => projection
            .Project(recorded, texts)
            .Select(statement => (projection.IsPerStream ? recorded.Stream : null, statement)))),
    ];
}
