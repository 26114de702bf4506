using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace IdeaStorage.Storage.Blobs.Azure;

/// <summary>
/// Blobs in a container of Azure Blob Storage. A blob is staged in blocks, which nobody sees, and published by the list
/// of them in one step; its hash is kept in its metadata by the same step.
/// </summary>
internal sealed class AzureBlobStore(BlobContainerClient container) : IBlobStore
{
    private const int Forbidden = 403;
    private const string HashKey = "sha256";
    private const int BlockBytes = 4 * 1024 * 1024;
    private const int NotFound = 404;
    private const int RangeNotSatisfiable = 416;

    private bool _hasContainer;

    /// <summary>Makes the container if it is missing and we may.</summary>
    /// <exception cref="IOException">The container cannot be reached.</exception>
    public async Task MakeContainerAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException error) when (error.Status == Forbidden)
        {
            // A signature may be good for the blobs of a container and not for making one; then it is there already,
            // or the first use says what is missing.
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }

        _hasContainer = true;
    }

    public async Task<BlobInfo> PutAsync(
        string name, Stream content, string? expectedHash = null, bool mayReplace = true,
        CancellationToken cancellationToken = default)
    {
        var blob = container.GetBlockBlobClient(BlobName.Check(name));
        if (!_hasContainer)
            await MakeContainerAsync(cancellationToken);
        try
        {
            var (blocks, bytes, hash) = await StageAsync(blob, content, cancellationToken);
            if (expectedHash is not null && expectedHash != hash)
                throw new InvalidDataException($"The blob '{name}' has the hash {hash}, not {expectedHash}.");
            await blob.CommitBlockListAsync(blocks, Commit(hash, mayReplace), cancellationToken);
            return new BlobInfo(name, bytes, hash);
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            throw new BlobExistsException(name);
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }
    }

    public async Task<Stream?> OpenAsync(
        string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length ?? 0, nameof(length));
        // No range is as short as this one.
        if (length is 0)
            return await FindAsync(name, cancellationToken) is null ? null : Stream.Null;
        try
        {
            var answer = await container.GetBlobClient(BlobName.Check(name)).DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(offset, length) }, cancellationToken);
            return new DownloadStream(container, answer.Value.Content, answer.Value.Details.ContentLength);
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            return null;
        }
        catch (RequestFailedException error) when (error.Status == RangeNotSatisfiable)
        {
            return Stream.Null;
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }
    }

    public async Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            var answer = await container.GetBlobClient(BlobName.Check(name))
                .GetPropertiesAsync(cancellationToken: cancellationToken);
            return new BlobInfo(name, answer.Value.ContentLength, HashIn(answer.Value.Metadata));
        }
        catch (RequestFailedException error) when (error.Status == NotFound)
        {
            return null;
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }
    }

    public async Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return await container.GetBlobClient(BlobName.Check(name))
                .DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }
    }

    /// <summary>The service lists in the order of UTF-8, which for the letters of our names is ordinal.</summary>
    public async IAsyncEnumerable<BlobInfo> ListAsync(
        string prefix = "", [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var items = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(items))
        {
            var item = items.Current;
            if (BlobName.IsValid(item.Name))
                yield return new BlobInfo(item.Name, item.Properties.ContentLength ?? 0, HashIn(item.Metadata));
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<BlobItem> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (RequestFailedException error) when (error.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
        catch (Exception error) when (AzureBlobErrors.IsOfService(error))
        {
            throw AzureBlobErrors.Failed(container, error);
        }
    }

    private static async Task<(List<string> Blocks, long Bytes, string Hash)> StageAsync(
        BlockBlobClient blob, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BlockBytes];
        var (blocks, bytes, read) = (new List<string>(), 0L, 0);
        while ((read = await content.ReadAtLeastAsync(buffer, BlockBytes, throwOnEndOfStream: false, cancellationToken))
            > 0)
        {
            bytes += read;
            if (bytes > BlobLimits.BytesMax)
                throw new InvalidDataException($"A blob has at most {BlobLimits.BytesMax} bytes.");
            hash.AppendData(buffer, 0, read);
            blocks.Add(BlockId(blocks.Count, buffer.AsSpan(0, read)));
            using var block = new MemoryStream(buffer, 0, read, writable: false);
            await blob.StageBlockAsync(blocks[^1], block, cancellationToken: cancellationToken);
        }

        return (blocks, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// Named by place and content, so that two who stage under one name at the same time never take each other's blocks
    /// for their own.
    /// </summary>
    private static string BlockId(int number, ReadOnlySpan<byte> content)
    {
        Span<byte> id = stackalloc byte[sizeof(int) + SHA256.HashSizeInBytes];
        BitConverter.TryWriteBytes(id, number);
        SHA256.HashData(content, id[sizeof(int)..]);
        return Convert.ToBase64String(id);
    }

    private static CommitBlockListOptions Commit(string hash, bool mayReplace) => new()
    {
        Metadata = new Dictionary<string, string> { [HashKey] = hash },
        Conditions = mayReplace ? null : new BlobRequestConditions { IfNoneMatch = ETag.All },
    };

    private static string HashIn(IDictionary<string, string> metadata) =>
        metadata.TryGetValue(HashKey, out var hash) ? hash : "";
}
