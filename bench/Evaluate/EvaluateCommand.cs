using System.CommandLine;
using System.Diagnostics;
using IdeaStorage.Bench.Evaluate.Horizon;
using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate;

/// <summary>Measures how well the recommender ranks the partners that organisations really found later.</summary>
internal static class EvaluateCommand
{
    private const int K = 20;
    private const int RandomSeed = 20190101;

    private static readonly DateTimeOffset TestSplit = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Command Create()
    {
        var data = DataFolder.CreateOption();
        var tuning = new Option<bool>("--tuning")
        {
            Description = "Ask for the partners of 2018 from the projects before, which is what weights are tuned on.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = "Ask these methods alone, where a set has many.",
            AllowMultipleArgumentsPerToken = true,
        };
        var queries = new Option<int>("--queries")
        {
            Description = "Ask at most so many queries of a large set, a fixed draw.",
            DefaultValueFactory = _ => int.MaxValue,
        };
        var command = new Command("evaluate", "Partners found later, on a time split: nDCG@20 and Recall@20.")
        {
            data,
            tuning,
            only,
            queries,
        };
        command.SetAction(parsed => Run(
            parsed,
            DataFolder.Resolve(parsed.GetValue(data)),
            parsed.GetValue(tuning),
            new HorizonChoice(parsed.GetValue(only) ?? [], parsed.GetValue(queries))));
        return command;
    }

    private static int Run(ParseResult parsed, DirectoryInfo data, bool tuning, HorizonChoice choice)
    {
        var figures = new Figures();
        DirectoryInfo[] folders = data.Exists ? [data, .. data.EnumerateDirectories().OrderBy(one => one.Name)] : [];
        var found = folders.Select(folder => EvaluationOf(folder, tuning, choice, figures)).OfType<Action>().ToList();
        if (found.Count == 0)
        {
            Console.Error.WriteLine(
                $"{data.FullName} holds no data set that can be evaluated. Name one, or the folder that they lie in, "
                + "with --data or IDEASTORAGE_DATA.");
            return 1;
        }

        foreach (var evaluate in found)
            evaluate();
        figures.Write(parsed);
        return 0;
    }

    // By what lies in a folder and not by its name, so that other sets of a kind are evaluated too.
    private static Action? EvaluationOf(DirectoryInfo folder, bool tuning, HorizonChoice choice, Figures figures)
    {
        if (HorizonData.IsAt(folder))
            return () => HorizonEvaluation.Run(folder, tuning, choice, figures);
        if (ClusterData.IsAt(folder))
            return () => EvaluatePartners(folder, tuning, figures);
        if (MovieSplit.IsAt(folder))
            return () => MovieEvaluation.Run(folder, figures);
        return null;
    }

    private static void EvaluatePartners(DirectoryInfo folder, bool tuning, Figures figures)
    {
        var cluster = ClusterData.Read(folder);
        var split = tuning
            ? new PartnerSplit(cluster, TestSplit.AddYears(-1), TestSplit)
            : new PartnerSplit(cluster, TestSplit, DateTimeOffset.MaxValue);
        figures.Add("partners.known", split.Known.Count, "organisations");
        figures.Add("partners.queries", split.Queries.Count, "queries");
        AddBaselines(figures, split);
        AddModel(figures, split);
    }

    private static void AddBaselines(Figures figures, PartnerSplit split)
    {
        // Known is in order of ids and the sort is stable, so equals keep that order.
        Measure(figures, "popularity", split, [.. split.Known.OrderByDescending(id => split.ProjectCounts[id])]);
        var shuffled = split.Known.ToArray();
        new Random(RandomSeed).Shuffle(shuffled);
        Measure(figures, "random", split, shuffled);
    }

    private static void Measure(Figures figures, string name, PartnerSplit split, string[] ranking)
    {
        var quality = new RankingFigures(K);
        foreach (var (organisation, truth) in split.Queries)
            quality.Add(ranking.Where(candidate => split.IsCandidate(organisation, candidate)), truth);
        Report(figures, name, quality);
    }

    private static void AddModel(Figures figures, PartnerSplit split)
    {
        var clock = Stopwatch.StartNew();
        var model = new SignalTrainer().Train(split.Data, 0, CancellationToken.None);
        var trained = clock.Elapsed;
        clock.Restart();
        var lists = model.RecommendAll(
            [
                .. split.Queries.Select(query => new RecommendationQuery(
                    EntityRef.Organisation(query.Organisation), EntityKind.Organisation, split.At)
                {
                    Count = K,
                    Diversity = 0,
                }),
            ],
            CancellationToken.None);
        var asked = clock.Elapsed;
        var quality = new RankingFigures(K);
        foreach (var ((_, truth), list) in split.Queries.Zip(lists))
            quality.Add(list.Select(item => item.Item.Id), truth);
        Report(figures, "signals", quality);
        figures.Add("signals.train", trained.TotalMilliseconds, "ms");
        figures.Add("signals.query", asked.TotalMilliseconds / Math.Max(1, split.Queries.Count), "ms");
    }

    private static void Report(Figures figures, string name, RankingFigures quality)
    {
        figures.Add($"{name}.ndcg@{K}", quality.Ndcg, "mean");
        figures.Add($"{name}.recall@{K}", quality.Recall, "mean");
    }
}
