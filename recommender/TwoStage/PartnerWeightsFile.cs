using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Collaborative.Lists;
using IdeaStorage.Recommender.ModelFiles;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What <see cref="HybridTrainer"/> learned, as a file.</summary>
internal static class PartnerWeightsFile
{
    private const int TextBytesMax = 1 << 26;
    private const int IdBytesMax = 1_024;

    private static readonly JsonSerializerOptions s_json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static void Write(Stream file, SignalOptions options, PartnerWeights weights, HistoryWeights? ideas)
    {
        var content = new Content(
            options, weights.Much, weights.Little, weights.New, Ties(weights.RegionTies), Ties(weights.TypeTies),
            weights.Exposure, weights.Factors.Features.Names,
            ideas is null ? null : new Ideas(IdeaWeights.Signals, ideas.Much, ideas.Little, ideas.New));
        LearnedFile.Write(
            file,
            HybridTrainer.ModelName,
            PartnerWeights.Signals,
            writer =>
            {
                writer.Text(JsonSerializer.Serialize(content, s_json));
                WriteFactors(writer, weights.Factors);
            });
    }

    public static (SignalOptions Options, PartnerWeights Weights, HistoryWeights? Ideas) Read(Stream file)
    {
        var learned = LearnedFile.Read(
            file,
            HybridTrainer.ModelName,
            PartnerWeights.Signals,
            reader => (Text: reader.Text(TextBytesMax), Factors: ReadFactors(reader)));
        try
        {
            var content = JsonSerializer.Deserialize<Content>(learned.Text, s_json)
                ?? throw new InvalidModelFileException("Its weights are missing.");
            content.Options.Check();
            Check(new HistoryWeights(content.Much, content.Little, content.New), PartnerWeights.Signals.Length);
            if (content.Exposure?.IsSound() == false)
                throw new InvalidModelFileException("Its prices of exposure are none.");
            var weights = new PartnerWeights(
                content.Much,
                content.Little,
                content.New,
                Ties(content.RegionTies),
                Ties(content.TypeTies),
                FactorsOf(learned.Factors, FeatureTable.Of(content.Features ?? [])),
                content.Exposure);
            return (content.Options, weights, IdeasOf(content.Ideas));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidModelFileException($"Its weights are wrong: {error.Message}");
        }
    }

    private static void WriteFactors(ModelFileWriter writer, PartnerFactors factors)
    {
        writer.Int32(factors.Organisations.Length);
        if (factors.Model is not { } model)
            return;
        foreach (var organisation in factors.Organisations)
            writer.Text(organisation);
        writer.Part(new[] { factors.Scale });
        MatrixModelFile.Write(model, writer);
    }

    private static (string[] Organisations, Array Scale, MatrixModelFile.Content Content)? ReadFactors(
        ModelFileReader reader)
    {
        var organisations = new List<string>();
        for (var left = reader.Count(Array.MaxLength); left > 0; left--)
            organisations.Add(reader.Text(IdBytesMax));
        return organisations.Count == 0 ? null : ([.. organisations], reader.Part(), MatrixModelFile.Read(reader));
    }

    private static PartnerFactors FactorsOf(
        (string[] Organisations, Array Scale, MatrixModelFile.Content Content)? found, FeatureTable features)
    {
        if (found is not var (organisations, scaled, content))
            return PartnerFactors.None;
        var model = content.Assemble();
        return scaled is float[] and [> 0 and < float.PositiveInfinity and var scale]
            && model.ColumnCount == organisations.Length && model.RowFeatureCount == features.Names.Count
            ? new PartnerFactors(organisations, model, scale, features)
            : throw new InvalidModelFileException("Its factors are not those of its organisations.");
    }

    private static HistoryWeights? IdeasOf(Ideas? ideas)
    {
        if (ideas is null)
            return null;
        if (!ideas.Signals.SequenceEqual(IdeaWeights.Signals))
            throw new InvalidModelFileException("Its weights of ideas were learned on other features.");
        var weights = new HistoryWeights(ideas.Much, ideas.Little, ideas.New);
        Check(weights, IdeaWeights.Signals.Length);
        return weights;
    }

    private static void Check(HistoryWeights weights, int count)
    {
        Check(weights.Much, count, nameof(weights.Much));
        Check(weights.Little, count, nameof(weights.Little));
        Check(weights.New, count, nameof(weights.New));
    }

    private static void Check(double[] weights, int count, string name)
    {
        if (weights.Length != count)
            throw new InvalidModelFileException($"{name} has {weights.Length} weights.");
        if (Array.Exists(weights, weight => !double.IsFinite(weight) || weight < 0))
            throw new InvalidModelFileException($"{name} has a weight that is not a finite number of 0 or more.");
    }

    private static Tie[] Ties(PartnerTies ties) =>
        [.. ties.Pairs.Select(tie => new Tie(tie.Pair.Subject, tie.Pair.Candidate, tie.Worth))];

    private static PartnerTies Ties(Tie[] ties)
    {
        if (Array.Exists(ties, tie => !double.IsFinite(tie.Worth) || tie.Worth < 0))
            throw new InvalidModelFileException("A tie is not a finite number of 0 or more.");
        return new PartnerTies(ties.ToDictionary(tie => (tie.Subject, tie.Candidate), tie => tie.Worth));
    }

    private sealed record Tie(string Subject, string Candidate, double Worth);

    private sealed record Ideas(string[] Signals, double[] Much, double[] Little, double[] New);

    // A file of a time when nothing was known of exposure, features or ideas has none.
    private sealed record Content(
        SignalOptions Options,
        double[] Much,
        double[] Little,
        double[] New,
        Tie[] RegionTies,
        Tie[] TypeTies,
        ExposurePrices? Exposure = null,
        IReadOnlyList<string>? Features = null,
        Ideas? Ideas = null);
}
