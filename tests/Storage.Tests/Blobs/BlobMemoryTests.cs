using System.Security.Cryptography;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Azure;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Tests.Azurite;

namespace IdeaStorage.Storage.Tests.Blobs;

/// <summary>
/// A blob of 50 MB streams through: whoever publishes or reads one allocates far less than it has, and so cannot have
/// held all of it. What the process allocates is counted, so no other test may run beside.
/// </summary>
[Collection(nameof(Alone))]
public sealed class BlobMemoryTests
{
    private const long BlobBytes = 50 * 1024 * 1024;
    private const long AllocatedBytesMax = BlobBytes / 4;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OnDisk_PutAndOpen_StreamThrough()
    {
        using var folder = new TemporaryFolder();
        await StreamsThroughAsync(new DiskBlobStore(folder.Path));
    }

    [Fact]
    public Task InAzure_PutAndOpen_StreamThrough() => StreamsThroughAsync(AzureBlobs.Open(new AzureBlobSettings
    {
        ConnectionString = AzuriteServer.Shared.ConnectionString,
        Container = "memory",
    }));

    private static async Task StreamsThroughAsync(IBlobStore blobs)
    {
        // What is made once for all blobs is none of this one's.
        await blobs.PutAsync("small", new MadeStream(1), null, true, Now);
        await ReadAsync(blobs, "small");

        BlobInfo? receipt = null;
        var put = await AllocatedAsync(
            async () => receipt = await blobs.PutAsync("large", new MadeStream(BlobBytes), null, true, Now));
        var read = await AllocatedAsync(async () => Assert.Equal(receipt!.Hash, await ReadAsync(blobs, "large")));

        Assert.Equal(BlobBytes, receipt!.Bytes);
        Assert.InRange(put, 1, AllocatedBytesMax);
        Assert.InRange(read, 1, AllocatedBytesMax);
    }

    private static async Task<string> ReadAsync(IBlobStore blobs, string name)
    {
        await using var stored = (await blobs.OpenAsync(name, 0, null, Now))!;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stored, Now));
    }

    private static async Task<long> AllocatedAsync(Func<Task> work)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await work();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Bytes that are made when they are asked for.</summary>
    private sealed class MadeStream(long bytes) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => bytes;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Fill(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Fill(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Fill(Span<byte> buffer)
        {
            var read = (int)Math.Min(buffer.Length, bytes - Position);
            for (var i = 0; i < read; i++)
                buffer[i] = (byte)((Position + i) * 31 >> 4);
            Position += read;
            return read;
        }
    }
}
