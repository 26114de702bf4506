using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Blobs.Disk;

/// <summary>The blobs of a data folder.</summary>
public static class DiskBlobs
{
    /// <summary>Their folder within the data folder.</summary>
    public const string Folder = "blobs";

    /// <summary>For reading only, while another process may be writing.</summary>
    public static IBlobStore OpenReading(string dataFolder) =>
        new DiskBlobStore(Path.Combine(dataFolder, Folder), isWriter: false);

    /// <summary>For a command that has the data folder to itself, without its database.</summary>
    /// <param name="dataFolder">Made if missing.</param>
    /// <param name="held">Until it is disposed, no other process may use the folder.</param>
    /// <exception cref="DatabaseUnusableException">The folder is in use, cannot be written, or is half
    /// restored.</exception>
    public static IBlobStore OpenAlone(string dataFolder, out IDisposable held)
    {
        held = DatabaseLock.Take(dataFolder);
        try
        {
            DatabaseLock.RefuseHalfRestored(dataFolder);
            return new DiskBlobStore(Path.Combine(dataFolder, Folder));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }
}
