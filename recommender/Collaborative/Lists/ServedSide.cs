using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>What was learned about one kind of things, put over the present data.</summary>
internal sealed record ServedSide(EntityKind Target, ColumnTable Columns, MatrixModel Model)
{
    /// <summary>With features, what is newer than the training gets columns as well.</summary>
    public static ServedSide Of(
        ActivityGraph graph, EntityKind target, LearnedSide learned, FeatureTable features, int columnsMax)
    {
        var (ids, model) = (learned.Ids, learned.Model);
        if (features.Names.Count > 0 && Newer(graph, target, ids, columnsMax) is { Count: > 0 } newer)
            (ids, model) = ([.. ids, .. newer], model.WithNewColumns(features.Of(graph, target, newer)));
        return new ServedSide(target, new ColumnTable(graph.Table, target, ids), model);
    }

    private static List<string> Newer(
        ActivityGraph graph, EntityKind target, IReadOnlyList<string> known, int columnsMax)
    {
        var (before, newer) = (known.ToHashSet(StringComparer.Ordinal), new List<string>());
        foreach (var number in graph.Table.OfKind(target))
            if (graph.Table[number] is { Status: EntityStatus.Open } node && !before.Contains(node.Ref.Id))
                newer.Add(node.Ref.Id);
        return [.. newer.Order(StringComparer.Ordinal).Take(Math.Max(0, columnsMax - known.Count))];
    }
}
