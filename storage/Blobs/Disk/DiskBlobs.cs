namespace IdeaStorage.Storage.Blobs.Disk;

/// <summary>The blobs of a data folder.</summary>
public static class DiskBlobs
{
    /// <summary>Their folder within the data folder.</summary>
    public const string Folder = "blobs";

    /// <summary>For reading only, while another process may be writing.</summary>
    public static IBlobStore OpenReading(string dataFolder) =>
        new DiskBlobStore(Path.Combine(dataFolder, Folder), isWriter: false);
}
