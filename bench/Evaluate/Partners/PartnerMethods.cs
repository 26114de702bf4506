using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>The methods that are compared, each by name. What several need is made once.</summary>
internal sealed class PartnerMethods
{
    private const int Seed = 1;

    /// <summary>So many of each list a blend looks at.</summary>
    private const int BlendDepth = 300;

    /// <summary>How much the first places count for more than the next, as in the paper.</summary>
    private const double RankOffset = 60;

    /// <summary>What multiplies likeness, beside log(1 + activity), where activity is to make no difference.</summary>
    private const double FloorOverAllActivity = 1e6;

    private readonly PartnerSplit _split;
    private readonly PartnerSettings _settings;
    private readonly int[] _everyone;
    private readonly Lazy<FeedbackMatrix> _partners;

    public PartnerMethods(PartnerSplit split, PartnerSettings settings)
    {
        (_split, _settings) = (split, settings);
        _everyone = [.. Enumerable.Range(0, split.Organisations.Count)];
        _partners = new(PlainTies);
        Features = new(() => new PartnerFeatures(split));
        IalsWithFeatures = new(() => Train(
            new ImplicitAlsTrainer(settings.IalsWithFeatures),
            _partners.Value.WithFeatures(Features.Value.Known, Features.Value.Known)));
        BareText = new(() => Text(FloorOverAllActivity));
        Signals = new(() => Train(new SignalTrainer(), split.Data));
        Hybrid = new(() => Train(new HybridTrainer(), split.Data));
    }

    /// <summary>The likeness of texts, whoever acted how much.</summary>
    public Lazy<IRecommendationModel> BareText { get; }

    public Lazy<PartnerFeatures> Features { get; }

    public Lazy<MatrixModel> IalsWithFeatures { get; }

    public Lazy<IRecommendationModel> Signals { get; }

    public Lazy<IRecommendationModel> Hybrid { get; }

    /// <summary>Each method, asked for the list of each query.</summary>
    public IEnumerable<(string Name, Func<List<int[]>> Ask)> All =>
    [
        ("random", () => PartnerRankings.AskAtRandom(_split, Seed)),
        ("popularity", () => Popularity(_ => 1)),
        ("popularity-decayed", () => Popularity(project => _split.WorthOf(project, _settings.HalfLifeYears))),
        ("partners-count", () => OnPartners(new PopularityTrainer())),
        ("tags", () => Ask(Tags(FloorOverAllActivity))),
        ("tags-activity", () => Ask(Tags(activityFloor: 0))),
        ("item-knn", () => OnPartners(new ItemNeighboursTrainer(_settings.Shrinkage))),
        ("common-neighbours", () => OnPartners(new GraphScoreTrainer(GraphScore.CommonNeighbours))),
        ("adamic-adar", () => AdamicAdar()),
        ("resource-allocation", () => OnPartners(new GraphScoreTrainer(GraphScore.ResourceAllocation))),
        ("resource-allocation-decayed", DecayedResourceAllocation),
        ("ease", () => Ease()),
        ("ials", () => OnPartners(new ImplicitAlsTrainer(_settings.Ials))),
        ("ials-features", OnFeatures),
        .. HasTexts ? OnTexts : [],
        ("hybrid", () => Ask(Hybrid.Value)),
    ];

    private IEnumerable<(string Name, Func<List<int[]>> Ask)> OnTexts =>
    [
        ("text-activity", () => TextAndActivity()),
        ("blend", Blend),
        ("signals", () => Ask(Signals.Value)),
    ];

    /// <summary>Whether projects have texts; otherwise some methods would have nothing to go by.</summary>
    public bool HasTexts => _split.Past.Any(row => row.Project.Idea.Words.Count > 0);

    private static IRecommendationModel Train(ITrainer trainer, DataSet data) =>
        trainer.Train(data, Seed, CancellationToken.None);

    private static MatrixModel Train(IMatrixTrainer trainer, FeedbackMatrix feedback) =>
        trainer.Train(feedback, Seed, CancellationToken.None);

