using System.IO.Compression;
using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Backup;

/// <summary>
/// Writes everything that an installation keeps into one archive, while it goes on working: the database as of one
/// moment, the blobs that there are after it, the keys. The archive gets its name when it is whole and on the disk;
/// nobody but its owner reads it. The database lies in it as a SQLite file, wherever it comes from, so it can be
/// restored into either.
/// </summary>
public sealed class BackupWriter(StorageAddress storage, IBlobStore blobs, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <exception cref="IOException">There is a file of this name, or the disk is full or failed.</exception>
    /// <exception cref="Database.DatabaseUnusableException">There is no database, or it cannot be read.</exception>
    public async Task<BackupManifest> WriteAsync(
        string file, IProgress<JobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        file = Path.GetFullPath(file);
        var (partial, snapshot) = (file + ".partial", file + ".snapshot");
        if (File.Exists(file))
            throw new ExistsAlreadyException(file);
        // Held from the first moment: of two backups to one name, the second says so.
        var output = PrivateFiles.Create(partial, FileMode.Create);
        try
        {
            BackupManifest manifest;
            await using (output)
            {
                var takenAt = time.GetUtcNow();
                await DatabaseSnapshot.TakeAsync(storage, snapshot, progress, cancellationToken);
                manifest = await ArchiveAsync(output, snapshot, takenAt, progress, cancellationToken);
                output.Flush(flushToDisk: true);
            }

            File.Move(partial, file);
            PosixFiles.FlushFolder(Path.GetDirectoryName(file)!);
            return manifest;
        }
        finally
        {
            SqliteSnapshot.Delete(snapshot);
            File.Delete(partial);
        }
    }

    private async Task<BackupManifest> ArchiveAsync(
        Stream output, string snapshot, DateTimeOffset takenAt, IProgress<JobProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        var found = await blobs.ListAsync("", cancellationToken).ToListAsync(cancellationToken);
        var (done, total) = (0L, new FileInfo(snapshot).Length + found.Sum(blob => blob.Bytes));
        var (files, damaged) = (new List<BackupFile>(), new List<string>());
        async Task<BackupFile> AddAsync(string name, Stream content)
        {
            var file = await CopyAsync(archive, name, content, cancellationToken);
            progress?.Report(new JobProgress(JobStages.Archive, done += file.Bytes, total));
            return file;
        }

        await using (var database = File.OpenRead(snapshot))
            files.Add(await AddAsync(BackupManifest.DatabaseEntry, database));
        foreach (var key in Keys())
        {
            await using var content = File.OpenRead(key);
            files.Add(await AddAsync(BackupManifest.KeyPrefix + Path.GetFileName(key), content));
        }

        foreach (var blob in found)
        {
            await using var content = await blobs.OpenAsync(blob.Name, 0, null, cancellationToken);
            if (content is null)
                continue;
            var file = await AddAsync(BackupManifest.BlobPrefix + blob.Name, content);
            if (file.Hash == blob.Hash)
                files.Add(file);
            else
                damaged.Add(blob.Name);
        }

        var manifest = Manifest(snapshot, takenAt, files, damaged);
        using var entry = archive.CreateEntry(BackupManifest.EntryName).Open();
        manifest.Write(entry);
        return manifest;
    }

    private string[] Keys() =>
        Directory.Exists(Path.Combine(storage.Folder, BackupManifest.KeyPrefix))
            ? Directory.GetFiles(Path.Combine(storage.Folder, BackupManifest.KeyPrefix))
            : [];

    private static async Task<BackupFile> CopyAsync(
        ZipArchive archive, string name, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        var buffer = new byte[BufferBytes];
        var (bytes, read) = (0L, 0);
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            hash.AppendData(buffer, 0, read);
            await entry.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return new BackupFile(name, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private BackupManifest Manifest(
        string snapshot, DateTimeOffset takenAt, List<BackupFile> files, List<string> damaged)
    {
        using var database = SqliteSnapshot.OpenReading(snapshot);
        return new BackupManifest(
            storage.Postgres is null ? BackupManifest.WithReadModels : BackupManifest.WithoutReadModels, takenAt,
            (int)SqliteSnapshot.Number(database, "SELECT max(version) FROM schema_versions"),
            SqliteSnapshot.Number(database, "SELECT coalesce(max(position), 0) FROM events"),
            SqliteSnapshot.Number(database, "SELECT count(*) FROM events"), files, damaged);
    }
}
