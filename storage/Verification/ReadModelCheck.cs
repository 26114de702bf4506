using System.Data.Common;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Compares the tables of every read model with what a rebuild from the log gives. Where that rebuild writes, so that
/// it changes nothing, is the database's matter.
/// </summary>
/// <param name="connection">Sees the tables, and after the rebuild what it made.</param>
/// <param name="select">All rows of a table with all that counts.</param>
/// <param name="projections">The read models.</param>
internal sealed class ReadModelCheck(
    DbConnection connection, Func<string, string> select, IEnumerable<IProjection> projections)
{
    private readonly (string Table, string Model)[] _tables =
        [.. projections.SelectMany(projection => projection.Tables.Select(table => (table, projection.Name)))];

    public async Task<(int Tables, List<Finding> Findings)> RunAsync(
        Func<Task> rebuild, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var kept = await FingerprintsAsync(0, progress, cancellationToken);
        await rebuild();
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
            fingerprints.Add(await TableFingerprint.OfAsync(connection, select(table), cancellationToken));
            progress?.Report(new JobProgress(
                JobStages.Compare, done + fingerprints.Count, 2 * _tables.Length));
        }

        return fingerprints;
    }
}
