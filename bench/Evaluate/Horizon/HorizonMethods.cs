using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>The methods that are compared, each by name.</summary>
internal static class HorizonMethods
{
    private const int Seed = 1;
    private const int EaseColumns = 4_975;
    private const float EaseLambda = 4_000;
    private const double ActivityHalfLifeYears = 2;

    /// <param name="hybrid">The product's own model, which is trained once and asked for newcomers too.</param>
    public static IEnumerable<(string Name, Func<HorizonSplit, List<int[]>> Ask)> All(
        Lazy<IRecommendationModel> hybrid) =>
    [
        ("popularity", split => OnPartners(split, new PopularityTrainer())),
        ("popularity-decayed", Decayed),
        ("tags", split => Tags(split, activityFloor: 1e6)),
        ("tags-activity", split => Tags(split, activityFloor: 0)),
        ("item-knn", split => OnPartners(split, new ItemNeighboursTrainer())),
        ("adamic-adar", split => OnPartners(split, new GraphScoreTrainer(GraphScore.AdamicAdar))),
        ("ease", Ease),
        ("ials", split => OnPartners(split, new ImplicitAlsTrainer(
            new ImplicitAlsOptions { UnknownWeight = 0.1f, Regularisation = 0.01f, Epochs = 8 }))),
        ("hybrid", split => HorizonRankings.Ask(split, hybrid.Value, QueryLists.Depth)),
    ];

    public static IRecommendationModel Hybrid(HorizonSplit split) =>
        new HybridTrainer().Train(split.Data, Seed, CancellationToken.None);

    private static List<int[]> OnPartners(HorizonSplit split, IMatrixTrainer trainer)
    {
        var partners = Partners(split);
        var model = trainer.Train(partners, Seed, CancellationToken.None);
        return HorizonRankings.Ask(split, model, partners, [.. Enumerable.Range(0, split.Organisations.Count)]);
    }

    // The square of the columns is what EASE needs in memory, so it knows the most active organisations alone.
    private static List<int[]> Ease(HorizonSplit split)
    {
        int[] active =
        [
            .. Enumerable.Range(0, split.Organisations.Count)
                .OrderByDescending(number => split.Partners[number].Count).Take(EaseColumns).Order(),
        ];
        var columns = active.Index().ToDictionary(one => one.Item, one => one.Index);
        var partners = FeedbackMatrix.From(
            split.Organisations.Count,
            active.Length,
            [
                .. from row in Enumerable.Range(0, split.Organisations.Count)
                   from other in split.Partners[row]
                   where columns.ContainsKey(other)
                   select new Feedback(row, columns[other]),
            ]);
        var model = new EaseTrainer(EaseLambda).Train(partners, Seed, CancellationToken.None);
        return HorizonRankings.Ask(split, model, partners, active);
    }

    private static List<int[]> Decayed(HorizonSplit split)
    {
        var entries = new List<Feedback>();
        foreach (var act in split.Data.Interactions)
        {
            var years = (split.At - act.At).TotalDays / 365.25;
            entries.Add(new Feedback(
                0, split.Numbers[act.Actor.Id], (float)double.Exp2(-years / ActivityHalfLifeYears)));
        }

        var model = new PopularityTrainer().Train(
            FeedbackMatrix.From(1, split.Organisations.Count, entries), Seed, CancellationToken.None);
        return HorizonRankings.Ask(
            split, model, Partners(split), [.. Enumerable.Range(0, split.Organisations.Count)]);
    }

    // Signals with everything else switched off; a floor that dwarfs all activity leaves the bare cosine.
    private static List<int[]> Tags(HorizonSplit split, double activityFloor) =>
        HorizonRankings.Ask(split, new SignalTrainer(new SignalOptions
        {
            Tag = 1,
            Industry = 0,
            Text = 0,
            Region = 0,
            CoActivity = 0,
            Walk = 0,
            Popularity = 0,
            ActivityFloor = activityFloor,
        }).Train(split.Data, Seed, CancellationToken.None), QueryLists.Depth);

    private static FeedbackMatrix Partners(HorizonSplit split) =>
        FeedbackMatrix.From(
            split.Organisations.Count,
            split.Organisations.Count,
            [
                .. from row in Enumerable.Range(0, split.Organisations.Count)
                   from other in split.Partners[row]
                   select new Feedback(row, other),
            ]);
}
