using IdeaStorage.Recommender.ModelFiles;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>What a <see cref="CollaborativeTrainer"/> learned, as a file.</summary>
internal static class LearnedSidesFile
{
    private const int TextBytesMax = 4_096;
    private static readonly string[] s_matrices = [.. LearnedSides.Targets.Select(target => $"acts on {target}")];

    public static void Write(Stream file, LearnedSides learned) =>
        LearnedFile.Write(file, learned.Trainer, s_matrices, writer =>
        {
            Write(writer, learned.Features);
            foreach (var side in learned.Sides)
            {
                Write(writer, side.Ids);
                MatrixModelFile.Write(side.Model, writer);
            }
        });

    /// <exception cref="InvalidModelFileException">It is foreign, damaged, or of another trainer.</exception>
    public static LearnedSides Read(Stream file, string trainer)
    {
        var (features, sides) = LearnedFile.Read(file, trainer, s_matrices, reader => (
            Names(reader, FeatureTable.CountMax),
            Array.ConvertAll(s_matrices, _ => (
                Ids: Names(reader, CollaborativeTrainer.ColumnsLimit), Parts: MatrixModelFile.Read(reader)))));
        return new LearnedSides(
            trainer, features, [.. sides.Select(side => new LearnedSide(side.Ids, ModelOf(side.Ids, side.Parts)))]);
    }

    private static MatrixModel ModelOf(string[] ids, MatrixModelFile.Content content) =>
        content.ColumnCount == ids.Length
            ? content.Assemble()
            : throw new InvalidModelFileException($"It has {content.ColumnCount} columns and {ids.Length} names.");

    private static void Write(ModelFileWriter writer, IReadOnlyList<string> names)
    {
        writer.Int32(names.Count);
        foreach (var name in names)
            writer.Text(name);
    }

    private static string[] Names(ModelFileReader reader, int max)
    {
        var names = new List<string>();
        for (var left = reader.Count(max); left > 0; left--)
            names.Add(reader.Text(TextBytesMax));
        return [.. names];
    }
}
