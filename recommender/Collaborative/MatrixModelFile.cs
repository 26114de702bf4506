using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// A model as bytes, and back, equal to the last bit: a mark, the version, the trainer's name, the number of columns,
/// the model's arrays, and SHA-256 over all of it. Numbers are little-endian.
/// </summary>
public static class MatrixModelFile
{
    private const int Version = 1;
    private const int PartsMax = 8;
    private static readonly byte[] s_mark = "ISMATRIX"u8.ToArray();

    /// <summary>Writes a model.</summary>
    public static void Save(MatrixModel model, Stream file)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (var writer = new BinaryWriter(hashed))
        {
            writer.Write(s_mark);
            writer.Write(Version);
            writer.Write(model.Name);
            writer.Write(model.ColumnCount);
            writer.Write(model.Parts.Count);
            foreach (var part in model.Parts)
                WritePart(writer, part);
        }

        file.Write(hash.Hash);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidModelFileException">
    /// It is no such file, of another version, or damaged; the message says which.
    /// </exception>
    public static MatrixModel Load(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var reader = new HashedReader(file, hash);
        if (!reader.Bytes(s_mark.Length).AsSpan().SequenceEqual(s_mark))
            throw new InvalidModelFileException("It is no model file: its first bytes are others.");
        var version = reader.Int32();
        if (version != Version)
            throw new InvalidModelFileException($"It has version {version}; this program reads version {Version}.");
        var name = reader.Text();
        var columnCount = reader.Int32();
        var parts = new Array[reader.Count(PartsMax)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = reader.Part();
        var expected = hash.GetHashAndReset();
        if (!reader.Bytes(expected.Length).AsSpan().SequenceEqual(expected))
            throw new InvalidModelFileException("It is damaged: its checksum does not fit.");
        return Assemble(name, columnCount, parts);
    }

    private static MatrixModel Assemble(string name, int columnCount, Array[] parts)
    {
        MatrixModel? model = (name, parts) switch
        {
            (PopularityTrainer.ModelName, [float[] sums]) => new PopularityModel(sums),
            (EaseTrainer.ModelName, [float[] weights]) when weights.LongLength == (long)columnCount * columnCount =>
                new ColumnWeightsModel(name, columnCount, weights),
            (ItemNeighboursTrainer.ModelName, [int[] { Length: > 0 } starts, int[] columns, float[] weights])
                when starts[^1] == columns.Length && columns.Length == weights.Length =>
                new SparseColumnWeightsModel(name, starts, columns, weights),
            (ImplicitAlsTrainer.ModelName, [int[] { Length: 1 } shape, float[] { Length: 3 } settings, float[] all])
                when all.LongLength == (long)shape[0] * columnCount => new FactorModel(new FactorSide(
                    all, columnCount, new ImplicitAlsOptions
                    {
                        Factors = shape[0],
                        UnknownWeight = settings[0],
                        Regularisation = settings[1],
                        FrequencyExponent = settings[2],
                    })),
            _ => null,
        };
        return model?.ColumnCount == columnCount
            ? model
            : throw new InvalidModelFileException($"Its parts make no model of the kind '{name}'.");
    }

    private static void WritePart(BinaryWriter writer, Array part)
    {
        writer.Write(part is float[]);
        writer.Write(part.Length);
        writer.Write(
            part is float[] floats ? MemoryMarshal.AsBytes<float>(floats) : MemoryMarshal.AsBytes<int>((int[])part));
    }

    /// <summary>Reads and counts into the checksum; a file that ends too early is damaged.</summary>
    private sealed class HashedReader(Stream file, IncrementalHash hash)
    {
        private const int TextBytesMax = 64;

        public byte[] Bytes(int count)
        {
            var bytes = new byte[count];
            Fill(bytes);
            return bytes;
        }

        public int Int32() => BitConverter.ToInt32(Bytes(sizeof(int)));

        public int Count(int max) => Int32() is var count && count >= 0 && count <= max
            ? count
            : throw new InvalidModelFileException("It is damaged: a length lies outside its range.");

        public string Text()
        {
            var length = Bytes(1)[0];
            if (length > TextBytesMax)
                throw new InvalidModelFileException("It is damaged: a name is too long.");
            return System.Text.Encoding.UTF8.GetString(Bytes(length));
        }

        public Array Part()
        {
            var isFloat = Bytes(1)[0] != 0;
            var count = Count((int)Math.Min(int.MaxValue, (file.CanSeek ? file.Length : int.MaxValue) / sizeof(float)));
            if (!isFloat)
            {
                var numbers = new int[count];
                Fill(MemoryMarshal.AsBytes(numbers.AsSpan()));
                return numbers;
            }

            var floats = new float[count];
            Fill(MemoryMarshal.AsBytes(floats.AsSpan()));
            return floats;
        }

        private void Fill(Span<byte> bytes)
        {
            if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidModelFileException("It is damaged: it ends too early.");
            hash.AppendData(bytes);
        }
    }
}

/// <summary>A file holds no model that this program can use. The message says what is wrong.</summary>
public sealed class InvalidModelFileException(string problem) : Exception(problem);
