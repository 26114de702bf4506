using System.Security.Cryptography;
using System.Text;
using IdeaStorage.Storage.Blobs;

namespace IdeaStorage.Storage.Tests.Blobs;

/// <summary>What every blob store promises; one class per kind of store derives from it.</summary>
public abstract class BlobStoreContract
{
    protected abstract IBlobStore Blobs { get; }

    protected static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_ThenOpen_GivesTheSameBytesAndTheirHash()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var receipt = await Blobs.PutAsync("models/als-1.bin", new MemoryStream(content), null, true, Now);

        Assert.Equal(300_000, receipt.Bytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), receipt.Hash);
        Assert.Equal(content, await ReadAsync("models/als-1.bin"));
        Assert.Equal(receipt, await Blobs.FindAsync("models/als-1.bin", Now));
        Assert.Equal([receipt], await Blobs.ListAsync("", Now).ToListAsync(Now));
    }

    [Fact]
    public async Task Put_WhenEmpty_IsABlobOfNoBytes()
    {
        var receipt = await Blobs.PutAsync("empty", Stream.Null, null, true, Now);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), receipt.Hash);
        Assert.Empty((await ReadAsync("empty"))!);
        Assert.Equal(receipt, await Blobs.FindAsync("empty", Now));
    }

    [Fact]
    public async Task Put_WhenNameIsTakenAndMayNotBeReplaced_IsRefused()
    {
        var first = await Blobs.PutAsync("once", Bytes("first"), null, false, Now);
        await Assert.ThrowsAsync<BlobExistsException>(
            () => Blobs.PutAsync("once", Bytes("second"), null, false, Now));
        Assert.Equal(first, await Blobs.FindAsync("once", Now));
        Assert.Equal("first", Encoding.UTF8.GetString((await ReadAsync("once"))!));
    }

    [Fact]
    public async Task Put_WhenManyPublishOneNewName_OneSucceeds()
    {
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                return await Blobs.PutAsync("race", Bytes($"by {number}"), null, false, Now);
            }
            catch (IOException)
            {
                return null;
            }
        }));

        var winner = Assert.Single(ends, end => end is not null);
        Assert.Equal(winner, await Blobs.FindAsync("race", Now));
        Assert.Equal(winner!.Hash, Convert.ToHexStringLower(SHA256.HashData((await ReadAsync("race"))!)));
    }

    [Fact]
    public async Task Put_WhenNameExists_ReplacesIt()
    {
        await PutAsync("a.txt", "first, longer");
        await PutAsync("a.txt", "second");
        Assert.Equal("second", Encoding.UTF8.GetString((await ReadAsync("a.txt"))!));
    }

    [Fact]
    public async Task Put_WhenHashIsNotTheExpected_PublishesNothing()
    {
        await PutAsync("a.txt", "kept");
        await Assert.ThrowsAsync<InvalidDataException>(
            () => Blobs.PutAsync("a.txt", Bytes("other"), new string('0', 64), true, Now));
        Assert.Equal("kept", Encoding.UTF8.GetString((await ReadAsync("a.txt"))!));
    }

    [Fact]
    public async Task Put_WhenSourceFailsMidway_PublishesNothing()
    {
        await Assert.ThrowsAsync<IOException>(
            () => Blobs.PutAsync("a.txt", new FailingStream(200_000), null, true, Now));
        Assert.Null(await Blobs.FindAsync("a.txt", Now));
        Assert.Empty(await NamesAsync(""));
    }

    [Fact]
    public async Task Put_WhileAReaderHasTheOldOne_LeavesItReadable()
    {
        await PutAsync("a.txt", "old");
        await using var reader = (await Blobs.OpenAsync("a.txt", 0, null, Now))!;
        await PutAsync("a.txt", "new!");
        Assert.Equal("old", await new StreamReader(reader).ReadToEndAsync(Now));
    }

    [Theory]
    [InlineData(0, null, "0123456789")]
    [InlineData(3, 4L, "3456")]
    [InlineData(8, 100L, "89")]
    [InlineData(10, 5L, "")]
    [InlineData(99, null, "")]
    [InlineData(2, 0L, "")]
    public async Task Open_WhenRangeIsGiven_GivesThatPart(long offset, long? length, string expected)
    {
        await PutAsync("digits", "0123456789");
        await using var part = (await Blobs.OpenAsync("digits", offset, length, Now))!;
        Assert.Equal(expected.Length, part.Length);
        Assert.Equal(expected, await new StreamReader(part).ReadToEndAsync(Now));
    }

    [Fact]
    public async Task Open_WhenMissing_IsNull()
    {
        Assert.Null(await Blobs.OpenAsync("none", 0, null, Now));
        Assert.Null(await Blobs.OpenAsync("no/such/folder", 0, null, Now));
        Assert.Null(await Blobs.FindAsync("none", Now));
    }

    [Fact]
    public async Task Delete_RemovesIt_AndSaysWhetherItWasThere()
    {
        await PutAsync("a/b", "x");
        Assert.True(await Blobs.DeleteAsync("a/b", Now));
        Assert.False(await Blobs.DeleteAsync("a/b", Now));
        Assert.Null(await Blobs.FindAsync("a/b", Now));
    }

    [Fact]
    public async Task List_GivesThePrefixInOrder()
    {
        foreach (var name in new[] { "models/b", "models/a.1", "uploads/x", "models2" })
            await PutAsync(name, name);

        Assert.Equal(["models/a.1", "models/b"], await NamesAsync("models/"));
        Assert.Equal(["models/a.1", "models/b", "models2", "uploads/x"], await NamesAsync(""));
        Assert.Equal(8, (await Blobs.FindAsync("models/b", Now))!.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../escape")]
    [InlineData("a/../../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData(".hidden")]
    [InlineData("a/.incoming/b")]
    [InlineData("a\\b")]
    [InlineData("a\0b")]
    [InlineData("A")]
    [InlineData("이름")]
    [InlineData("a\n")]
    public async Task EveryCall_WhenNameIsNotValid_IsRefused(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => PutAsync(name, "x"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.OpenAsync(name, 0, null, Now));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.FindAsync(name, Now));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Blobs.DeleteAsync(name, Now));
    }

    [Fact]
    public async Task Put_WhenNameIsTooLong_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => PutAsync(new string('a', BlobLimits.NameCharactersMax + 1), "x"));

    protected Task PutAsync(string name, string content) => Blobs.PutAsync(name, Bytes(content), null, true, Now);

    protected async Task<List<string>> NamesAsync(string prefix) =>
        await Blobs.ListAsync(prefix, Now).Select(blob => blob.Name).ToListAsync(Now);

    private static MemoryStream Bytes(string content) => new(Encoding.UTF8.GetBytes(content));

    private async Task<byte[]?> ReadAsync(string name)
    {
        await using var stream = await Blobs.OpenAsync(name, 0, null, Now);
        if (stream is null)
            return null;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Now);
        return copy.ToArray();
    }

    /// <summary>Gives some bytes, then breaks as a lost upload does.</summary>
    private sealed class FailingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position < Length
                ? base.ReadAsync(buffer, cancellationToken)
                : throw new IOException("The upload broke off.");
    }
}
