namespace IdeaStorage.Storage.Blobs;

/// <summary>
/// Files by name: published whole or not at all, read whole or in part. A published blob survives a crash.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Publishes <paramref name="content"/> under a name, replacing what was there. Readers see the old blob or the new
    /// one, never a part.
    /// </summary>
    /// <param name="name">Where: see <see cref="BlobName"/>.</param>
    /// <param name="content">Read to its end, from where it stands.</param>
    /// <param name="expectedHash">SHA-256 in lower-case hexadecimal that the content must have, or null.</param>
    /// <param name="cancellationToken">Ends it; nothing is published then.</param>
    /// <returns>Its size and hash.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="InvalidDataException">Another hash, or more than <see cref="BlobLimits.BytesMax"/>.</exception>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    Task<BlobReceipt> PutAsync(
        string name, Stream content, string? expectedHash = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a blob for reading from <paramref name="offset"/>, at most <paramref name="length"/> bytes; null if
    /// there is none. An offset at or after the end reads nothing.
    /// </summary>
    Task<Stream?> OpenAsync(
        string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default);

    /// <summary>Its size, or null if there is no such blob.</summary>
    Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; false if there was none.</summary>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The blobs whose names begin with <paramref name="prefix"/>, in ordinal order of their names.</summary>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default);
}

/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BlobInfo(string Name, long Bytes);

/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">SHA-256 of its content in lower-case hexadecimal.</param>
public sealed record BlobReceipt(string Name, long Bytes, string Hash);

public static class BlobLimits
{
    /// <summary>The size of one blob; a trained model of 10⁶ entities fits.</summary>
    public const long BytesMax = 1L << 30;

    public const int NameCharactersMax = 200;
}
