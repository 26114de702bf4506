using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Ranks organisations by signals whose weights it learns from the partners that organisations found, in projects and
/// introductions, and from those whom their members called interesting: graph, content, ties of regions and types,
/// activity. Likewise it ranks ideas by weights learned from what members and organisations turned to. Weights are 0 or
/// more, so each signal is a reason; they differ for much, little and no history.
/// <para>
/// Where the data hold too few new partners to learn from, weights of judgement stay; where too few turned to ideas, or
/// learned weights do no better, ideas are ranked as <see cref="SignalTrainer"/> does.
/// </para>
/// </summary>
public sealed class HybridTrainer : ITrainer
{
    internal const string ModelName = "hybrid";

    /// <summary>About so much of the time goes into partners.</summary>
    private const double PartnersPart = 0.6;

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
            .Learn(share => progress?.Report(PartnersPart * share));
        var ideas = new IdeaLearner(_options, data, seed, cancellation)
            .Learn(share => progress?.Report(PartnersPart + ((0.95 - PartnersPart) * share)));
        var model = Over(data, _options.Signals, weights, ideas, cancellation);
        progress?.Report(1);
        return model;
    }

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (signals, weights, ideas) = PartnerWeightsFile.Read(learned);
        return Over(data, signals, weights, ideas, cancellation);
    }

    private static HybridModel Over(
        DataSet data, SignalOptions options, PartnerWeights weights, HistoryWeights? ideas,
        CancellationToken cancellation) =>
        new(options, weights, ideas, GraphBuilder.Build(data, options, cancellation));
}
