using System.Globalization;
using IdeaStorage.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Grains.Recommendations.Snapshots;

/// <summary>
/// Snapshots of activity in the blob store, named by the position of the log that they have come to. A snapshot saves
/// replaying and nothing else: one that cannot be read is passed over.
/// </summary>
public sealed partial class ActivitySnapshots(ILogger<ActivitySnapshots> logger, IBlobStore? blobs = null)
{
    private const string Folder = "recommender/activity/";

    /// <summary>The newest and the one before it, should the newest not be readable.</summary>
    private const int Kept = 2;

    /// <summary>The newest snapshot that can be read and belongs to this log, or nothing.</summary>
    /// <param name="isOfLog">Whether the log has this command's event at this position.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<Activity?> FindAsync(
        Func<long, string, Task<bool>> isOfLog, CancellationToken cancellationToken)
    {
        foreach (var blob in await NewestFirstAsync(cancellationToken))
        {
            try
            {
                var activity = ActivityFile.Read(await ReadAsync(blob, cancellationToken));
                if (await isOfLog(activity.Position, activity.Stamp)) return activity;
                LogForeign(blob.Name);
            }
            catch (Exception error) when (error is InvalidDataException or IOException)
            {
                LogUnreadable(error, blob.Name);
            }
        }

        return null;
    }

    /// <summary>Publishes one, and removes those that are too old.</summary>
    /// <exception cref="IOException">The store failed; what was published before is still there.</exception>
    internal async Task PublishAsync(long position, byte[] file, CancellationToken cancellationToken)
    {
        if (blobs is null) return;
        using var content = new MemoryStream(file, writable: false);
        var name = $"{Folder}{position.ToString("D20", CultureInfo.InvariantCulture)}.bin";
        await blobs.PutAsync(name, content, cancellationToken: cancellationToken);
        foreach (var old in (await ListAsync(cancellationToken)).SkipLast(Kept))
            await blobs.DeleteAsync(old.Name, cancellationToken);
    }

    /// <summary>Removes all of them: the log is replayed at the next start.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> DeleteAllAsync(CancellationToken cancellationToken = default)
    {
        var all = await ListAsync(cancellationToken);
        foreach (var one in all) await blobs!.DeleteAsync(one.Name, cancellationToken);
        return all.Count;
    }

    /// <summary>None if the store does not answer: what a snapshot saves can be done without it.</summary>
    private async Task<IEnumerable<BlobInfo>> NewestFirstAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ListAsync(cancellationToken)).AsEnumerable().Reverse();
        }
        catch (IOException error)
        {
            LogUnreachable(error);
            return [];
        }
    }

    private async Task<List<BlobInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var found = new List<BlobInfo>();
        if (blobs is null) return found;
        await foreach (var blob in blobs.ListAsync(Folder, cancellationToken)) found.Add(blob);
        return found;
    }

    private async Task<byte[]> ReadAsync(BlobInfo blob, CancellationToken cancellationToken)
    {
        await using var stream = await blobs!.OpenAsync(blob.Name, cancellationToken: cancellationToken)
            ?? throw new IOException($"The blob '{blob.Name}' is gone.");
        var file = new byte[stream.Length];
        await stream.ReadExactlyAsync(file, cancellationToken);
        return file;
    }

    [LoggerMessage(LogLevel.Warning, "The snapshot {Name} cannot be read; an older one or the log is read instead")]
    private partial void LogUnreadable(Exception error, string name);

    [LoggerMessage(LogLevel.Warning, "The blob store does not answer; the log is read instead of a snapshot")]
    private partial void LogUnreachable(Exception error);

    [LoggerMessage(LogLevel.Warning, "The snapshot {Name} is of another log; it is passed over")]
    private partial void LogForeign(string name);
}
