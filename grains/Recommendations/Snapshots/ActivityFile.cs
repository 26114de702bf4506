using System.IO.Compression;
using System.Security.Cryptography;

namespace IdeaStorage.Grains.Recommendations.Snapshots;

/// <summary>
/// Activity as a file: a mark, the meaning of events that it was read with, the SHA-256 of what follows, and columns:
/// all texts once, then each field of all entities and acts together, compressed. It holds ids, tags, codes, times, and
/// the words (stems) that texts were cut into, but no text.
/// </summary>
internal static class ActivityFile
{
    private const int Version = 3;
    private const int HashBytes = 32;
    private static readonly byte[] s_mark = "ISACTIVE"u8.ToArray();

    public static byte[] Write(Activity activity)
    {
        using var columns = new MemoryStream();
        using (var packed = new BrotliStream(columns, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new BinaryWriter(packed))
        {
            ActivityColumns.Write(activity, writer);
        }

        var content = columns.GetBuffer().AsSpan(0, (int)columns.Length);
        var file = new MemoryStream(content.Length + 64);
        file.Write(s_mark);
        file.Write(BitConverter.GetBytes(Version));
        file.Write(BitConverter.GetBytes(ActivityFeed.Meaning));
        file.Write(SHA256.HashData(content));
        file.Write(content);
        return file.ToArray();
    }

    /// <exception cref="InvalidDataException">
    /// It is foreign, damaged, or of another version; the message says which.
    /// </exception>
    public static Activity Read(ReadOnlySpan<byte> file)
    {
        var begin = s_mark.Length + (2 * sizeof(int)) + HashBytes;
        if (file.Length < begin || !file[..s_mark.Length].SequenceEqual(s_mark))
            throw new InvalidDataException("It is no snapshot of activity: its first bytes are others.");
        var (version, meaning) = (
            BitConverter.ToInt32(file[s_mark.Length..]), BitConverter.ToInt32(file[(s_mark.Length + sizeof(int))..]));
        if ((version, meaning) != (Version, ActivityFeed.Meaning))
        {
            throw new InvalidDataException(
                $"It has version {version}.{meaning}; this program reads {Version}.{ActivityFeed.Meaning}.");
        }

        if (!SHA256.HashData(file[begin..]).AsSpan().SequenceEqual(file[(begin - HashBytes)..begin]))
            throw new InvalidDataException("It is damaged: its checksum does not fit.");
        using var columns = new MemoryStream(file[begin..].ToArray());
        using var reader = new BinaryReader(new BrotliStream(columns, CompressionMode.Decompress));
        return ActivityColumns.Read(reader);
    }
}
