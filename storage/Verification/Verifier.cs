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
        var before = await ListAsync(cancellationToken);
        var database = storage.Postgres is { } connectionString
            ? await new PostgresCheck(connectionString, progress, cancellationToken).RunAsync()
            : await new SqliteCheck(storage.Folder, progress, cancellationToken).RunAsync();
        var after = await ListAsync(cancellationToken);
        return new VerificationReport(
            database.Events, database.Texts, database.Tables, after.Count,
            [
                .. database.Findings,
                .. Missing(database.Blobs, [.. before.Concat(after).Select(blob => blob.Name)]),
                .. await DamagedAsync(database.Blobs, after, progress, cancellationToken),
            ]);
    }

    private ValueTask<List<BlobInfo>> ListAsync(CancellationToken cancellationToken) =>
        blobs.ListAsync("", cancellationToken).ToListAsync(cancellationToken);

    /// <summary>
    /// A blob is published before a row names it and removed after no row does. So the program may go on meanwhile:
    /// what is named at one moment is in the list before it or in the one after.
    /// </summary>
    private static IEnumerable<Finding> Missing(Dictionary<string, string?> named, HashSet<string> seen) =>
        named.Keys.Where(name => !seen.Contains(name)).Order(StringComparer.Ordinal)
            .Select(name => new Finding(FindingKind.BlobMissing, name));

    private async Task<List<Finding>> DamagedAsync(
        Dictionary<string, string?> named, List<BlobInfo> all, IProgress<JobProgress>? progress,
        CancellationToken cancellationToken)
    {
        var (done, total, damaged) = (0L, all.Sum(blob => blob.Bytes), new List<Finding>());
        progress?.Report(new JobProgress(JobStages.Blobs, 0, total));
        foreach (var blob in all)
        {
            await using var content = await blobs.OpenAsync(blob.Name, 0, null, cancellationToken);
            if (content is not null)
            {
                var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
                if (hash != blob.Hash || hash != (named.GetValueOrDefault(blob.Name) ?? hash))
                    damaged.Add(new Finding(FindingKind.BlobDamaged, blob.Name));
            }

            progress?.Report(new JobProgress(JobStages.Blobs, done += blob.Bytes, total));
        }

        return damaged;
    }
}

/// <summary>What was checked of a database; see <see cref="VerificationReport"/>.</summary>
/// <param name="Events">Events that were read.</param>
/// <param name="Texts">Texts whose hash was compared.</param>
/// <param name="Tables">Tables that were compared with a rebuild.</param>
/// <param name="Blobs">The blobs that rows name, with their hashes; see <see cref="BlobRows"/>.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record DatabaseCheck(
    long Events, long Texts, int Tables, Dictionary<string, string?> Blobs, List<Finding> Findings);
