using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;

namespace IdeaStorage.Storage.Tests.Blobs;

/// <summary>Copies from one store into another.</summary>
public sealed class BlobCopyTests : IDisposable
{
    private readonly TemporaryFolder _from = new();
    private readonly TemporaryFolder _to = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_WhenABlobOfTheTargetIsDamaged_MendsIt()
    {
        var (from, to) = (new DiskBlobStore(_from.Path), new DiskBlobStore(_to.Path));
        foreach (var name in (string[])["good", "models/bad"])
        {
            await from.PutAsync(name, new MemoryStream(new byte[10_000]), null, true, Now);
            await to.PutAsync(name, new MemoryStream(new byte[10_000]), null, true, Now);
        }

        await using (var file = File.OpenWrite(Path.Combine(_to.Path, "models", "bad")))
            file.Write("damaged!"u8);

        AssertReport(copied: 1, unchanged: 1, await BlobCopy.RunAsync(from, to, null, Now));
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(_from.Path, "models", "bad"), Now),
            await File.ReadAllBytesAsync(Path.Combine(_to.Path, "models", "bad"), Now));
        AssertReport(copied: 0, unchanged: 2, await BlobCopy.RunAsync(from, to, null, Now));
    }

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    private static void AssertReport(int copied, int unchanged, BlobCopyReport report)
    {
        Assert.Equal((copied, unchanged), (report.Copied, report.Unchanged));
        Assert.Empty(report.Damaged);
    }
}
