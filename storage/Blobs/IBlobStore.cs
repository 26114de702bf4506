namespace IdeaStorage.Storage.Blobs;

/// <summary>
/// Files by name: published whole or not at all, read whole or in part, each with the hash of its content. A published
/// blob survives a crash. Content streams through: no blob is ever held in memory.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Publishes <paramref name="content"/> under a name. Readers see the old blob or the new one, never a part.
    /// </summary>
    /// <param name="name">Where: see <see cref="BlobName"/>.</param>
    /// <param name="content">Read to its end, from where it stands.</param>
    /// <param name="expectedHash">SHA-256 in lower-case hexadecimal that the content must have, or null.</param>
    /// <param name="mayReplace">Whether a blob of this name is replaced. Of two who publish at once under a name that
    /// may not be replaced, one succeeds.</param>
    /// <param name="cancellationToken">Ends it; nothing is published then.</param>
    /// <returns>Its size and hash.</returns>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="BlobExistsException">The name is taken and may not be replaced.</exception>
    /// <exception cref="InvalidDataException">Another hash, or more than <see cref="BlobLimits.BytesMax"/>.</exception>
    /// <exception cref="IOException">The disk is full or failed, the service cannot be reached, or another replaced the
    /// same blob at the same time.</exception>
    Task<BlobInfo> PutAsync(
        string name, Stream content, string? expectedHash = null, bool mayReplace = true,
        CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a blob for reading from <paramref name="offset"/>, at most <paramref name="length"/> bytes; null if
    /// there is none. An offset at or after the end reads nothing. The stream knows its length.
    /// </summary>
    /// <exception cref="IOException">The disk failed, or the service cannot be reached.</exception>
    Task<Stream?> OpenAsync(
        string name, long offset = 0, long? length = null, CancellationToken cancellationToken = default);

    /// <summary>Its size and hash, or null if there is no such blob.</summary>
    /// <exception cref="IOException">The disk failed, or the service cannot be reached.</exception>
    Task<BlobInfo?> FindAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Removes a blob; false if there was none.</summary>
    /// <exception cref="IOException">The disk failed, or the service cannot be reached.</exception>
    Task<bool> DeleteAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>The blobs whose names begin with <paramref name="prefix"/>, in ordinal order of their names.</summary>
    /// <exception cref="IOException">The disk failed, or the service cannot be reached.</exception>
    IAsyncEnumerable<BlobInfo> ListAsync(string prefix = "", CancellationToken cancellationToken = default);
}

/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">SHA-256 of its content, as it was published, in lower-case hexadecimal; empty if the store does
/// not know it (somebody else put the file there, or it is torn).</param>
public sealed record BlobInfo(string Name, long Bytes, string Hash);

/// <summary>There is a blob of this name already.</summary>
public sealed class BlobExistsException(string name) : IOException($"There is a blob '{name}' already.")
{
    public string Name { get; } = name;
}

public static class BlobLimits
{
    /// <summary>The size of one blob; a trained model of 10⁶ entities fits.</summary>
    public const long BytesMax = 1L << 30;

    public const int NameCharactersMax = 200;
}
