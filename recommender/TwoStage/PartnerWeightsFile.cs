using System.Text.Json;
using System.Text.Json.Serialization;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.ModelFiles;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What <see cref="HybridTrainer"/> learned, as a file.</summary>
internal static class PartnerWeightsFile
{
    private const int TextBytesMax = 1 << 26;
    private const int IdBytesMax = 1_024;
    private const int PartsMax = 64;

    private static readonly JsonSerializerOptions s_json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static void Write(Stream file, SignalOptions options, PartnerWeights weights)
    {
        var content = new Content(
            options, weights.Much, weights.Little, weights.New, Ties(weights.RegionTies), Ties(weights.TypeTies));
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

    public static (SignalOptions Options, PartnerWeights Weights) Read(Stream file)
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
            Check(content.Much, nameof(content.Much));
            Check(content.Little, nameof(content.Little));
            Check(content.New, nameof(content.New));
            var weights = new PartnerWeights(
                content.Much,
                content.Little,
                content.New,
                Ties(content.RegionTies),
                Ties(content.TypeTies),
                FactorsOf(learned.Factors));
            return (content.Options, weights);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidModelFileException($"Its weights are wrong: {error.Message}");
        }
    }

    private static void WriteFactors(ModelFileWriter writer, PartnerFactors factors)
    {
        IReadOnlyList<Array> parts = factors.Model is { } model
            ? [new[] { factors.Scale }, .. model.Parts]
            : [];
        writer.Int32(factors.Organisations.Length);
        foreach (var organisation in factors.Organisations)
            writer.Text(organisation);
        writer.Int32(parts.Count);
        foreach (var part in parts)
            writer.Part(part);
    }

    private static (string[] Organisations, Array[] Parts) ReadFactors(ModelFileReader reader)
    {
        var organisations = new List<string>();
        for (var left = reader.Count(Array.MaxLength); left > 0; left--)
            organisations.Add(reader.Text(IdBytesMax));
        var parts = new Array[reader.Count(PartsMax)];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = reader.Part();
        return ([.. organisations], parts);
    }

    private static PartnerFactors FactorsOf((string[] Organisations, Array[] Parts) found)
    {
        if (found is { Organisations: [], Parts: [] })
            return PartnerFactors.None;
        if (found.Parts is not [float[] and [> 0 and < float.PositiveInfinity and var scale], .. var parts]
            || FactorModel.From(ImplicitAlsTrainer.ModelName, found.Organisations.Length, parts) is not { } model
            || !model.Parts.OfType<float[]>().All(part => Array.TrueForAll(part, float.IsFinite)))
            throw new InvalidModelFileException("Its factors are damaged or of another kind.");
        return new PartnerFactors(found.Organisations, model, scale);
    }

    private static void Check(double[] weights, string name)
    {
        if (weights.Length != PartnerWeights.Signals.Length)
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

    private sealed record Content(
        SignalOptions Options, double[] Much, double[] Little, double[] New, Tie[] RegionTies, Tie[] TypeTies);
}
