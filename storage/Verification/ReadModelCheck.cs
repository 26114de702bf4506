using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Compares the tables of every read model with what a rebuild from the log gives. It rebuilds, so it works on a copy.
/// </summary>
internal sealed class ReadModelCheck(
    IReadConnections connections, IRebuild rebuild, IEnumerable<IProjection> projections)
{
    private readonly (string Table, string Model)[] _tables =
        [.. projections.SelectMany(projection => projection.Tables.Select(table => (table, projection.Name)))];

    public async Task<(int Tables, List<Finding> Findings)> RunAsync(
        IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var kept = await FingerprintsAsync(0, progress, cancellationToken);
        await rebuild.RebuildAsync(null, new Rebuilding(progress), cancellationToken);
        var rebuilt = await FingerprintsAsync(kept.Count, progress, cancellationToken);
        return (
            _tables.Length,
            [
                .. _tables.Zip(kept.Zip(rebuilt)).Where(pair => pair.Second.First != pair.Second.Second).Select(pair =>
                    new Finding(
                        FindingKind.ReadModelDiffers,
                        $"{pair.First.Table} ({pair.First.Model}): "
                        + $"{pair.Second.First.Rows} / {pair.Second.Second.Rows}")),
            ]);
    }

    private async Task<List<TableFingerprint>> FingerprintsAsync(
        int done, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var fingerprints = new List<TableFingerprint>();
        foreach (var (table, _) in _tables)
        {
            using var lease = connections.Rent();
            fingerprints.Add(await TableFingerprint.OfAsync(
                lease.Connection, $"SELECT {ColumnsOf(table)} FROM {table}", cancellationToken));
            progress?.Report(new JobProgress(
                JobStages.Compare, done + fingerprints.Count, 2 * _tables.Length));
        }

        return fingerprints;
    }

    /// <summary>A full-text table is found by its row id, which is no column of it.</summary>
    private static string ColumnsOf(string table) =>
        table.EndsWith("_search", StringComparison.Ordinal) ? "rowid, *" : "*";

    private sealed class Rebuilding(IProgress<JobProgress>? progress) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) =>
            progress?.Report(new JobProgress(JobStages.Rebuild, value.EventsDone, value.EventsTotal));
    }
}
