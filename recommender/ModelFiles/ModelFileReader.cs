using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IdeaStorage.Recommender.ModelFiles;

/// <summary>
/// Reads what <see cref="ModelFileWriter"/> wrote. Nothing that was read may be believed before <see cref="End"/>; a
/// wrong length is found out before memory is taken for it.
/// </summary>
internal sealed class ModelFileReader : IDisposable
{
    private const int LengthBytesMax = 5;
    private const int ItemsAtOnceMax = 1 << 20;
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);
    private readonly Stream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <exception cref="InvalidModelFileException">It begins otherwise, or has another version.</exception>
    public ModelFileReader(Stream file, ReadOnlySpan<byte> mark, int version)
    {
        _file = file;
        if (!Bytes(mark.Length).AsSpan().SequenceEqual(mark))
            throw new InvalidModelFileException("It is no model file: its first bytes are others.");
        if (Int32() is var found && found != version)
            throw new InvalidModelFileException($"It has version {found}; this program reads version {version}.");
    }

    public int Int32() => BitConverter.ToInt32(Bytes(sizeof(int)));

    /// <summary>A number from 0 to <paramref name="max"/>.</summary>
    public int Count(int max) => Int32() is var count && count >= 0 && count <= max
        ? count
        : throw new InvalidModelFileException("It is damaged: a length lies outside its range.");

    public string Text(int bytesMax)
    {
        var length = TextLength();
        if (length > bytesMax)
            throw new InvalidModelFileException("It is damaged: a text is too long.");
        try
        {
            return s_utf8.GetString(Bytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw new InvalidModelFileException("It is damaged: a text is none.");
        }
    }

    public Array Part()
    {
        var isFloat = Bytes(1)[0] != 0;
        var count = Count(Array.MaxLength);
        return isFloat ? Items<float>(count) : Items<int>(count);
    }

    /// <summary>Reads the checksum.</summary>
    /// <exception cref="InvalidModelFileException">It does not fit.</exception>
    public void End()
    {
        var expected = _hash.GetHashAndReset();
        if (!Bytes(expected.Length).AsSpan().SequenceEqual(expected))
            throw new InvalidModelFileException("It is damaged: its checksum does not fit.");
    }

    public void Dispose() => _hash.Dispose();

    // The array grows as far as the file goes, so that a damaged length takes no memory of its own.
    private T[] Items<T>(int count)
        where T : unmanaged
    {
        var items = new T[Math.Min(count, ItemsAtOnceMax)];
        Fill(MemoryMarshal.AsBytes(items.AsSpan()));
        while (items.Length < count)
        {
            var filled = items.Length;
            Array.Resize(ref items, (int)Math.Min(count, 2L * filled));
            Fill(MemoryMarshal.AsBytes(items.AsSpan(filled)));
        }

        return items;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    // As BinaryWriter writes it: seven bits in a byte, the lowest first.
    private int TextLength()
    {
        var length = 0;
        for (var i = 0; i < LengthBytesMax; i++)
        {
            var part = Bytes(1)[0];
            length |= (part & 0x7f) << (7 * i);
            if (part < 0x80 && length >= 0)
                return length;
        }

        throw new InvalidModelFileException("It is damaged: a length lies outside its range.");
    }

    private void Fill(Span<byte> bytes)
    {
        if (_file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidModelFileException("It is damaged: it ends too early.");
        _hash.AppendData(bytes);
    }
}
