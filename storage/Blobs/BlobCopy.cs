using System.Security.Cryptography;

namespace IdeaStorage.Storage.Blobs;

/// <summary>
/// Copies every blob of one store into another. What is there already with the same content stays, so that a copy which
/// was cut off goes on where it stopped, and one that was damaged is mended; what arrives is checked against the hash
/// with which it was published.
/// </summary>
public static class BlobCopy
{
    /// <exception cref="IOException">One of the stores failed; what was copied so far is whole.</exception>
    public static async Task<BlobCopyReport> RunAsync(
        IBlobStore from, IBlobStore to, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var blobs = await from.ListAsync("", cancellationToken).ToListAsync(cancellationToken);
        var (total, done, unchanged, damaged) = (blobs.Sum(blob => blob.Bytes), 0L, 0, new List<string>());
        progress?.Report(new JobProgress(JobStages.Blobs, 0, total));
        foreach (var blob in blobs)
        {
            if (await HoldsAsync(to, blob, cancellationToken))
                unchanged++;
            else if (!await TryCopyAsync(from, to, blob, cancellationToken))
                damaged.Add(blob.Name);
            progress?.Report(new JobProgress(JobStages.Blobs, done += blob.Bytes, total));
        }

        return new BlobCopyReport(blobs.Count - unchanged - damaged.Count, unchanged, damaged);
    }

    /// <summary>The content is read: beside the right hash there may be a damaged one.</summary>
    private static async Task<bool> HoldsAsync(IBlobStore to, BlobInfo blob, CancellationToken cancellationToken)
    {
        if (blob.Hash.Length == 0 || await to.FindAsync(blob.Name, cancellationToken) != blob)
            return false;
        await using var content = await to.OpenAsync(blob.Name, 0, null, cancellationToken);
        return content is not null
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) == blob.Hash;
    }

    /// <summary>False if its content is not what was published.</summary>
    private static async Task<bool> TryCopyAsync(
        IBlobStore from, IBlobStore to, BlobInfo blob, CancellationToken cancellationToken)
    {
        await using var content = await from.OpenAsync(blob.Name, 0, null, cancellationToken);
        // One that went away meanwhile need not be copied.
        if (content is null)
            return true;
        try
        {
            await to.PutAsync(blob.Name, content, blob.Hash, mayReplace: true, cancellationToken);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}

/// <param name="Copied">Blobs that were copied.</param>
/// <param name="Unchanged">Blobs that were there already.</param>
/// <param name="Damaged">Names of blobs that were left out, because their content is not what was published.</param>
public sealed record BlobCopyReport(int Copied, int Unchanged, IReadOnlyList<string> Damaged);