    private List<int[]> Ask(IRecommendationModel model) => PartnerRankings.Ask(_split, model);

    private List<int[]> OnPartners(IMatrixTrainer trainer, int count = PartnerRankings.Depth) =>
        PartnerRankings.Ask(_split, Train(trainer, _partners.Value), _partners.Value, _everyone, count);

    private List<int[]> Popularity(Func<Project, float> worth) => PartnerRankings.Ask(_split, _split.Activity(worth));

    private IRecommendationModel Tags(double activityFloor) => Train(
        new SignalTrainer(SignalOptions.Nothing with { Tag = 1, ActivityFloor = activityFloor }),
        _split.DataSetOf(project => new Entity(project.Idea.Ref) { Tags = project.Parts }));

    private IRecommendationModel Text(double activityFloor) => Train(
        new SignalTrainer(SignalOptions.Nothing with { Text = 1, ActivityFloor = activityFloor }), _split.Data);

    private List<int[]> TextAndActivity(int count = PartnerRankings.Depth) =>
        PartnerRankings.Ask(_split, Text(activityFloor: 0), count);

    private List<int[]> AdamicAdar(int count = PartnerRankings.Depth) =>
        OnPartners(new GraphScoreTrainer(GraphScore.AdamicAdar), count);

    /// <summary>Each past project together ties, the more the later it was.</summary>
    private List<int[]> DecayedResourceAllocation()
    {
        var ties = FeedbackMatrix.From(
            _everyone.Length, _everyone.Length,
            [
                .. from project in _split.Past.GroupBy(row => row.Project, row => row.Organisation)
                   let worth = _split.WorthOf(project.Key, _settings.HalfLifeYears)
                   from one in project
                   from other in project
                   where one != other
                   select new Feedback(one, other, worth),
            ]);
        var model = Train(new GraphScoreTrainer(GraphScore.ResourceAllocation), ties);
        return PartnerRankings.Ask(_split, model, ties, _everyone);
    }

    private List<int[]> Ease(int count = PartnerRankings.Depth)
    {
        int[] active =
        [
            .. _everyone.OrderByDescending(number => _split.Partners[number].Count)
                .Take(_settings.EaseColumns).Order(),
        ];
        var columns = active.Index().ToDictionary(one => one.Item, one => one.Index);
        var partners = FeedbackMatrix.From(
            _everyone.Length,
            active.Length,
            [
                .. from row in _everyone
                   from other in _split.Partners[row]
                   where columns.ContainsKey(other)
                   select new Feedback(row, columns[other]),
            ]);
        return PartnerRankings.Ask(
            _split, Train(new EaseTrainer(_settings.EaseLambda), partners), partners, active, count);
    }

    private List<int[]> OnFeatures() => PartnerRankings.Ask(
        _split, IalsWithFeatures.Value,
        _partners.Value.WithFeatures(Features.Value.Known, Features.Value.Known), _everyone);

    /// <summary>
    /// Three lists of each query as one, by places alone: reciprocal rank fusion (Cormack, Clarke and Büttcher 2009).
    /// </summary>
    private List<int[]> Blend()
    {
        List<int[]>[] parts = [AdamicAdar(BlendDepth), Ease(BlendDepth), TextAndActivity(BlendDepth)];
        return
        [
            .. Enumerable.Range(0, _split.Queries.Count).Select(query => parts
                .SelectMany(lists => lists[query].Select((one, place) => (one, Worth: 1 / (RankOffset + 1 + place))))
                .GroupBy(one => one.one, one => one.Worth)
                .OrderByDescending(one => one.Sum()).ThenBy(one => one.Key)
                .Take(PartnerRankings.Depth).Select(one => one.Key).ToArray()),
        ];
    }

    private FeedbackMatrix PlainTies() => FeedbackMatrix.From(
        _everyone.Length,
        _everyone.Length,
        [
            .. from row in _everyone
               from other in _split.Partners[row]
               select new Feedback(row, other),
        ]);
}
