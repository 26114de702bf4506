using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class IdeaScorerTests
{
    private static readonly EntityRef Me = EntityRef.Member("me");

    private static readonly EntityRef Cluster = EntityRef.MiniCluster("joined");

    /// <summary>An idea that everything speaks for: likeness, region, those whom one meets, a colleague, one's
    /// mini-cluster.</summary>
    private static ActivityGraph Graph()
    {
        Entity[] entities =
        [
            Given.Organisation("mine", "robot") with { Region = "경기" },
            Given.Member("me", "mine") with { Tags = ["robot"], Words = ["arm"], Industries = ["C/C29"] },
            Given.Member("colleague", "mine"), Given.Member("other", "theirs"), Given.Organisation("theirs"),
            new(Cluster), new(EntityRef.MiniCluster("strange")),
            Given.Idea("met"), Given.Idea("quiet", "solar") with { MiniCluster = EntityRef.MiniCluster("strange") },
            Given.Idea("one", "robot") with
            {
                Words = ["arm", "grip"], Industries = ["C/C29"], Region = "경기", MiniCluster = Cluster,
            },
        ];
        return GraphBuilder.Build(
            new DataSet(
                entities,
                [
                    new(InteractionKind.Joined, Me, Cluster, Given.Now.AddDays(-40)),
                    Given.Act(InteractionKind.Supported, "me", "met"),
                    Given.Act(InteractionKind.Commented, "other", "met"),
                    Given.Act(InteractionKind.Posted, "other", "one", daysAgo: 30),
                    Given.Act(InteractionKind.Commented, "colleague", "one", daysAgo: 9),
                ]),
            new SignalOptions(),
            TestContext.Current.CancellationToken);
    }

    private static IdeaScorer ScorerOf(ActivityGraph graph, HistoryWeights weights) => new(
        graph, new SignalOptions(), weights,
        new Subject(graph, new SignalOptions(), graph.Table.Find(Me)!.Value, Given.IdeasFor(Me)), Given.IdeasFor(Me),
        new Scratch());

    private static HistoryWeights Only(params ReadOnlySpan<IdeaSignal> signals)
    {
        var weights = new double[IdeaWeights.Signals.Length];
        foreach (var signal in signals)
            weights[(int)signal] = 1;
        return new HistoryWeights(weights, weights, weights);
    }

    [Fact]
    public void WeightsOfSignals_GiveTheScoresAndReasonsOfSignals()
    {
        var graph = Graph();
        var query = Given.IdeasFor(Me);
        var subject = new Subject(graph, new SignalOptions(), graph.Table.Find(Me)!.Value, query);
        var signals = new Scorer(graph, new SignalOptions(), subject, query, new Scratch());
        var learned = ScorerOf(graph, IdeaWeights.OfSignals(new SignalOptions()));
        foreach (var number in graph.Table.OfKind(EntityKind.Idea).ToArray())
        {
            var (expected, found) = (
                Explainer.Explain(graph, signals, number, default), IdeaExplainer.Explain(graph, learned, number));
            Assert.Equal(expected.Score, found.Score, 1e-9);
            Assert.Equal(
                expected.Reasons.Select(reason => (reason.Kind, reason.About, string.Join('·', reason.Labels))),
                found.Reasons.Select(reason => (reason.Kind, reason.About, string.Join('·', reason.Labels))));
        }
    }

    [Theory]
    [InlineData(nameof(IdeaSignal.Industry), ReasonKind.Industry)]
    [InlineData(nameof(IdeaSignal.Tag), ReasonKind.Tag)]
    [InlineData(nameof(IdeaSignal.Text), ReasonKind.Text)]
    [InlineData(nameof(IdeaSignal.Region), ReasonKind.Region)]
    [InlineData(nameof(IdeaSignal.Walk), ReasonKind.CoPosted)]
    [InlineData(nameof(IdeaSignal.CloseWalk), ReasonKind.CoPosted)]
    [InlineData(nameof(IdeaSignal.OwnOrganisation), ReasonKind.OwnOrganisation)]
    [InlineData(nameof(IdeaSignal.Activity), ReasonKind.Popularity)]
    [InlineData(nameof(IdeaSignal.Recency), ReasonKind.Popularity)]
    [InlineData(nameof(IdeaSignal.OwnCluster), ReasonKind.SharedCluster)]
    public void ASignal_IsAReason_ThatIsTheWholeScoreAlone(string signal, ReasonKind kind)
    {
        var graph = Graph();
        var item = IdeaExplainer.Explain(
            graph, ScorerOf(graph, Only(Enum.Parse<IdeaSignal>(signal))),
            graph.Table.Find(EntityRef.Idea("one"))!.Value);
        Assert.Equal((kind, 1), (Assert.Single(item.Reasons).Kind, item.Reasons[0].Share));
        Assert.True(item.Score > 0);
    }

    [Fact]
    public void OnesMiniCluster_IsNamed()
    {
        var graph = Graph();
        var reason = Assert.Single(IdeaExplainer.Explain(
            graph, ScorerOf(graph, Only(IdeaSignal.OwnCluster)),
            graph.Table.Find(EntityRef.Idea("one"))!.Value).Reasons);
        Assert.Equal((Cluster, InteractionKind.Joined), (reason.About, reason.YourAct));
    }

    [Theory]
    [InlineData(0.1, 0.05)]
    [InlineData(100, 0.5)]
    public void BeingNew_AddsHalfOfTheRestAtMost(double weight, double added)
    {
        var (graph, weights) = (Graph(), new double[IdeaWeights.Signals.Length]);
        (weights[(int)IdeaSignal.OwnCluster], weights[(int)IdeaSignal.Freshness]) = (1, weight);
        var scorer = ScorerOf(graph, new HistoryWeights(weights, weights, weights));
        int[] ideas = [.. ((string[])["one", "quiet"]).Select(id => graph.Table.Find(EntityRef.Idea(id))!.Value)];

        Assert.Equal([1 + added, 0], scorer.Score(ideas).ToArray(), (one, other) => Math.Abs(one - other) < 1e-9);
        var item = IdeaExplainer.Explain(graph, scorer, ideas[0]);
        Assert.Equal(added, item.Reasons.Single(reason => reason.Kind == ReasonKind.Recent).Contribution, 1e-9);
        TrainerContract.AssertExplained(item);
    }

    [Fact]
    public void ActiveThemes_AreTheReasonsOfWhatIsAlike_InProportion()
    {
        var graph = Graph();
        var item = IdeaExplainer.Explain(
            graph, ScorerOf(graph, Only(IdeaSignal.ActiveTheme)), graph.Table.Find(EntityRef.Idea("one"))!.Value);
        Assert.Equal(
            [ReasonKind.Industry, ReasonKind.Tag, ReasonKind.Text], item.Reasons.Select(reason => reason.Kind).Order());
        TrainerContract.AssertExplained(item);
    }

    [Theory]
    [InlineData(nameof(IdeaSignal.Freshness), 0.5)]
    [InlineData(nameof(IdeaSignal.Recency), 0.933)]
    public void AMonthAfterItWasPosted_AnIdeaIsHalfAsNew_AndItsLastActCounts(string signal, double expected)
    {
        var graph = Graph();
        var signals = new double[IdeaWeights.Signals.Length];
        ScorerOf(graph, Only()).Measure(graph.Table.Find(EntityRef.Idea("one"))!.Value, signals);
        Assert.Equal(expected, signals[(int)Enum.Parse<IdeaSignal>(signal)], 1e-3);
    }

    [Fact]
    public void AnIdeaThatNothingWasDoneTo_IsNew_AndNothingElse()
    {
        var graph = Graph();
        var signals = new double[IdeaWeights.Signals.Length];
        ScorerOf(graph, Only()).Measure(graph.Table.Find(EntityRef.Idea("quiet"))!.Value, signals);
        Assert.Equal(1, signals[(int)IdeaSignal.Freshness]);
        Assert.Equal(1, signals.Sum(), 1e-12);
    }
}
