using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>
/// A matrix trainer as a trainer of lists. It learns two matrices: who acted on which ideas, and who met which
/// organisations, by acting on them or together with them. Who asks brings the present acts, so each counts at once,
/// and the reasons of an item are the parts of its score that these acts have.
/// <para>
/// Who has no acts on anything that was learned about, or opted out of their use, gets the list of
/// <see cref="SignalTrainer"/>, which names the tags and industries that speak for an item; ideas do too. What came
/// after training is in no list but those, unless the trainer uses features: then it is from the next
/// <see cref="Load"/> on.
/// </para>
/// </summary>
public sealed class CollaborativeTrainer : ITrainer
{
    /// <summary>More columns than that are refused.</summary>
    public const int ColumnsLimit = 1_000_000;

    private readonly IMatrixTrainer _trainer;
    private readonly int _columnsMax;
    private readonly bool _usesFeatures;
    private readonly SignalOptions _options = new();

    /// <param name="trainer">What learns.</param>
    /// <param name="columnsMax">The most active ideas, and organisations, that it learns about, 1 to
    /// <see cref="ColumnsLimit"/>.</param>
    /// <param name="usesFeatures">Whether it is told industries, tags, regions and types as well.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of columns lies outside its range.</exception>
    public CollaborativeTrainer(IMatrixTrainer trainer, int columnsMax, bool usesFeatures = false)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnsMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columnsMax, ColumnsLimit);
        (_trainer, _columnsMax, _usesFeatures) = (trainer, columnsMax, usesFeatures);
    }

    /// <summary>That of the matrix trainer.</summary>
    public string Name => _trainer.Name;

    public IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var graph = GraphBuilder.Build(data, _options, cancellation);
        var at = data.Interactions.Select(act => act.At).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max();
        var features = FeatureTable.Of(_usesFeatures ? FeatureTable.NamesOf(graph) : []);
        var sides = new List<LearnedSide>();
        foreach (var target in LearnedSides.Targets)
        {
            progress?.Report((double)sides.Count / LearnedSides.Targets.Length);
            var matrix = new MatrixBuilder(graph, _options, target, at, features, cancellation);
            var columns = matrix.MostActive(_columnsMax);
            sides.Add(new LearnedSide(columns, _trainer.Train(matrix.Build(columns), seed, cancellation)));
        }

        var model = Over(graph, new LearnedSides(Name, features.Names, sides), cancellation);
        progress?.Report(1);
        return model;
    }

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(data);
        var sides = LearnedSidesFile.Read(learned, Name);
        return Over(GraphBuilder.Build(data, _options, cancellation), sides, cancellation);
    }

    private CollaborativeModel Over(ActivityGraph graph, LearnedSides learned, CancellationToken cancellation)
    {
        var features = FeatureTable.Of(learned.Features);
        var served = new List<ServedSide>();
        foreach (var (target, side) in LearnedSides.Targets.Zip(learned.Sides))
        {
            cancellation.ThrowIfCancellationRequested();
            served.Add(ServedSide.Of(graph, target, side, features, _columnsMax));
        }

        return new CollaborativeModel(_options, graph, learned, served, features);
    }
}
