using System.IO.Compression;
using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.Migrations;

namespace IdeaStorage.Storage.Backup;

/// <summary>
/// Restores an archive into an empty data folder, all or nothing: everything is unpacked and checked in a folder
/// within, then moved into place, the database last. While that folder is there nobody can start on it, and a restore
/// that was cut off begins again.
/// </summary>
public static class BackupReader
{
    private const string BlobsFolder = "blobs";
    private const string KeysFolder = "keys";
    private const int BufferBytes = 128 * 1024;

    /// <exception cref="InvalidBackupException">The archive cannot be used; nothing was changed.</exception>
    /// <exception cref="IOException">The folder is not empty, the archive is missing, or the disk is full or
    /// failed.</exception>
    /// <exception cref="Database.DatabaseUnusableException">The folder is in use or cannot be written.</exception>
    public static async Task<BackupManifest> RestoreAsync(
        string file, string folder, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        await using var input = File.OpenRead(file);
        folder = Path.GetFullPath(folder);
        using var held = DatabaseLock.Take(folder);
        MakeReady(folder);
        var unpacked = Path.Combine(folder, DatabaseLock.RestoringFolder);
        BackupManifest manifest;
        try
        {
            manifest = await UnpackAsync(input, unpacked, progress, cancellationToken);
            Check(unpacked, manifest);
        }
        catch
        {
            // The folder is left as empty as it was.
            Directory.Delete(unpacked, recursive: true);
            throw;
        }

        Publish(unpacked, folder);
        Directory.Delete(unpacked, recursive: true);
        FolderSync.Flush(folder);
        return manifest;
    }

    /// <summary>Nothing of anybody's may lie here, except what a restore that was cut off left behind.</summary>
    private static void MakeReady(string folder)
    {
        string[] ours = [SqliteDatabase.FileName, SqliteDatabase.FileName + "-wal", BlobsFolder, KeysFolder];
        var found = ours.Select(name => Path.Combine(folder, name)).Where(Path.Exists).ToList();
        var unpacked = Path.Combine(folder, DatabaseLock.RestoringFolder);
        if (found.Count > 0 && !Directory.Exists(unpacked))
            throw new IOException($"'{found[0]}' exists already.");
        foreach (var path in found)
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        if (Directory.Exists(unpacked))
            Directory.Delete(unpacked, recursive: true);
        Directory.CreateDirectory(unpacked);
        FolderSync.Flush(folder);
    }

    private static async Task<BackupManifest> UnpackAsync(
        Stream input, string unpacked, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = new ZipArchive(input, ZipArchiveMode.Read, leaveOpen: true);
            var manifest = ManifestOf(archive);
            var blobs = new DiskBlobStore(Path.Combine(unpacked, BlobsFolder));
            Directory.CreateDirectory(Path.Combine(unpacked, KeysFolder));
            var (done, total) = (0L, manifest.Files.Sum(file => file.Bytes));
            foreach (var file in manifest.Files)
            {
                await using var content = archive.GetEntry(file.Name)?.Open()
                    ?? throw new InvalidBackupException(BackupFault.WrongEntry, file.Name);
                if (file.IsBlob)
                    await blobs.PutAsync(file.BlobName, content, file.Hash, mayReplace: false, cancellationToken);
                else
                    await WriteAsync(Path.Combine(unpacked, file.Name), content, file, cancellationToken);
                progress?.Report(new JobProgress(JobStages.Unpack, done += file.Bytes, total));
            }

            return manifest;
        }
        catch (InvalidDataException error)
        {
            // The archive's own checksums, its directory, or the hash of a blob.
            throw new InvalidBackupException(BackupFault.NoArchive, error.Message);
        }
    }

    private static BackupManifest ManifestOf(ZipArchive archive)
    {
        using var entry = archive.GetEntry(BackupManifest.EntryName)?.Open()
            ?? throw new InvalidBackupException(BackupFault.UnknownFormat, BackupManifest.EntryName);
        var manifest = BackupManifest.Read(entry);
        var known = Migration.BuiltIn("Sqlite")[^1].Version;
        return manifest.SchemaVersion <= known
            ? manifest
            : throw new InvalidBackupException(BackupFault.NewerSchema, $"{manifest.SchemaVersion} > {known}");
    }

    private static async Task WriteAsync(
        string path, Stream content, BackupFile file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        output.Flush(flushToDisk: true);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Hash)
            throw new InvalidBackupException(BackupFault.WrongEntry, file.Name);
    }

    /// <summary>The database is intact and the one that the manifest speaks of.</summary>
    private static void Check(string unpacked, BackupManifest manifest)
    {
        var file = Path.Combine(unpacked, SqliteDatabase.FileName);
        if (!File.Exists(file))
            throw new InvalidBackupException(BackupFault.WrongEntry, SqliteDatabase.FileName);
        if (SqliteSnapshot.Faults(file) is [var fault, ..])
            throw new InvalidBackupException(BackupFault.WrongDatabase, fault);
        using var database = SqliteSnapshot.OpenReading(file);
        var head = SqliteSnapshot.Number(database, "SELECT coalesce(max(position), 0) FROM events");
        var events = SqliteSnapshot.Number(database, "SELECT count(*) FROM events");
        if ((head, events) != (manifest.HeadPosition, manifest.Events))
            throw new InvalidBackupException(BackupFault.WrongDatabase, $"{head}/{events}");
    }

    private static void Publish(string unpacked, string folder)
    {
        FolderSync.Flush(unpacked);
        foreach (var name in (string[])[BlobsFolder, KeysFolder])
        {
            FolderSync.Flush(Path.Combine(unpacked, name));
            Directory.Move(Path.Combine(unpacked, name), Path.Combine(folder, name));
        }

        File.Move(Path.Combine(unpacked, SqliteDatabase.FileName), Path.Combine(folder, SqliteDatabase.FileName));
        FolderSync.Flush(folder);
    }
}
