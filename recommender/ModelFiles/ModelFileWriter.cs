using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IdeaStorage.Recommender.ModelFiles;

/// <summary>
/// Writes a model file: a mark, a version, whatever the caller writes, and SHA-256 over all of it. Little-endian.
/// </summary>
internal sealed class ModelFileWriter : IDisposable
{
    private readonly Stream _file;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly BinaryWriter _writer;

    public ModelFileWriter(Stream file, ReadOnlySpan<byte> mark, int version)
    {
        _file = file;
        _writer = new BinaryWriter(new CryptoStream(file, _hash, CryptoStreamMode.Write, leaveOpen: true));
        _writer.Write(mark);
        _writer.Write(version);
    }

    public void Int32(int number) => _writer.Write(number);

    public void Text(string text) => _writer.Write(text);

    /// <summary>An array of <see cref="int"/> or <see cref="float"/> with its type and length.</summary>
    public void Part(Array part)
    {
        _writer.Write(part is float[]);
        _writer.Write(part.Length);
        _writer.Write(
            part is float[] floats ? MemoryMarshal.AsBytes<float>(floats) : MemoryMarshal.AsBytes<int>((int[])part));
    }

    /// <summary>Ends the file with its checksum. A file without it is refused when it is read.</summary>
    public void End()
    {
        _writer.Dispose();
        _file.Write(_hash.Hash);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _hash.Dispose();
    }
}
