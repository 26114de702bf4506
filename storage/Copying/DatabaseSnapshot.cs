using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Copying;

/// <summary>An installation's database as of one moment in one SQLite file, while others may write on.</summary>
internal static class DatabaseSnapshot
{
    /// <param name="from">Of PostgreSQL, read models are left out: they follow from the log.</param>
    /// <param name="file">The file to make; what is there is replaced.</param>
    /// <param name="progress">Told in bytes or rows.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Database.DatabaseUnusableException">There is no database, or it cannot be read.</exception>
    /// <exception cref="StorageUnavailableException">It failed meanwhile.</exception>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public static async Task TakeAsync(
        StorageAddress from, string file, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        if (from.Postgres is null)
        {
            SqliteSnapshot.Take(
                Path.Combine(from.Folder, SqliteDatabase.FileName), file, progress, cancellationToken);
            return;
        }

        var folder = file + ".folder";
        DeleteIfThere(folder);
        PrivateFiles.CreateFolder(folder);
        try
        {
            await FillAsync(from, new StorageAddress(folder), progress, cancellationToken);
            // The file of a database at work has others beside it; a snapshot of it is one file.
            SqliteSnapshot.Take(Path.Combine(folder, SqliteDatabase.FileName), file, progress, cancellationToken);
        }
        finally
        {
            DeleteIfThere(folder);
        }
    }

    private static async Task FillAsync(
        StorageAddress from, StorageAddress to, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        await using var copy = await InstallationCopy.BeginAsync(from, to, cancellationToken);
        var report = await copy.RunAsync(withReadModels: false, progress, cancellationToken);
        if (report.Differences is [var first, ..])
            throw new StorageUnavailableException(
                $"What arrived is not what was sent: {first}.", null, $"보낸 것과 받은 것이 다릅니다: {first}.");
    }

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
