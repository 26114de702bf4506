using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Postgres;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Verification;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Copying;

/// <summary>
/// Copies an installation's database as of one moment into an empty one, whichever of the two databases either is:
/// rows with their positions and ids, compared when they have arrived; read models are made anew from the log. A copy
/// that was cut off goes on where it stopped; until it is whole, no program starts on the target.
/// </summary>
public sealed class InstallationCopy : IAsyncDisposable
{
    /// <summary>Rows that become durable together.</summary>
    private const int RowsAtOnce = 2_000;

    private readonly StorageAddress _from;
    private readonly DatabaseLock? _lock;
    private readonly RowReader _source;
    private readonly CopyTarget _target;

    private InstallationCopy(
        StorageAddress from, DatabaseLock? held, RowReader source, CopyTarget target, bool isResumed) =>
        (_from, _lock, _source, _target, IsResumed) = (from, held, source, target, isResumed);

    /// <summary>Whether an earlier run had begun this copy.</summary>
    public bool IsResumed { get; }

    /// <summary>
    /// Opens both; the target then waits for the rows. A data folder is held, so that nobody writes into it meanwhile;
    /// on PostgreSQL others may write on, which is not copied.
    /// </summary>
    /// <exception cref="DatabaseUnusableException">One of them cannot be used, or the target holds something else.
    /// </exception>
    public static async Task<InstallationCopy> BeginAsync(
        StorageAddress from, StorageAddress to, CancellationToken cancellationToken = default)
    {
        if (from == to)
            throw Incoming.NotEmpty($"{to}");
        var source = CopySource.Open(from);
        DatabaseLock? held = null;
        CopyTarget? target = null;
        try
        {
            held = from.Postgres is null ? DatabaseLock.Take(from.Folder) : null;
            target = new CopyTarget(to);
            var isResumed = await target.BeginAsync(source.Identity(), cancellationToken);
            return new InstallationCopy(from, held, source, target, isResumed);
        }
        catch
        {
            source.Dispose();
            held?.Dispose();
            if (target is not null)
                await target.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="DatabaseUnusableException">It cannot be used, or holds an installation.</exception>
    internal static async Task RefuseFullAsync(StorageAddress to, CancellationToken cancellationToken)
    {
        await using var target = new CopyTarget(to);
        await target.RefuseFullAsync(cancellationToken);
    }

    /// <summary>Copies the blobs of the source's data folder into that of the target, which is another one.</summary>
    public Task<BlobCopyReport> CopyBlobsAsync(
        IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default) =>
        BlobCopy.RunAsync(DiskBlobs.OpenReading(_from.Folder), _target.Blobs, progress, cancellationToken);

    /// <param name="withReadModels">False for a target that nobody works on as it is, such as a backup.</param>
    /// <param name="progress">Told in rows and events.</param>
    /// <param name="cancellationToken">Ends it; it can be taken up again.</param>
    /// <exception cref="StorageUnavailableException">One of the databases failed; it can be taken up again.</exception>
    public async Task<CopyReport> RunAsync(
        bool withReadModels = true, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var report = await CopyAsync(progress, cancellationToken);
            if (report.Differences.Count > 0)
                return report;
            if (withReadModels)
                await _target.RebuildAsync(new RebuildStage(progress), cancellationToken);
            await _target.EndAsync(cancellationToken);
            return report;
        }
        catch (NpgsqlException error)
        {
            throw PostgresErrors.Unavailable(error);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.Unavailable(error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _source.Dispose();
        _lock?.Dispose();
        await _target.DisposeAsync();
    }

    private async Task<CopyReport> CopyAsync(IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var counts = KeptTable.All.ToDictionary(table => table, _source.Count);
        var stage = new RowStage(progress, counts.Values.Sum());
        var (streams, differences) = (0L, new List<string>());
        foreach (var (table, rows) in counts)
        {
            await CopyRestAsync(table, stage, cancellationToken);
            var found = Compare(table, cancellationToken);
            if (found.Differences.Count > 0)
            {
                // The source went on after an earlier run had copied some of these rows.
                await _target.EmptyAsync(table, cancellationToken);
                await CopyRestAsync(table, stage, cancellationToken);
                found = Compare(table, cancellationToken);
            }

            streams += found.Streams;
            differences.AddRange(found.Differences);
            stage.Reach(rows);
        }

        return new CopyReport(
            [.. counts.Select(pair => new CopiedTable(pair.Key.Name, pair.Value))], streams, differences);
    }

    private async Task CopyRestAsync(KeptTable table, RowStage stage, CancellationToken cancellationToken)
    {
        var columns = _source.ColumnsOf(table);
        foreach (var rows in _source.Read(table, columns, _target.LastKey(table)).Chunk(RowsAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await _target.InsertAsync(table, columns, rows, cancellationToken);
            stage.Add(rows.Length);
        }
    }

    private (long Streams, IReadOnlyList<string> Differences) Compare(KeptTable table, CancellationToken cancellation)
    {
        using var copied = _target.Read();
        if (table == KeptTable.Log)
            return LogComparison.Run(_source.Streams(), copied.Streams(), cancellation);
        var columns = _source.ColumnsOf(table);
        var (here, there) = (
            TableFingerprint.Of(_source.Read(table, columns)), TableFingerprint.Of(copied.Read(table, columns)));
        return (0, here == there ? [] : [$"{table.Name} ({here.Rows} / {there.Rows})"]);
    }

    /// <summary>Rows of all tables; those that an earlier run copied count as well.</summary>
    private sealed class RowStage(IProgress<JobProgress>? progress, long total)
    {
        private long _before;
        private long _done;

        public void Add(int rows) => Report(_done += rows);

        /// <summary>A table of so many rows is whole.</summary>
        public void Reach(long rows) => Report(_done = _before += rows);

        private void Report(long done) =>
            progress?.Report(new JobProgress(JobStages.Copy, Math.Min(done, total), total));
    }
}

/// <param name="Tables">What was copied, with the number of rows.</param>
/// <param name="Streams">Streams of the log whose hash is the same on both sides.</param>
/// <param name="Differences">Tables and streams that are not equal; the copy is not opened then.</param>
public sealed record CopyReport(
    IReadOnlyList<CopiedTable> Tables, long Streams, IReadOnlyList<string> Differences);

/// <param name="Name">The table.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record CopiedTable(string Name, long Rows);
