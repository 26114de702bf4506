namespace IdeaStorage.Recommender.ModelFiles;

/// <summary>
/// What a trainer learned, as a file: the trainer's name and the names of the features it learned on come first, so
/// that a file of another trainer, or for other features, is refused before it can rank anything.
/// </summary>
internal static class LearnedFile
{
    private const int Version = 1;
    private const int NameBytesMax = 256;
    private const int FeaturesMax = 10_000;
    private static readonly byte[] s_mark = "ISLEARNED"u8.ToArray();

    public static void Write(
        Stream file, string trainer, IReadOnlyList<string> features, Action<ModelFileWriter> writeLearned)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var writer = new ModelFileWriter(file, s_mark, Version);
        writer.Text(trainer);
        writer.Int32(features.Count);
        foreach (var feature in features)
            writer.Text(feature);
        writeLearned(writer);
        writer.End();
    }

    /// <exception cref="InvalidModelFileException">It is foreign, damaged, of another trainer or for other
    /// features.</exception>
    public static T Read<T>(
        Stream file, string trainer, IReadOnlyList<string> features, Func<ModelFileReader, T> readLearned)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var reader = new ModelFileReader(file, s_mark, Version);
        var found = reader.Text(NameBytesMax);
        var names = new string[reader.Count(FeaturesMax)];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.Text(NameBytesMax);
        if (found != trainer)
            throw new InvalidModelFileException($"It was learned by the trainer '{found}', not by '{trainer}'.");
        CheckFeatures(names, features);
        var learned = readLearned(reader);
        reader.End();
        return learned;
    }

    private static void CheckFeatures(string[] found, IReadOnlyList<string> expected)
    {
        if (found.AsSpan().SequenceEqual([.. expected]))
            return;
        var missing = expected.Except(found).ToList();
        var unknown = found.Except(expected).ToList();
        throw new InvalidModelFileException(
            "It was learned on other features: "
            + (unknown.Count > 0 ? $"'{unknown[0]}' is unknown here"
                : missing.Count > 0 ? $"'{missing[0]}' is missing"
                : "their order differs")
            + ".");
    }
}
