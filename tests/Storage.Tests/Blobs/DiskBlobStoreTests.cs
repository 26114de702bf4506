using System.Security.Cryptography;
using System.Text;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;

namespace IdeaStorage.Storage.Tests.Blobs;

public sealed class DiskBlobStoreTests : BlobStoreContract, IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly DiskBlobStore _blobs;

    public DiskBlobStoreTests() => _blobs = new DiskBlobStore(_folder.Path);

    protected override IBlobStore Blobs => _blobs;

    [Fact]
    public async Task Open_WhenACrashLeftAHalfWrittenFile_RemovesItOnceItIsOldAndKeepsTheBlobs()
    {
        await PutAsync("kept", "x");
        var leftOver = Path.Combine(_folder.Path, ".incoming", "1");
        await File.WriteAllTextAsync(leftOver, "half", Now);
        File.SetLastWriteTimeUtc(leftOver, Noon.UtcDateTime);

        _ = new DiskBlobStore(_folder.Path, time: new ManualTime(Noon + DiskBlobStore.LeftOverAfter));
        Assert.True(File.Exists(leftOver));
        var reopened = new DiskBlobStore(
            _folder.Path, time: new ManualTime(Noon + DiskBlobStore.LeftOverAfter + TimeSpan.FromSeconds(1)));

        Assert.False(File.Exists(leftOver));
        Assert.Equal(["kept"], await reopened.ListAsync("", Now).Select(blob => blob.Name).ToListAsync(Now));
    }

    /// <summary>Silos of a cluster may share a folder: one begins while others write.</summary>
    [Fact]
    public async Task TwoStores_OnOneFolder_DoNotDisturbEachOthersUploads()
    {
        var (first, second) = (new HeldStream("one"), new HeldStream("two"));
        var other = new DiskBlobStore(_folder.Path);
        var putting = _blobs.PutAsync("a", first, null, true, Now);
        var beside = other.PutAsync("b", second, null, true, Now);
        // One that fails is not waited for; the last line tells of it.
        await Task.WhenAny(Task.WhenAll(first.Asked, second.Asked), putting, beside);

        var begun = new DiskBlobStore(_folder.Path);
        second.Release();
        first.Release();
        await Task.WhenAll(putting, beside);

        Assert.Equal(("one", "two"), (await TextAsync(begun, "a"), await TextAsync(begun, "b")));
    }

    [Fact]
    public async Task List_WhenAnotherStoreRemovesABlobMeanwhile_GoesOn()
    {
        foreach (var name in (string[])["a", "b", "c"])
            await PutAsync(name, name);
        var (other, seen) = (new DiskBlobStore(_folder.Path), new List<string>());

        await foreach (var blob in _blobs.ListAsync("", Now))
        {
            seen.Add(blob.Name);
            await other.DeleteAsync("b", Now);
        }

        Assert.Equal(["a", "c"], seen);
    }

    [Fact]
    public async Task TwoStores_OnOneFolder_PublishANameThatMayNotBeReplacedOnce()
    {
        var stores = Enumerable.Range(0, 8).Select(_ => new DiskBlobStore(_folder.Path)).ToList();

        // Whoever looks first and moves then is caught by some of the rounds.
        foreach (var name in Enumerable.Range(0, 200).Select(round => $"round-{round}"))
        {
            using var start = new Barrier(stores.Count);
            var ends = await Task.WhenAll(stores.Select((store, i) => Task.Factory.StartNew(
                () => Record.ExceptionAsync(() => store.PutAsync(
                    name, Together(start, $"content of {i}"), null, mayReplace: false, Now)).AsTask(),
                Now, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));

            var winner = Assert.Single(Enumerable.Range(0, ends.Length), i => ends[i] is null);
            Assert.All(ends.Where(end => end is not null), end => Assert.IsType<BlobExistsException>(end));
            Assert.Equal($"content of {winner}", await TextAsync(_blobs, name));
        }
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

    private static MemoryStream Together(Barrier start, string text)
    {
        start.SignalAndWait();
        return Content(text);
    }

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));

    private static async Task<string> TextAsync(IBlobStore store, string name)
    {
        await using var content = (await store.OpenAsync(name, 0, null, Now))!;
        using var reader = new StreamReader(content);
        return await reader.ReadToEndAsync(Now);
    }

    /// <summary>Gives its text when it is told to, after it was asked for it.</summary>
    private sealed class HeldStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
