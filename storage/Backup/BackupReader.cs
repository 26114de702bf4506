using System.IO.Compression;
using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Migrations;
using IdeaStorage.Storage.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Storage.Backup;

/// <summary>
/// Restores an archive into an empty data folder, or a data folder and an empty database, all or nothing: everything
/// is unpacked and checked in a folder within, then moved into place, the database last. Until then nobody can start
/// on it, and a restore that was cut off begins again.
/// </summary>
public static class BackupReader
{
    private const string BlobsFolder = "blobs";
    private const string KeysFolder = "keys";
    private const int BufferBytes = 128 * 1024;

    /// <param name="file">The archive.</param>
    /// <param name="to">Where the installation goes.</param>
    /// <param name="progress">Told in bytes, rows and events.</param>
    /// <param name="cancellationToken">Ends it; it can be done again.</param>
    /// <exception cref="InvalidBackupException">The archive cannot be used; nothing was changed.</exception>
    /// <exception cref="IOException">The folder is not empty, the archive is missing, or the disk is full or
    /// failed.</exception>
    /// <exception cref="Database.DatabaseUnusableException">The folder is in use or cannot be written, or the database
    /// holds an installation already.</exception>
    /// <exception cref="StorageUnavailableException">The database failed.</exception>
    public static async Task<BackupManifest> RestoreAsync(
        string file, StorageAddress to, IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        await using var input = File.OpenRead(file);
        var folder = Path.GetFullPath(to.Folder);
        using var held = DatabaseLock.Take(folder);
        if (to.Postgres is not null)
            await InstallationCopy.RefuseFullAsync(to, cancellationToken);
        MakeReady(folder);
        var unpacked = Path.Combine(folder, DatabaseLock.RestoringFolder);
        BackupManifest manifest;
        InstallationCopy? copy;
        try
        {
            manifest = await UnpackAsync(input, unpacked, progress, cancellationToken);
            Check(unpacked, manifest);
            copy = await PrepareAsync(unpacked, manifest, to, progress, cancellationToken);
        }
        catch
        {
            // The folder is left as empty as it was.
            Directory.Delete(unpacked, recursive: true);
            throw;
        }

        Publish(unpacked, folder, withDatabase: copy is null);
        if (copy is not null)
            await FillAsync(copy, progress, cancellationToken);
        Directory.Delete(unpacked, recursive: true);
        PosixFiles.FlushFolder(folder);
        return manifest;
    }

    /// <summary>Nothing of anybody's may lie here, except what a restore that was cut off left behind.</summary>
    private static void MakeReady(string folder)
    {
        string[] ours = [SqliteDatabase.FileName, SqliteDatabase.FileName + "-wal", BlobsFolder, KeysFolder];
        var found = ours.Select(name => Path.Combine(folder, name)).Where(Path.Exists).ToList();
        var unpacked = Path.Combine(folder, DatabaseLock.RestoringFolder);
        if (found.Count > 0 && !Directory.Exists(unpacked))
            throw new ExistsAlreadyException(found[0]);
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
        PosixFiles.FlushFolder(folder);
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
        await using var output = PrivateFiles.Create(path);
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

    /// <summary>
    /// A database that comes without read models gets them; into PostgreSQL a copy is begun, and nobody starts on it
    /// from then on.
    /// </summary>
    private static async Task<InstallationCopy?> PrepareAsync(
        string unpacked, BackupManifest manifest, StorageAddress to, IProgress<JobProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (to.Postgres is null && manifest.Format == BackupManifest.WithReadModels)
            return null;
        var services = new ServiceCollection().AddSqliteStorage(unpacked).AddReadModels();
        await using (var provider = services.BuildServiceProvider())
        {
            // Opening it brings the database of an older program to this one's schema.
            var rebuild = provider.GetRequiredService<IRebuild>();
            if (to.Postgres is null)
                await rebuild.RebuildAsync(null, new RebuildStage(progress), cancellationToken);
        }

        return to.Postgres is null
            ? null
            : await InstallationCopy.BeginAsync(new StorageAddress(unpacked), to, cancellationToken);
    }

    private static async Task FillAsync(
        InstallationCopy copy, IProgress<JobProgress>? progress, CancellationToken cancellationToken)
    {
        await using (copy)
        {
            var report = await copy.RunAsync(withReadModels: true, progress, cancellationToken);
            if (report.Differences is [var first, ..])
                throw new InvalidBackupException(BackupFault.WrongDatabase, first);
        }
    }

    private static void Publish(string unpacked, string folder, bool withDatabase)
    {
        PosixFiles.FlushFolder(unpacked);
        foreach (var name in (string[])[BlobsFolder, KeysFolder])
        {
            PosixFiles.FlushFolder(Path.Combine(unpacked, name));
            Directory.Move(Path.Combine(unpacked, name), Path.Combine(folder, name));
        }

        if (withDatabase)
            File.Move(Path.Combine(unpacked, SqliteDatabase.FileName), Path.Combine(folder, SqliteDatabase.FileName));
        PosixFiles.FlushFolder(folder);
    }
}
