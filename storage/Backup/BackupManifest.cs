using System.Text.Json;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Backup;

/// <summary>What a backup holds; the last entry of its archive.</summary>
/// <param name="Format">How the archive is built: <see cref="WithReadModels"/> or the other.</param>
/// <param name="TakenAt">When the database was copied.</param>
/// <param name="SchemaVersion">The newest migration that was applied.</param>
/// <param name="HeadPosition">The position of the newest event; 0 without any.</param>
/// <param name="Events">Events in the log.</param>
/// <param name="Files">Everything else in the archive.</param>
/// <param name="DamagedBlobs">Blobs that were left out, because their content is not what was published.</param>
public sealed record BackupManifest(
    int Format, DateTimeOffset TakenAt, int SchemaVersion, long HeadPosition, long Events,
    IReadOnlyList<BackupFile> Files, IReadOnlyList<string> DamagedBlobs)
{
    /// <summary>The archive holds the database of a data folder.</summary>
    public const int WithReadModels = 1;

    /// <summary>The same without the rows of read models, which a restore makes anew from the log.</summary>
    public const int WithoutReadModels = 2;

    internal const string EntryName = "manifest.json";
    internal const string DatabaseEntry = SqliteDatabase.FileName;
    internal const string BlobPrefix = "blobs/";
    internal const string KeyPrefix = "keys/";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    internal void Write(Stream to) => JsonSerializer.Serialize(to, this, s_json);

    /// <exception cref="InvalidBackupException">It is not one that this program can read.</exception>
    internal static BackupManifest Read(Stream from)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(from, s_json);
            if (manifest?.Format is WithReadModels or WithoutReadModels && manifest.Files.All(file => file.IsOurs))
                return manifest;
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new InvalidBackupException(BackupFault.UnknownFormat, EntryName);
    }
}

/// <param name="Name">Its name in the archive: the database, <c>keys/…</c> or <c>blobs/…</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
public sealed record BackupFile(string Name, long Bytes, string Hash)
{
    internal bool IsBlob => Name.StartsWith(BackupManifest.BlobPrefix, StringComparison.Ordinal);

    internal string BlobName => Name[BackupManifest.BlobPrefix.Length..];

    /// <summary>Whether its name stays within the folder that it is restored into.</summary>
    internal bool IsOurs => Name == BackupManifest.DatabaseEntry
        || (IsBlob && Blobs.BlobName.IsValid(BlobName))
        || (Name.StartsWith(BackupManifest.KeyPrefix, StringComparison.Ordinal)
            && Name[BackupManifest.KeyPrefix.Length..] is { Length: > 0 } key
            && key == Path.GetFileName(key) && key is not ("." or ".."));
}

/// <summary>Why an archive cannot be restored.</summary>
public enum BackupFault
{
    /// <summary>No archive, or one that was cut off.</summary>
    NoArchive = 0,

    /// <summary>An archive of something else, or of a newer program.</summary>
    UnknownFormat = 1,

    /// <summary>An entry is missing or has another hash than the manifest says.</summary>
    WrongEntry = 2,

    /// <summary>The database was made by a newer program.</summary>
    NewerSchema = 3,

    /// <summary>The database in it is damaged, or not the one that the manifest speaks of.</summary>
    WrongDatabase = 4,
}

/// <summary>The archive cannot be restored; nothing was changed.</summary>
public sealed class InvalidBackupException(BackupFault fault, string subject)
    : Exception($"The backup cannot be used: {fault} ({subject}).")
{
    public BackupFault Fault { get; } = fault;

    /// <summary>The entry or the version that it is about.</summary>
    public string Subject { get; } = subject;
}
