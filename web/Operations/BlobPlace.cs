using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary>Where blobs lie, as a command line names it.</summary>
internal static class BlobPlace
{
    private const string Disk = "disk";
    private const string Azure = "azure";

    /// <summary>What is wrong with such a text, or null.</summary>
    public static string? FaultOf(string? text, Settings settings) => Split(text ?? "") switch
    {
        (Disk, "") => OperationWords.NoPlace("disk:"),
        (Disk, _) => null,
        (Azure, null) => settings.Blobs.IsGiven ? null : OperationWords.NoAzure,
        (Azure, { } secret) => AzureBlobs.IsConnectionString(secret) ? null : OperationWords.NoPlace("azure:…"),
        // What stands after an unknown word may be a secret.
        var (kind, _) => OperationWords.NoPlace(kind),
    };

    /// <summary>Why blobs cannot be copied from one to the other, both of them without fault; or null.</summary>
    public static string? FaultOf(string from, string to, DirectoryInfo data)
    {
        if (FolderOf(from, data) is not { } source)
            return null;
        if (FolderOf(to, data) == source)
            return OperationWords.SamePlace(source);
        try
        {
            return DiskBlobs.OpenReading(source).ListAsync().ToBlockingEnumerable().Any()
                ? null
                : OperationWords.NoBlobs(source);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The command says it when it reads.
            return null;
        }
    }

    /// <summary>Opens it for a command that owns the installation: on the disk, nobody else may use the
    /// folder.</summary>
    public static IBlobStore Open(string text, DirectoryInfo data, Settings settings, List<IDisposable> opened)
    {
        if (FolderOf(text, data) is { } folder)
        {
            var blobs = DiskBlobs.OpenAlone(folder, out var held);
            opened.Add(held);
            return blobs;
        }

        return AzureBlobs.Open(Split(text).Where is { } secret
            ? new AzureBlobSettings { ConnectionString = secret, Container = settings.Blobs.Container }
            : settings.Blobs);
    }

    /// <summary>The configured place of an installation whose program may be running: for reading only.</summary>
    public static IBlobStore OpenReading(string data, Settings settings) => settings.Blobs.IsGiven
        ? AzureBlobs.Open(settings.Blobs)
        : DiskBlobs.OpenReading(data);

    /// <summary>The data folder, or null where it is not on the disk.</summary>
    private static string? FolderOf(string text, DirectoryInfo data) => Split(text) is (Disk, var where)
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(where ?? data.FullName))
        : null;

    private static (string Kind, string? Where) Split(string text)
    {
        var parts = text.Split(':', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
