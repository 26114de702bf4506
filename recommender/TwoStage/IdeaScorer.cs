using System.Numerics.Tensors;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>Measures the signals of every idea for one query, and weighs them.</summary>
internal sealed class IdeaScorer : ICandidateScorer
{
    private const double RecencyHalfLifeDays = 90;
    private const double FreshnessHalfLifeDays = 30;

    /// <summary>
    /// How much being new adds at most, in proportion to everything else. Members act on what they see, and that is
    /// what is new, whether it fits or not; learned from their acts, its weight alone would order the list.
    /// </summary>
    private const double FreshnessPerRestMax = 0.5;

    private static readonly int s_signals = IdeaWeights.Signals.Length;
    private static readonly Thinning s_actors = new(0.5);

    private readonly ActivityGraph _graph;
    private readonly SignalOptions _options;
    private readonly Scratch _scratch;
    private readonly GraphOnDay _view;
    private readonly LikenessToKind _likenessToKind;
    private readonly double[] _families;
    private readonly double[] _weights;
    private readonly Dictionary<int, double> _ofOrganisation;
    private readonly HashSet<int> _joined;
    private readonly int _region;

    /// <param name="graph">Who acted on what.</param>
    /// <param name="options">How acts count and profiles are made.</param>
    /// <param name="learned">The weights.</param>
    /// <param name="subject">What is asked about.</param>
    /// <param name="query">The query, for ideas.</param>
    /// <param name="scratch">Room for the query's sums, for this scorer alone until it is cleared.</param>
    public IdeaScorer(
        ActivityGraph graph, SignalOptions options, HistoryWeights learned, Subject subject, RecommendationQuery query,
        Scratch scratch)
    {
        (_graph, _options, _scratch, Subject, Query) = (graph, options, scratch, subject, query);
        _view = new GraphOnDay(graph, Decay.DayOf(query.At));
        _families = [options.Industry, options.Tag, options.Text];
        _weights = learned.For(subject.Meetings.Count);
        _region = graph.Table.Names.Find(subject.Region);
        _ofOrganisation = subject.Meetings.Where(meeting => meeting.ThroughOrganisation)
            .ToDictionary(meeting => meeting.Number, meeting => meeting.Worth);
        _joined =
        [
            .. subject.Meetings
                .Where(meeting => meeting is { Act: InteractionKind.Joined, ThroughOrganisation: false })
                .Select(meeting => meeting.Number),
        ];
        var worths = graph.Vocabulary.Worths;
        Likeness = Array.ConvertAll(
            FeatureSet.Families, family => new Likeness(subject.Profile[family], worths, scratch.Terms[(int)family]));
        _likenessToKind = new LikenessToKind(Likeness, graph.Contents.Of(query.Target), scratch.Likeness);
        Walks = new Walks(graph, _view, subject, query, scratch);
    }

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    public Likeness[] Likeness { get; }

    public Walks Walks { get; }

    public ReadOnlySpan<double> Weights => _weights;

    public double Activity(Node node) => _graph.ActivityOn(_view.Day, node);

    public ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates)
    {
        var rows = MeasureAll(candidates);
        _graph.Contents.Report(Query.Target, _likenessToKind.Changed);
        var scores = rows[s_signals].AsSpan(0, candidates.Length);
        scores.Clear();
        for (var i = 0; i < s_signals; i++)
            if (_weights[i] > 0 && i != (int)IdeaSignal.Freshness)
                TensorPrimitives.MultiplyAdd(rows[i].AsSpan(0, candidates.Length), _weights[i], scores, scores);
        var freshness = rows[(int)IdeaSignal.Freshness];
        for (var place = 0; place < scores.Length; place++)
            scores[place] += FreshnessWorth(freshness[place], scores[place]);
        return scores;
    }

    /// <summary>What being new adds to a score.</summary>
    /// <param name="freshness">The signal.</param>
    /// <param name="rest">What all other signals are worth.</param>
    public double FreshnessWorth(double freshness, double rest) =>
        Math.Min(_weights[(int)IdeaSignal.Freshness] * freshness, FreshnessPerRestMax * rest);

    /// <summary>All signals of a candidate, as they are weighed.</summary>
    public void Measure(int number, Span<double> signals)
    {
        var rows = MeasureAll([number]);
        for (var i = 0; i < signals.Length; i++)
            signals[i] = rows[i][0];
    }

    /// <summary>What of a candidate's <see cref="IdeaSignal.ActiveTheme"/> each unit of likeness in a family is, in
    /// proportion to the others.</summary>
    public double PartOf(Family family) => _families[(int)family];

    // Each signal as a row, for logarithms one by one would take long.
    private double[][] MeasureAll(ReadOnlySpan<int> candidates)
    {
        var rows = _scratch.Rows(s_signals + 1, candidates.Length);
        Span<double> sums = stackalloc double[s_signals];
        for (var place = 0; place < candidates.Length; place++)
        {
            Sum(candidates[place], sums);
            for (var i = 0; i < sums.Length; i++)
                rows[i][place] = sums[i];
        }

        var activity = Row(IdeaSignal.Activity, candidates.Length);
        TensorPrimitives.LogP1(activity, activity);
        var theme = Row(IdeaSignal.ActiveTheme, candidates.Length);
        TensorPrimitives.Multiply(theme, activity, theme);
        var region = Row(IdeaSignal.Region, candidates.Length);
        for (var place = 0; place < region.Length; place++)
            region[place] *= _options.ActivityFloor + activity[place];
        var walk = Row(IdeaSignal.Walk, candidates.Length);
        TensorPrimitives.LogP1(walk, walk);
        var close = Row(IdeaSignal.CloseWalk, candidates.Length);
        TensorPrimitives.Sqrt(close, close);
        var organisation = Row(IdeaSignal.OwnOrganisation, candidates.Length);
        TensorPrimitives.LogP1(organisation, organisation);
        return rows;

        Span<double> Row(IdeaSignal signal, int length) => rows[(int)signal].AsSpan(0, length);
    }

    /// <summary>The sums of a candidate before they saturate.</summary>
    private void Sum(int number, Span<double> sums)
    {
        ref readonly var facts = ref _graph.Table.Facts[number];
        var likenesses = sums[..FeatureSet.Families.Length];
        _likenessToKind.Of(facts.Place, facts.Profile, likenesses);
        var theme = 0.0;
        for (var family = 0; family < likenesses.Length; family++)
            theme += _families[family] * likenesses[family];
        sums[(int)IdeaSignal.ActiveTheme] = theme;
        sums[(int)IdeaSignal.Region] = _region > 0 && facts.Region == _region ? 1 : 0;
        var walked = Walks.Walked(number);
        sums[(int)IdeaSignal.Walk] = _options.WalkScale * walked;
        sums[(int)IdeaSignal.CloseWalk] = walked * s_actors.Of(_graph.Table.Crowds[number].Of(Walks.Actors));
        sums[(int)IdeaSignal.OwnOrganisation] = _ofOrganisation.GetValueOrDefault(number);
        sums[(int)IdeaSignal.OwnCluster] = _joined.Contains(facts.MiniCluster) ? 1 : 0;
        sums[(int)IdeaSignal.Activity] = _view.ActivityOf(facts, number);
        sums[(int)IdeaSignal.Recency] = Halving.Exp2((facts.Until - _view.Day) / RecencyHalfLifeDays);
        var begun = double.IsFinite(facts.Posted) ? facts.Posted : facts.Until;
        sums[(int)IdeaSignal.Freshness] = begun == double.NegativeInfinity
            ? 1
            : Halving.Exp2((begun - _view.Day) / FreshnessHalfLifeDays);
    }
}
