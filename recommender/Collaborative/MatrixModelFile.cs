using IdeaStorage.Recommender.ModelFiles;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// A model as bytes, and back, equal to the last bit: a mark, the version, the trainer's name, the number of columns,
/// the model's arrays, and SHA-256 over all of it. Numbers are little-endian.
/// </summary>
public static class MatrixModelFile
{
    private const int Version = 1;
    private const int PartsMax = 64;
    private const int NameBytesMax = 64;
    private static readonly byte[] s_mark = "ISMATRIX"u8.ToArray();

    /// <summary>Writes a model.</summary>
    public static void Save(MatrixModel model, Stream file)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        using var writer = new ModelFileWriter(file, s_mark, Version);
        Write(model, writer);
        writer.End();
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidModelFileException">
    /// It is no such file, of another version, or damaged; the message says which.
    /// </exception>
    public static MatrixModel Load(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var reader = new ModelFileReader(file, s_mark, Version);
        var content = Read(reader);
        reader.End();
        return content.Assemble();
    }

    /// <summary>Writes a model as a part of another file.</summary>
    internal static void Write(MatrixModel model, ModelFileWriter writer)
    {
        writer.Text(model.Name);
        writer.Int32(model.ColumnCount);
        writer.Int32(model.Parts.Count);
        foreach (var part in model.Parts)
            writer.Part(part);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, which may be believed only when the file is read to its
    /// end.</summary>
    internal static Content Read(ModelFileReader reader)
    {
        var (name, columnCount) = (reader.Text(NameBytesMax), reader.Int32());
        var parts = new Array[reader.Count(PartsMax)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = reader.Part();
        return new Content(name, columnCount, parts);
    }

    private static MatrixModel Assemble(string name, int columnCount, Array[] parts)
    {
        MatrixModel? model = (name, parts) switch
        {
            (PopularityTrainer.ModelName, [float[] sums]) => new PopularityModel(sums),
            (EaseTrainer.ModelName, [float[] weights]) when weights.LongLength == (long)columnCount * columnCount =>
                new ColumnWeightsModel(name, columnCount, weights),
            (_, [int[] { Length: > 0 } starts, int[] columns, float[] weights])
                when (name == ItemNeighboursTrainer.ModelName || GraphScoreTrainer.Makes(name))
                    && starts[^1] == columns.Length && columns.Length == weights.Length =>
                new SparseColumnWeightsModel(name, starts, columns, weights),
            (ImplicitAlsTrainer.ModelName or FactorModel.OneClassName, _) =>
                FactorModel.From(name, columnCount, parts),
            (BlendTrainer.ModelName, _) => BlendModel.From(columnCount, parts, Assemble),
            _ => null,
        };
        return model?.ColumnCount == columnCount
            ? model
            : throw new InvalidModelFileException($"Its parts make no model of the kind '{name}'.");
    }

    /// <summary>A model's name, columns and arrays, as they stand in a file.</summary>
    internal sealed record Content(string Name, int ColumnCount, Array[] Parts)
    {
        /// <exception cref="InvalidModelFileException">They make no model.</exception>
        public MatrixModel Assemble() => MatrixModelFile.Assemble(Name, ColumnCount, Parts);
    }
}
