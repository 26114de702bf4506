using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>Makes the matrix of who acted on what, for one kind of things.</summary>
internal sealed class MatrixBuilder(
    ActivityGraph graph, SignalOptions options, EntityKind target, DateTimeOffset at, FeatureTable features,
    CancellationToken cancellation)
{
    private readonly double _day = Decay.DayOf(at);

    /// <summary>
    /// The ids of those things that are most active. Those that never were are worth a column only where features tell
    /// of them.
    /// </summary>
    public IReadOnlyList<string> MostActive(int max)
    {
        var active = new List<(string Id, double Activity)>();
        foreach (var number in graph.Table.OfKind(target))
            if (graph.Table[number] is { Status: not EntityStatus.Hidden } node)
                active.Add((node.Ref.Id, graph.ActivityOn(_day, node)));
        return
        [
            .. active.Where(one => one.Activity > 0 || features.Names.Count > 0)
                .OrderByDescending(one => one.Activity).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Take(max).Select(one => one.Id),
        ];
    }

    /// <summary>A row for each member and organisation that acted on any of these columns.</summary>
    public FeedbackMatrix Build(IReadOnlyList<string> ids)
    {
        var columns = new ColumnTable(graph.Table, target, ids);
        var (cells, rowFeatures, rows) = (new List<Feedback>(), new List<Feedback>(), 0);
        for (var number = 0; number < graph.Table.Nodes.Length; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (graph.Table[number] is not { Status: not EntityStatus.Hidden } node
                || node.Acts.Length + node.Private.Length == 0)
                continue;
            var subject = new Subject(graph, options, number, new RecommendationQuery(node.Ref, target, at));
            var acts = PastActs.Of(graph, subject, target, columns, _day, ofItself: true);
            if (acts.Columns.Length == 0)
                continue;
            for (var i = 0; i < acts.Columns.Length; i++)
                cells.Add(new Feedback(rows, acts.Columns[i], acts.Weights[i]));
            FeatureTable.Add(rowFeatures, rows, features.Of(graph, subject));
            rows++;
        }

        var matrix = FeedbackMatrix.From(rows, ids.Count, cells);
        return features.Names.Count == 0
            ? matrix
            : matrix.WithFeatures(
                FeedbackMatrix.From(rows, features.Names.Count, rowFeatures),
                features.Of(graph, target, ids));
    }
}
