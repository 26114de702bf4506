using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Looks over a whole installation and changes nothing: it works on a copy of the database as of one moment, while the
/// program may go on. The copy takes as much room again, in the folder for temporary files.
/// </summary>
public sealed class Verifier(string folder, IBlobStore blobs)
{
    /// <exception cref="DatabaseUnusableException">There is no database, or it cannot be read.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be copied.</exception>
    /// <exception cref="IOException">Blobs cannot be read, or there is no room for the copy.</exception>
    public async Task<VerificationReport> RunAsync(
        IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var file = Path.Combine(folder, SqliteDatabase.FileName);
        progress?.Report(new JobProgress(JobStages.Integrity, 0, 1));
        var findings = SqliteSnapshot.Faults(file)
            .Select(fault => new Finding(FindingKind.DatabaseDamaged, fault)).ToList();
        progress?.Report(new JobProgress(JobStages.Integrity, 1, 1));
        // What a damaged file says of its content would only hide the damage.
        var (events, texts, tables) = findings.Count == 0
            ? await CheckCopyAsync(file, findings, progress, cancellationToken)
            : default;
        var found = await CheckBlobsAsync(findings, progress, cancellationToken);
        return new VerificationReport(events, texts, tables, found, findings);
    }

    private static async Task<(long Events, long Texts, int Tables)> CheckCopyAsync(
        string file, List<Finding> findings, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var copy = Directory.CreateTempSubdirectory("ideastorage-verify-");
        try
        {
            SqliteSnapshot.Take(
                file, Path.Combine(copy.FullName, SqliteDatabase.FileName), progress, cancellationToken);
            var services = new ServiceCollection();
            services.AddSqliteStorage(copy.FullName);
            services.AddReadModels();
            await using var provider = services.BuildServiceProvider();
            var log = await new LogCheck(provider.GetRequiredService<IDatabase>())
                .RunAsync(progress, cancellationToken);
            findings.AddRange(log.Findings);
            // A log that cannot be read cannot be replayed.
            if (log.Findings.Any(finding => finding.Kind is FindingKind.EventUnreadable))
                return (log.Events, log.Texts, 0);
            var check = ActivatorUtilities.CreateInstance<ReadModelCheck>(provider);
            var models = await check.RunAsync(progress, cancellationToken);
            findings.AddRange(models.Findings);
            return (log.Events, log.Texts, models.Tables);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    private async Task<int> CheckBlobsAsync(
        List<Finding> findings, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var all = await blobs.ListAsync("", cancellationToken).ToListAsync(cancellationToken);
        var (done, total) = (0L, all.Sum(blob => blob.Bytes));
        progress?.Report(new JobProgress(JobStages.Blobs, 0, total));
        foreach (var blob in all)
        {
            await using var content = await blobs.OpenAsync(blob.Name, 0, null, cancellationToken);
            if (content is not null
                && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != blob.Hash)
                findings.Add(new Finding(FindingKind.BlobDamaged, blob.Name));
            progress?.Report(new JobProgress(JobStages.Blobs, done += blob.Bytes, total));
        }

        return all.Count;
    }
}
