using IdeaStorage.Storage;
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
        (Disk, _) => null,
        (Azure, null) => settings.Blobs.IsGiven ? null : OperationWords.NoAzure,
        (Azure, { } secret) => AzureBlobs.IsConnectionString(secret) ? null : OperationWords.NoPlace("azure:…"),
        // What stands after an unknown word may be a secret.
        var (kind, _) => OperationWords.NoPlace(kind),
    };

    /// <summary>Opens it for a command that owns the installation: on the disk, nobody else may use the
    /// folder.</summary>
    public static IBlobStore Open(string text, DirectoryInfo data, Settings settings, List<IDisposable> opened)
    {
        var (kind, where) = Split(text);
        if (kind == Azure)
            return AzureBlobs.Open(where is null
                ? settings.Blobs
                : new AzureBlobSettings { ConnectionString = where, Container = settings.Blobs.Container });
        var services = new ServiceCollection();
        services.AddSqliteStorage(where ?? data.FullName);
        var provider = services.BuildServiceProvider();
        opened.Add(provider);
        return provider.GetRequiredService<IBlobStore>();
    }

    /// <summary>The configured place of an installation whose program may be running: for reading only.</summary>
    public static IBlobStore OpenReading(string data, Settings settings) => settings.Blobs.IsGiven
        ? AzureBlobs.Open(settings.Blobs)
        : DiskBlobs.OpenReading(data);

    private static (string Kind, string? Where) Split(string text)
    {
        var parts = text.Split(':', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }
}
