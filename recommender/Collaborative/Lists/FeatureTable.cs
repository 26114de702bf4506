using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>
/// The features that a model was told, by number: what everything has, regions, types, industries and tags. Those of
/// one entity alone say nothing of others and are left out.
/// </summary>
internal sealed class FeatureTable
{
    /// <summary>Of more features those that most entities have are taken.</summary>
    public const int CountMax = 10_000;

    private const int CarriersMin = 2;
    private const string Everything = "everything";

    private readonly Dictionary<string, int> _numbers;

    private FeatureTable(IReadOnlyList<string> names)
    {
        Names = names;
        _numbers = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The feature that everything has; null where features are not used.</summary>
    public int? OfEverything => _numbers.TryGetValue(Everything, out var number) ? number : null;

    /// <exception cref="InvalidModelFileException">A name is there twice.</exception>
    public static FeatureTable Of(IReadOnlyList<string> names) =>
        names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? new FeatureTable(names)
            : throw new InvalidModelFileException("It names a feature twice.");

    /// <summary>The features that several entities of a graph have.</summary>
    public static IReadOnlyList<string> NamesOf(ActivityGraph graph)
    {
        var carriers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in graph.Table.Nodes)
            foreach (var (name, _) in FeaturesOf(graph, node.Own, node.Region, node.Type))
                carriers[name] = carriers.GetValueOrDefault(name) + 1;
        return
        [
            .. carriers.Where(feature => feature.Value >= CarriersMin)
                .OrderByDescending(feature => feature.Value).ThenBy(feature => feature.Key, StringComparer.Ordinal)
                .Take(CountMax).Select(feature => feature.Key),
        ];
    }

    /// <summary>The features of who asks that are known here, in ascending order.</summary>
    public (int[] Numbers, float[] Weights) Of(ActivityGraph graph, Subject subject) =>
        Names.Count == 0 ? ([], []) : Known(graph, subject.OwnProfile, subject.Region, subject.Type);

    /// <summary>The features of what has such a profile; of each family as much, however much it says.</summary>
    public (int[] Numbers, float[] Weights) Of(ActivityGraph graph, FeatureSet profile, string? region, string? type) =>
        Names.Count == 0 ? ([], []) : Known(graph, profile.InProportion(), region, type);

    /// <summary>The features of things, a line for each.</summary>
    public FeedbackMatrix Of(ActivityGraph graph, EntityKind kind, IReadOnlyList<string> ids)
    {
        var lines = new List<Feedback>();
        foreach (var (line, id) in ids.Index())
        {
            var node = graph.Table[graph.Table.Find(new EntityRef(kind, id))!.Value];
            Add(lines, line, Known(graph, node.Own, node.Region, node.Type));
        }

        return FeedbackMatrix.From(ids.Count, Names.Count, lines);
    }

    public static void Add(List<Feedback> lines, int line, (int[] Numbers, float[] Weights) known)
    {
        for (var i = 0; i < known.Numbers.Length; i++)
            lines.Add(new Feedback(line, known.Numbers[i], known.Weights[i]));
    }

    private (int[] Numbers, float[] Weights) Known(
        ActivityGraph graph, FeatureSet own, string? region, string? type)
    {
        var known = new SortedDictionary<int, float>();
        foreach (var (name, weight) in FeaturesOf(graph, own, region, type))
            if (_numbers.TryGetValue(name, out var number))
                known[number] = weight;
        return ([.. known.Keys], [.. known.Values]);
    }

    private static IEnumerable<(string Name, float Weight)> FeaturesOf(
        ActivityGraph graph, FeatureSet own, string? region, string? type)
    {
        yield return (Everything, 1);
        if (region is not null)
            yield return ($"region {region}", 1);
        if (type is not null)
            yield return ($"type {type}", 1);
        foreach (var family in new[] { Family.Industry, Family.Tag })
        {
            var terms = own[family];
            for (var i = 0; i < terms.Count; i++)
                yield return (
                    $"{family} {graph.Vocabulary.Label(terms.Ids[i]).ToLowerInvariant()}", terms.Values[i]);
        }
    }
}
