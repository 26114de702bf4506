using System.Diagnostics;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>What of a large table is wanted: these methods (none named: all), so many queries at most, and whether to
/// ask for the ceiling instead.</summary>
internal sealed record HorizonChoice(string[] Only, int QueriesMax, bool Ceiling)
{
    public bool Has(string method) => Only.Length == 0 || Only.Contains(method);
}

/// <summary>
/// The whole table of partners: each method against the hybrid, for all organisations, for those with little, some and
/// much history, for companies, and for newcomers; and what the lists are like.
/// </summary>
internal static class HorizonEvaluation
{
    private const string Reference = "hybrid";
    private const string Company = "PRC";
    private static readonly DateTimeOffset s_split = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, Func<HorizonQuery, bool> Has)[] s_groups =
    [
        ("all", _ => true),
        ("one", query => query.PastProjects == 1),
        ("some", query => query.PastProjects is >= 2 and <= 4),
        ("many", query => query.PastProjects >= 5),
        ("companies", query => query.Type == Company),
    ];

    /// <param name="folder">Holds the data set.</param>
    /// <param name="tuning">Whether to ask for the partners of the year before the split.</param>
    /// <param name="choice">What of the table is wanted.</param>
    /// <param name="figures">Gets the table.</param>
    public static void Run(
        DirectoryInfo folder, bool tuning, HorizonChoice choice, Figures figures)
    {
        var data = HorizonData.Read(folder);
        var split = tuning
            ? new HorizonSplit(data, s_split.AddYears(-1), s_split, choice.QueriesMax)
            : new HorizonSplit(data, s_split, DateTimeOffset.MaxValue, choice.QueriesMax);
        figures.Add("organisations.known", split.Organisations.Count, "organisations");
        figures.Add("organisations.queries", split.Queries.Count, "queries");
        figures.Add("organisations.new", split.Newcomers.Count, "queries");
        var hybrid = new Lazy<IRecommendationModel>(() => TrainHybrid(figures, split));
        if (choice.Ceiling)
        {
            HorizonCeiling.Run(split, hybrid.Value, figures);
            return;
        }

        var truths = split.Queries.Select(query => query.Truth).ToList();
        var asked = new List<(string Name, QueryLists Lists)>();
        foreach (var (name, ask) in HorizonMethods.All(hybrid).Where(one => choice.Has(one.Name)))
        {
            var clock = Stopwatch.StartNew();
            asked.Add((name, new QueryLists(ask(split), truths)));
            figures.Add($"{name}.time", clock.Elapsed.TotalSeconds, "s");
            ReportQuality(figures, name, split, asked[^1].Lists);
            ReportLists(figures, name, split, asked[^1].Lists);
        }

        if (asked.Find(one => one.Name == Reference).Lists is { } reference)
        {
            foreach (var (name, lists) in asked.Where(one => one.Name != Reference))
                ReportDifference(figures, name, reference, lists);
        }

        if (!choice.Has(Reference))
            return;
        Newcomers(figures, split, hybrid.Value);
        FrontierOf(split).Run(figures, "frontier", point => HorizonRankings.Ask(
            split, hybrid.Value,
            query => query with { Diversity = point.Diversity, ExposureFloor = point.Floor }));
    }

    private static IRecommendationModel TrainHybrid(Figures figures, HorizonSplit split)
    {
        var clock = Stopwatch.StartNew();
        var model = HorizonMethods.Hybrid(split);
        figures.Add($"{Reference}.training.time", clock.Elapsed.TotalSeconds, "s");
        return model;
    }

    private static void ReportQuality(Figures figures, string name, HorizonSplit split, QueryLists lists)
    {
        foreach (var (group, has) in s_groups)
        {
            int[] places = [.. split.Queries.Index().Where(query => has(query.Item)).Select(query => query.Index)];
            if (places.Length == 0)
                continue;
            var gains = places.Select(place => lists.Gains[place]).ToArray();
            var (low, high) = Bootstrap.Interval(gains);
            figures.Add($"{name}.{group}.ndcg@{QueryLists.Depth}", gains.Average(), "mean");
            figures.Add($"{name}.{group}.ndcg@{QueryLists.Depth}.low", low, "95 %");
            figures.Add($"{name}.{group}.ndcg@{QueryLists.Depth}.high", high, "95 %");
            figures.Add(
                $"{name}.{group}.recall@{QueryLists.Depth}", places.Average(place => lists.Recalls[place]), "mean");
        }
    }

    private static void ReportDifference(Figures figures, string name, QueryLists reference, QueryLists lists)
    {
        double[] differences = [.. reference.Gains.Zip(lists.Gains, (one, other) => one - other)];
        var (low, high) = Bootstrap.Interval(differences);
        figures.Add($"{Reference}-{name}.ndcg@{QueryLists.Depth}", differences.Average(), "mean");
        figures.Add($"{Reference}-{name}.ndcg@{QueryLists.Depth}.low", low, "95 %");
        figures.Add($"{Reference}-{name}.ndcg@{QueryLists.Depth}.high", high, "95 %");
    }

    private static void ReportLists(Figures figures, string name, HorizonSplit split, QueryLists lists)
    {
        var all = lists.Lists.SelectMany(list => list).ToList();
        if (all.Count == 0)
            return;
        var acts = (double)split.ProjectCounts.Sum();
        figures.Add($"{name}.novelty", all.Average(one => -Math.Log2(split.ProjectCounts[one] / acts)), "bits");
        FrontierOf(split).ReportLists(figures, name, lists.Lists);
    }

    private static Frontier<int> FrontierOf(HorizonSplit split) => new(
        [.. split.Queries.Select(query => query.Truth)],
        split.Organisations.Count, split.IsBusy, one => split.Organisations[one].Country);

    private static void Newcomers(Figures figures, HorizonSplit split, IRecommendationModel hybrid)
    {
        var truths = split.Newcomers.Select(one => one.Truth).ToList();
        var scores = new float[split.Organisations.Count];
        foreach (var act in split.Data.Interactions)
            scores[split.Numbers[act.Actor.Id]] += (float)double.Exp2((act.At - split.At).TotalDays / 365.25);
        int[] everyone = [.. Enumerable.Range(0, scores.Length)];
        var recent = HorizonRankings.Best(scores, everyone, _ => true);
        Report("recent-activity", [.. truths.Select(_ => recent)]);
        Report(Reference, HorizonRankings.AskNewcomers(split, hybrid));

        void Report(string name, IReadOnlyList<int[]> lists)
        {
            var quality = new QueryLists(lists, truths);
            var (low, high) = Bootstrap.Interval(quality.Gains);
            figures.Add($"{name}.new.ndcg@{QueryLists.Depth}", quality.Gains.Average(), "mean");
            figures.Add($"{name}.new.ndcg@{QueryLists.Depth}.low", low, "95 %");
            figures.Add($"{name}.new.ndcg@{QueryLists.Depth}.high", high, "95 %");
            figures.Add($"{name}.new.recall@{QueryLists.Depth}", quality.Recalls.Average(), "mean");
        }
    }
}
