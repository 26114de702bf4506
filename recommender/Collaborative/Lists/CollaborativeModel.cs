using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>The model of <see cref="CollaborativeTrainer"/>.</summary>
internal sealed class CollaborativeModel(
    SignalOptions options, ActivityGraph graph, LearnedSides learned, IReadOnlyList<ServedSide> sides,
    FeatureTable features)
    : GraphModel(graph)
{
    private readonly SignalModel _signals = new(options, graph);

    public override void Save(Stream file) => LearnedSidesFile.Write(file, learned);

    /// <summary>
    /// Of ideas as those who ask no row was learned; and what was done there would be the one reason of all items.
    /// </summary>
    protected override IReadOnlyList<Recommendation> Recommend(int subject, RecommendationQuery query) =>
        query.Subject.Kind != EntityKind.Idea
        && sides.FirstOrDefault(side => side.Target == query.Target) is { } side
        && new MatrixScorer(Graph, side, features, new Subject(Graph, options, subject, query), query) is var scorer
        && List(scorer) is { Count: > 0 } list
            ? list
            : _signals.Recommend(query);

    private List<Recommendation> List(MatrixScorer scorer) => scorer.KnowsSubject
        ?
        [
            .. Ranker.Rank(Graph.Table, scorer).Select(item => scorer.Explain(item.Number))
                .Where(item => item.Score > 0),
        ]
        : [];
}
