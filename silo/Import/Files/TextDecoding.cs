using System.Text;

namespace IdeaStorage.Silo.Import.Files;

/// <summary>
/// Finds a text file's encoding and decodes it: a byte order mark decides; else zero bytes mean UTF-16; else it is
/// UTF-8 if every byte fits; else CP949, as Korean spreadsheets save it. When neither fits, the one with fewer broken
/// characters is taken, because a single damaged byte must not turn a UTF-8 file into nonsense.
/// </summary>
public static class TextDecoding
{
    /// <summary>The largest file that is read, in bytes; the largest known export has less than 1% of it.</summary>
    public const long FileBytesMax = 256L * 1024 * 1024;

    private const int KoreanCodePage = 949;
    private const int ProbeBytes = 4096;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Reads and decodes a file.</summary>
    /// <exception cref="ImportFileException">It is missing, unreadable, empty or too large.</exception>
    public static async Task<DecodedText> ReadAsync(string path, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            var size = new FileInfo(path).Length;
            if (size > FileBytesMax) throw ImportFileException.TooLarge(path, size);
            bytes = await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ImportFileException.Unreadable(path, exception);
        }

        var decoded = Decode(bytes);
        return string.IsNullOrWhiteSpace(decoded.Content) ? throw ImportFileException.Empty(path) : decoded;
    }

    public static DecodedText Decode(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        if (bytes is [0xEF, 0xBB, 0xBF, ..]) return Decode(bytes.AsSpan(3), Utf8, "utf-8");
        if (bytes is [0xFF, 0xFE, ..]) return Decode(bytes.AsSpan(2), Encoding.Unicode, "utf-16");
        if (bytes is [0xFE, 0xFF, ..]) return Decode(bytes.AsSpan(2), Encoding.BigEndianUnicode, "utf-16BE");
        if (bytes.AsSpan(0, Math.Min(bytes.Length, ProbeBytes)).Contains((byte)0)) return DecodeUtf16(bytes);

        var utf8 = Decode(bytes, Utf8, "utf-8");
        if (Damage(utf8) == 0) return utf8;
        var korean = Decode(bytes, CodePagesEncodingProvider.Instance.GetEncoding(KoreanCodePage)!, "cp949");
        return Damage(korean) < Damage(utf8) ? korean : utf8;
    }

    /// <summary>Commas, digits and line ends have their zero byte last in little endian, first in big endian.</summary>
    private static DecodedText DecodeUtf16(byte[] bytes)
    {
        var zerosLast = 0;
        var zerosFirst = 0;
        for (var at = 0; at + 1 < Math.Min(bytes.Length, ProbeBytes); at += 2)
        {
            if (bytes[at + 1] == 0) zerosLast++;
            else if (bytes[at] == 0) zerosFirst++;
        }

        return zerosLast >= zerosFirst
            ? Decode(bytes, Encoding.Unicode, "utf-16")
            : Decode(bytes, Encoding.BigEndianUnicode, "utf-16BE");
    }

    private static DecodedText Decode(ReadOnlySpan<byte> bytes, Encoding encoding, string name)
    {
        var replacing = (Encoding)encoding.Clone();
        replacing.DecoderFallback = new DecoderReplacementFallback(DecodedText.Replacement.ToString());
        var content = replacing.GetString(bytes);
        return new DecodedText(content, name);
    }

    private static int Damage(DecodedText text) => text.Content.AsSpan().Count(DecodedText.Replacement);
}
