using System.Diagnostics;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>What of a table is wanted: these methods (none named: all), so many queries at most, the year before the
/// split instead of what came after it, and whether to ask for the ceiling instead.</summary>
internal sealed record PartnerChoice(string[] Only, int QueriesMax, bool Tuning, bool Ceiling)
{
    public bool Has(string method) => Only.Length == 0 || Only.Contains(method);
}

/// <summary>
/// The whole table of partners: each method against the hybrid, for all organisations, for those with little, some and
/// much history, for companies, and for newcomers; what the lists are like; and, where projects have texts, which new
/// ones organisations joined.
/// </summary>
internal static class PartnerEvaluation
{
    private const string Reference = "hybrid";
    private const string Signals = "signals";
    private const string Company = "PRC";
    private static readonly DateTimeOffset s_split = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, Func<PartnerQuery, bool> Has)[] s_groups =
    [
        ("all", _ => true),
        ("one", query => query.PastProjects == 1),
        ("some", query => query.PastProjects is >= 2 and <= 4),
        ("many", query => query.PastProjects >= 5),
        ("companies", query => query.Type == Company),
    ];

    /// <param name="data">The data set.</param>
    /// <param name="settings">Those of the methods on it.</param>
    /// <param name="choice">What of the table is wanted.</param>
    /// <param name="figures">Gets the table.</param>
    public static void Run(PartnerData data, PartnerSettings settings, PartnerChoice choice, Figures figures)
    {
        var split = choice.Tuning
            ? new PartnerSplit(data, s_split.AddYears(-1), s_split, choice.QueriesMax)
            : new PartnerSplit(data, s_split, DateTimeOffset.MaxValue, choice.QueriesMax);
        figures.Add("organisations.known", split.Organisations.Count, "organisations");
        figures.Add("organisations.queries", split.Queries.Count, "queries");
        figures.Add("organisations.new", split.Newcomers.Count, "queries");
        var methods = new PartnerMethods(split, settings);
        if (choice.Ceiling)
        {
            PartnerCeiling.Run(split, methods, figures);
            return;
        }

        Partners(split, methods, choice, figures);
        Newcomers(split, NewcomerMethods.All(split, methods, settings), choice, figures);
        if (methods.HasTexts)
            IdeaEvaluation.Run(split, methods, choice, figures);
        if (choice.Has(settings.Frontier))
            ReportFrontier(split, settings.Frontier == Signals ? methods.Signals : methods.Hybrid, figures);
    }

    private static void Partners(PartnerSplit split, PartnerMethods methods, PartnerChoice choice, Figures figures)
    {
        var truths = split.Queries.Select(query => query.Truth).ToList();
        var asked = new List<(string Name, QueryLists Lists)>();
        foreach (var (name, ask) in methods.All.Where(one => choice.Has(one.Name)))
        {
            var clock = Stopwatch.StartNew();
            var lists = new QueryLists(ask(), truths);
            figures.Add($"{name}.time", clock.Elapsed.TotalSeconds, "s");
            foreach (var (group, has) in s_groups)
                lists.Report(
                    figures, $"{name}.{group}",
                    [.. split.Queries.Index().Where(query => has(query.Item)).Select(query => query.Index)]);
            ReportLists(figures, name, split, lists);
            asked.Add((name, lists));
        }

        QueryLists.ReportDifferences(figures, asked, Reference);
    }

    private static void Newcomers(
        PartnerSplit split, IEnumerable<(string Name, Func<List<int[]>> Ask)> methods, PartnerChoice choice,
        Figures figures)
    {
        var truths = split.Newcomers.Select(one => one.Truth).ToList();
        var asked = new List<(string Name, QueryLists Lists)>();
        foreach (var (name, ask) in methods.Where(one => choice.Has(one.Name)))
        {
            asked.Add((name, new QueryLists(ask(), truths)));
            asked[^1].Lists.Report(figures, $"{name}.new");
        }

        QueryLists.ReportDifferences(figures, asked, Reference, ".new");
    }

    private static void ReportLists(Figures figures, string name, PartnerSplit split, QueryLists lists)
    {
        var all = lists.Lists.SelectMany(list => list).ToList();
        if (all.Count == 0)
            return;
        var acts = (double)split.ProjectCounts.Sum();
        figures.Add($"{name}.novelty", all.Average(one => -Math.Log2(split.ProjectCounts[one] / acts)), "bits");
        FrontierOf(split).ReportLists(figures, name, lists.Lists);
    }

    private static void ReportFrontier(
        PartnerSplit split, Lazy<IRecommendationModel> model, Figures figures) =>
        FrontierOf(split).Run(figures, "frontier", point => PartnerRankings.Ask(
            split, model.Value,
            query => query with { Diversity = point.Diversity, ExposureFloor = point.Floor }));

    private static Frontier<int> FrontierOf(PartnerSplit split) => new(
        [.. split.Queries.Select(query => query.Truth)],
        split.Organisations.Count, split.IsBusy, one => split.Organisations[one].Country);
}
