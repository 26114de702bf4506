using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;

namespace IdeaStorage.Storage.Tests.Blobs;

public sealed class DiskBlobStoreTests : BlobStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskBlobStore _blobs;

    public DiskBlobStoreTests() => _blobs = new DiskBlobStore(_folder.Path);

    protected override IBlobStore Blobs => _blobs;

    [Fact]
    public async Task Open_WhenACrashLeftAHalfWrittenFile_RemovesItAndKeepsTheBlobs()
    {
        await PutAsync("kept", "x");
        var leftOver = Path.Combine(_folder.Path, ".incoming", "1");
        await File.WriteAllTextAsync(leftOver, "half", Now);

        var reopened = new DiskBlobStore(_folder.Path);

        Assert.False(File.Exists(leftOver));
        Assert.Equal(["kept"], await reopened.ListAsync("", Now).Select(blob => blob.Name).ToListAsync(Now));
    }

    [Fact]
    public async Task Put_WhenItEnds_LeavesNoTemporaryFile()
    {
        await PutAsync("a", "x");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, ".incoming")));
    }

    public void Dispose() => _folder.Dispose();
}
