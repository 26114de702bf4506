using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Ranks organisations by signals whose weights it learns from the partners that organisations found, in projects and
/// introductions, and from those whom their members called interesting: graph, content, ties of regions and types,
/// activity. Weights are 0 or more, so each signal is a reason; they differ for much, little and no history. Ideas are
/// ranked as <see cref="SignalTrainer"/> does.
/// <para>
/// Where the data hold too few new partners to learn from, weights of judgement stay.
/// </para>
/// </summary>
public sealed class HybridTrainer : ITrainer
{
    internal const string ModelName = "hybrid";
    private readonly HybridOptions _options;

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    public HybridTrainer(HybridOptions? options = null)
    {
        _options = options ?? new HybridOptions();
        _options.Check();
    }

    public string Name => ModelName;

    public IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        cancellation.ThrowIfCancellationRequested();
        var weights = new PartnerLearner(_options, data, seed, cancellation)
            .Learn(share => progress?.Report(share));
        var model = Over(data, _options.Signals, weights, cancellation);
        progress?.Report(1);
        return model;
    }

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (signals, weights) = PartnerWeightsFile.Read(learned);
        return Over(data, signals, weights, cancellation);
    }

    private static HybridModel Over(
        DataSet data, SignalOptions options, PartnerWeights weights, CancellationToken cancellation) =>
        new(options, weights, GraphBuilder.Build(data, options, cancellation));
}
