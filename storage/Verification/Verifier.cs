using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Verification;

/// <summary>
/// Looks over a whole installation as of one moment and changes nothing, while the program may go on.
/// </summary>
public sealed class Verifier(StorageAddress storage, IBlobStore blobs)
{
    /// <exception cref="DatabaseUnusableException">There is no database, or it cannot be read.</exception>
    /// <exception cref="StorageUnavailableException">The database failed, or cannot be copied.</exception>
    /// <exception cref="IOException">Blobs cannot be read, or there is no room for the copy.</exception>
    public async Task<VerificationReport> RunAsync(
        IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var database = storage.Postgres is { } connectionString
            ? await new PostgresCheck(connectionString, progress, cancellationToken).RunAsync()
            : await new SqliteCheck(storage.Folder, progress, cancellationToken).RunAsync();
        var (found, damaged) = await CheckBlobsAsync(progress, cancellationToken);
        return new VerificationReport(
            database.Events, database.Texts, database.Tables, found, [.. database.Findings, .. damaged]);
    }

    private async Task<(int Blobs, List<Finding> Damaged)> CheckBlobsAsync(
        IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        var all = await blobs.ListAsync("", cancellationToken).ToListAsync(cancellationToken);
        var (done, total, damaged) = (0L, all.Sum(blob => blob.Bytes), new List<Finding>());
        progress?.Report(new JobProgress(JobStages.Blobs, 0, total));
        foreach (var blob in all)
        {
            await using var content = await blobs.OpenAsync(blob.Name, 0, null, cancellationToken);
            if (content is not null
                && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != blob.Hash)
                damaged.Add(new Finding(FindingKind.BlobDamaged, blob.Name));
            progress?.Report(new JobProgress(JobStages.Blobs, done += blob.Bytes, total));
        }

        return (all.Count, damaged);
    }
}

/// <summary>What was checked of a database; see <see cref="VerificationReport"/>.</summary>
internal sealed record DatabaseCheck(long Events, long Texts, int Tables, List<Finding> Findings);
