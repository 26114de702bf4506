using System.Security.Cryptography;
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

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task Find_WhenAFileWasPutThereOrTorn_GivesAHashThatItsContentDoesNotHave(int bytes)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "foreign"), new byte[bytes], Now);
        var found = (await _blobs.FindAsync("foreign", Now))!;
        await using var content = (await _blobs.OpenAsync("foreign", 0, null, Now))!;
        Assert.Equal(found.Bytes, content.Length);
        Assert.NotEqual(found.Hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Now)));
    }

    public void Dispose() => _folder.Dispose();
}
