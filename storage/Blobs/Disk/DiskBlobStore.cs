using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace IdeaStorage.Storage.Blobs.Disk;

/// <summary>
/// Blobs as files: the content, then the 32 bytes of its SHA-256. A blob is written to a temporary file, synced,
/// renamed into place (or linked, where nothing may be replaced), and its folder synced: that publishes content and
/// hash in one step, and the last sync makes the step durable.
/// </summary>
internal sealed class DiskBlobStore : IBlobStore
{
    /// <summary>Not a valid blob name, so that no blob can collide with it.</summary>
    private const string TemporaryFolder = ".incoming";
    private const int TemporaryNameDigits = 32;

    private const int BufferBytes = 128 * 1024;

    /// <summary>Whoever has not written to a temporary file for this long is not writing any more.</summary>
    internal static readonly TimeSpan LeftOverAfter = TimeSpan.FromHours(1);

    private readonly string _root;
    private readonly string _incoming;

    /// <param name="root">The folder; made if missing. Several processes may write to it, also over a network.</param>
    /// <param name="isWriter">False to read only, and leave everything as it is.</param>
    /// <param name="time">Tells how old what was half-written is.</param>
    public DiskBlobStore(string root, bool isWriter = true, TimeProvider? time = null)
    {
        _root = Path.GetFullPath(root);
        _incoming = Path.Combine(_root, TemporaryFolder);
        if (!isWriter)
            return;
        Directory.CreateDirectory(_incoming);
        RemoveLeftOvers((time ?? TimeProvider.System).GetUtcNow() - LeftOverAfter);
    }

    public async Task<BlobInfo> PutAsync(
        string name, Stream content, string? expectedHash = null, bool mayReplace = true,
        CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        var temporary = Path.Combine(_incoming, RandomNumberGenerator.GetHexString(TemporaryNameDigits));
        try
        {
            var (bytes, hash) = await WriteAsync(temporary, content, cancellationToken);
            if (expectedHash is not null && expectedHash != hash)
                throw new InvalidDataException($"The blob '{name}' has the hash {hash}, not {expectedHash}.");
            Publish(name, temporary, path, mayReplace);
            return new BlobInfo(name, bytes, hash);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task<Stream?> OpenAsync(
        string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        var path = PathOf(name);
        try
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Access = FileAccess.Read,
                Share = FileShare.ReadWrite | FileShare.Delete,
                Options = FileOptions.Asynchronous,
                BufferSize = 0,
            });
            return Task.FromResult<Stream?>(new PartialStream(file, offset, length, ContentBytes(file.Length)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        return Task.FromResult(File.Exists(path) ? Info(name, path) : null);
    }

    public Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
            return Task.FromResult(false);
        File.Delete(path);
        PosixFiles.FlushFolder(Path.GetDirectoryName(path)!);
        return Task.FromResult(true);
    }

    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var file in Files().Where(file => NameOf(file).StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(NameOf, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Info(NameOf(file), file.FullName) is { } info)
                yield return info;
        }
    }

    /// <summary>What a crash left half-written was never published. A young one may be another's at work.</summary>
    private void RemoveLeftOvers(DateTimeOffset before)
    {
        foreach (var file in new DirectoryInfo(_incoming).EnumerateFiles()
            .Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
            file.Delete();
    }

    private static async Task<(long Bytes, string Hash)> WriteAsync(
        string path, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[BufferBytes];
        var (bytes, read) = (0L, 0);
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            bytes += read;
            if (bytes > BlobLimits.BytesMax)
                throw new InvalidDataException($"A blob has at most {BlobLimits.BytesMax} bytes.");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        var hashed = hash.GetHashAndReset();
        await file.WriteAsync(hashed, cancellationToken);
        file.Flush(flushToDisk: true);
        return (bytes, Convert.ToHexStringLower(hashed));
    }

    /// <summary>A file without room for a hash is none of ours: all of it counts as content, with no hash.</summary>
    private static long ContentBytes(long fileBytes) =>
        fileBytes >= SHA256.HashSizeInBytes ? fileBytes - SHA256.HashSizeInBytes : fileBytes;

    /// <summary>Null if another process has removed it since it was seen.</summary>
    private static BlobInfo? Info(string name, string path)
    {
        try
        {
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var fileBytes = RandomAccess.GetLength(file);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            var read = RandomAccess.Read(file, hash, ContentBytes(fileBytes));
            return new BlobInfo(
                name, ContentBytes(fileBytes), read == hash.Length ? Convert.ToHexStringLower(hash) : "");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Publish(string name, string temporary, string path, bool mayReplace)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (mayReplace)
            File.Move(temporary, path, overwrite: true);
        else if (!PosixFiles.TryLink(temporary, path))
            throw new BlobExistsException(name);

        // A new folder is an entry of its parent: every folder on the way is made durable.
        for (var at = folder; at.Length >= _root.Length; at = Path.GetDirectoryName(at)!)
            PosixFiles.FlushFolder(at);
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(_root)
        ? new DirectoryInfo(_root).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => BlobName.IsValid(NameOf(file)))
        : [];

    private string NameOf(FileInfo file) =>
        Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/');

    private string PathOf(string name) =>
        Path.Combine(_root, BlobName.Check(name).Replace('/', Path.DirectorySeparatorChar));
}
