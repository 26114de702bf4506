using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Measures the signals of every organisation for one query, and weighs them. All of a query's signals come from one
/// walk from the subject to things, and one pass over the acts of each candidate; nothing is kept between queries, so
/// an act counts with the next one.
/// </summary>
internal sealed class PartnerScorer : ICandidateScorer
{
    /// <summary>How steep the walk's sum is before it saturates.</summary>
    private const double WalkScale = 0.4;

    private const double LatentMax = 1.5;
    private const double DaysPerYear = 365.25;
    private static readonly int s_signals = PartnerWeights.Signals.Length;
    private static readonly Thinning s_things = new(0.3);
    private static readonly Thinning s_others = new(0.7);
    private static readonly Thinning s_acts = new(0.5);

    private readonly ActivityGraph _graph;
    private readonly IReadOnlyDictionary<string, double> _regions;
    private readonly IReadOnlyDictionary<string, double> _types;
    private readonly double[] _weights;
    private readonly PartnerScratch _scratch;
    private readonly Dictionary<int, Meeting> _places;
    private readonly int[] _columns;
    private readonly double _day;
    private readonly WorthsOnDay _worths;

    /// <param name="graph">Who acted on what.</param>
    /// <param name="learned">The weights.</param>
    /// <param name="columns">Where each node's factors are (<see cref="PartnerFactors.ColumnsIn"/>).</param>
    /// <param name="subject">What is asked about.</param>
    /// <param name="query">The query.</param>
    /// <param name="scratch">Room for the query's sums, for this scorer alone until it ends.</param>
    public PartnerScorer(
        ActivityGraph graph,
        PartnerWeights learned,
        int[] columns,
        Subject subject,
        RecommendationQuery query,
        PartnerScratch scratch)
    {
        _columns = columns;
        (_graph, _scratch, Subject, Query) = (graph, scratch, subject, query);
        (_regions, _types) = (learned.RegionTies.For(subject.Region), learned.TypeTies.For(subject.Type));
        _day = Decay.DayOf(query.At);
        _worths = new WorthsOnDay(graph.Decay, _day);
        Exposure = learned.Exposure;
        _weights = learned.For(subject.Meetings.Count);
        scratch.Begin(graph.Table.Nodes.Length);
        var worths = graph.Vocabulary.Worths;
        Likeness = Array.ConvertAll(
            FeatureSet.Families, family => new Likeness(subject.Profile[family], worths, scratch.Terms[(int)family]));
        _places = subject.Meetings.ToDictionary(meeting => meeting.Number);
        LookAtThings();
        MeetOthers();
        PassOn();
        ScoreByFactors(learned.Factors);
    }

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    public Likeness[] Likeness { get; }

    public ExposurePrices? Exposure { get; }

    public ReadOnlySpan<double> Weights => _weights;

    public static double Saturate(PartnerSignal signal, double sum) => signal switch
    {
        _ when sum == 0 => 0,
        PartnerSignal.Walk => Math.Log(1 + (WalkScale * Math.Max(0, sum))),
        PartnerSignal.CloseWalk or PartnerSignal.Latent => Math.Sqrt(Math.Max(0, sum)),
        PartnerSignal.Direct or PartnerSignal.ThemeActivity or PartnerSignal.Activity or PartnerSignal.Reach =>
            Math.Log(1 + Math.Max(0, sum)),
        _ => sum,
    };

    public ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates)
    {
        Span<double> signals = stackalloc double[s_signals];
        var likeness = new LikenessToKind(Likeness, _graph.Contents.Of(Query.Target), _scratch.Likeness);
        var scores = _scratch.ScoresOf(candidates.Length);
        for (var place = 0; place < candidates.Length; place++)
        {
            var (number, score) = (candidates[place], 0.0);
            var node = _graph.Table[number];
            SumActs(number, node, signals);
            likeness.Of(place, node.Profile, signals.Slice((int)PartnerSignal.Industry, FeatureSet.Families.Length));
            Finish(node, signals);
            for (var i = 0; i < signals.Length; i++)
                score += _weights[i] * signals[i];
            scores[place] = score;
        }

        _graph.Contents.Report(Query.Target, likeness.Changed);
        return scores;
    }

    public double Activity(Node node) => _graph.ActivityOn(_day, node);

    /// <summary>All signals of a candidate, as they are weighed.</summary>
    public void Measure(int number, Node node, Span<double> signals)
    {
        SumActs(number, node, signals);
        foreach (var family in FeatureSet.Families)
            signals[(int)PartnerSignal.Industry + (int)family] = Likeness[(int)family].To(node.Profile[family]);
        Finish(node, signals);
    }

    private void Finish(Node node, Span<double> signals)
    {
        signals[(int)PartnerSignal.RegionTies] = node.Region is null ? 0 : _regions.GetValueOrDefault(node.Region);
        signals[(int)PartnerSignal.TypeTies] = node.Type is null ? 0 : _types.GetValueOrDefault(node.Type);
        for (var i = 0; i < signals.Length; i++)
            signals[i] = Saturate((PartnerSignal)i, signals[i]);
    }

    /// <summary>The parts that one act of a candidate adds to the sums before they saturate.</summary>
    private void AddAct(int number, in Edge act, Span<double> sums)
    {
        // A thing that came after the query began is worth nothing to it, as a hidden one.
        if (act.Node >= _scratch.Things.Length)
            return;
        ref readonly var thing = ref _scratch.Things[act.Node];
        var worth = thing.Spread > 0 ? _worths.Of(act) : 0;
        if (!(worth > 0))
            return;
        sums[(int)PartnerSignal.Activity] += worth;
        sums[(int)PartnerSignal.ThemeActivity] += worth * thing.Likeness;
        // What a candidate put there itself does not come back to it: nobody is its own partner.
        sums[(int)PartnerSignal.Walk] += worth * thing.Spread * Rest(thing.Walk, act.Weight * _scratch.Walk[number]);
        sums[(int)PartnerSignal.Direct] += worth * thing.Direct;
    }

    /// <summary>What the walk brings to a candidate over each other organisation, until the next call.</summary>
    public Tally PartsOfOthers(int number, Node node)
    {
        var parts = _scratch.Parts;
        parts.Clear();
        foreach (var act in node.Acts)
        {
            var spread = act.Node < _scratch.Things.Length ? _scratch.Things[act.Node].Spread : 0;
            if (!(spread > 0))
                continue;
            var worth = spread * _worths.Of(act);
            foreach (var others in _graph.Table[act.Node].Organisations)
                if (others.Node != number)
                    parts.Add(others.Node, worth * others.Weight * _scratch.Walk[others.Node]);
        }

        return parts;
    }

    /// <summary>What of the sum of <see cref="PartnerSignal.ThemeActivity"/> comes from one act, by one family of
    /// terms.</summary>
    public double LikenessOf(in Edge act, Family family) =>
        act.Node < _scratch.Things.Length
            ? _worths.Of(act) * _scratch.ThingLikeness[(int)family][act.Node]
            : 0;

    /// <summary>What of the direct signal's sum comes from one act, and where; null when it is no meeting.</summary>
    public Meeting? MeetingAt(in Edge act, out double part)
    {
        part = 0;
        if (!_places.TryGetValue(act.Node, out var meeting))
            return null;
        part = DirectPart(
            meeting, _worths.Of(act), _graph.Table[act.Node].Organisations.Length);
        return meeting;
    }

    public bool Counts(int number) =>
        number != Subject.Number && number != Subject.Organisation
        && _graph.Table[number].Status != EntityStatus.Hidden;

    private static double DirectPart(in Meeting meeting, double worth, int size) =>
        meeting.Worth * worth / Math.Log(1 + Math.Max(2, size));

    // Differences of sums leave a rest where exact ones would leave nothing.
    private static double Rest(double all, double own) => all - own is var rest && rest > 1e-9 * all ? rest : 0;

    /// <summary>The sums over a candidate's acts, before they saturate; 0 for the signals that are none.</summary>
    public void SumActs(int number, Node node, Span<double> sums)
    {
        sums.Clear();
        var last = double.NegativeInfinity;
        foreach (var act in node.Acts)
        {
            AddAct(number, act, sums);
            last = Math.Max(last, act.Day);
        }

        if (node.Acts.Length == 0)
            return;
        sums[(int)PartnerSignal.Reach] = node.Others;
        sums[(int)PartnerSignal.Recency] = Halving.Exp2((last - _day) / DaysPerYear);
        // Where no walk leads, there is no one to name as the reason; a newcomer's reason is what it says of itself.
        var walk = sums[(int)PartnerSignal.Walk];
        if (walk > 0)
            sums[(int)PartnerSignal.CloseWalk] = walk * s_acts.Of(node.Acts.Length);
        else if (Subject.Meetings.Count > 0)
            return;
        if (number < _columns.Length && _columns[number] is >= 0 and var column && column < _scratch.Latent.Length)
            sums[(int)PartnerSignal.Latent] = Math.Clamp(_scratch.Latent[column], 0, LatentMax);
    }

    // From the subject over the things where it meets others to those; a tally holds what each passes on per act.
    private void MeetOthers()
    {
        foreach (var meeting in Subject.Meetings)
        {
            var row = _graph.Table[meeting.Number].Organisations;
            var (spread, closeness) = (s_things.Of(row.Length - 1), PartnerFactors.Closeness(row.Length));
            foreach (var edge in row)
            {
                if (!Counts(edge.Node))
                    continue;
                var arrived = meeting.Worth * edge.Weight;
                _scratch.Met.Add(edge.Node, arrived * closeness);
                _scratch.Walk.Add(
                    edge.Node, arrived * spread * s_others.Of(_graph.Table[edge.Node].Acts.Length));
            }
        }
    }

    private void PassOn()
    {
        var things = _scratch.Things;
        foreach (var other in _scratch.Walk.Touched)
        {
            var walk = _scratch.Walk[other];
            foreach (var act in _graph.Table[other].Acts)
            {
                // A thing that came after the query began has nothing yet.
                if (act.Node < things.Length)
                    things[act.Node].Walk += act.Weight * walk;
            }
        }
    }

    private void ScoreByFactors(PartnerFactors factors)
    {
        _scratch.Latent = [];
        if (factors.Model is not { } model)
            return;
        var met = new List<(int Column, float Weight)>();
        foreach (var other in _scratch.Met.Touched)
            if (other < _columns.Length && _columns[other] is >= 0 and var column)
                met.Add((column, factors.Scale * (float)_scratch.Met[other]));
        // Those who act are known by that. What all have alone is nothing that a newcomer says of itself.
        var (features, amounts) = Subject.Meetings.Count == 0
            ? factors.Features.Of(_graph, Subject.Profile, Subject.Region, Subject.Type)
            : ([], []);
        if (features.Length <= 1)
            (features, amounts) = ([], []);
        if (met.Count == 0 && features.Length == 0)
            return;
        met.Sort((one, other) => one.Column.CompareTo(other.Column));
        _scratch.Latent = new float[model.ColumnCount];
        model.Score(
            new History(
                [.. met.Select(one => one.Column)], [.. met.Select(one => one.Weight)], features, amounts),
            _scratch.Latent);
    }

    // Everything that depends on the thing alone is found once a query, and not again for each of its actors.
    private void LookAtThings()
    {
        var things = _scratch.Things;
        var nodes = _graph.Table.Nodes;
        for (var number = 0; number < Math.Min(nodes.Length, things.Length); number++)
            if (nodes[number] is { Status: not EntityStatus.Hidden } node)
                things[number].Spread = s_things.Of(node.Organisations.Length - 1);
        if (!Subject.Profile.IsEmpty)
        {
            Compare(EntityKind.Idea);
            Compare(EntityKind.MiniCluster);
        }

        foreach (var meeting in Subject.Meetings)
            things[meeting.Number].Direct =
                DirectPart(meeting, 1, _graph.Table[meeting.Number].Organisations.Length);
    }

    // A thing does not act, so its profile is what it says of itself.
    private void Compare(EntityKind kind)
    {
        var likeness = new LikenessToKind(Likeness, _graph.Contents.Of(kind), _scratch.Likeness);
        var numbers = _graph.Table.OfKind(kind);
        Span<double> found = stackalloc double[FeatureSet.Families.Length];
        for (var place = 0; place < numbers.Length; place++)
        {
            var number = numbers[place];
            if (number >= _scratch.Things.Length || !(_scratch.Things[number].Spread > 0))
                continue;
            likeness.Of(place, _graph.Table.Facts[number].Profile, found);
            for (var family = 0; family < found.Length; family++)
            {
                _scratch.ThingLikeness[family][number] = found[family];
                _scratch.Things[number].Likeness += found[family];
            }
        }

        _graph.Contents.Report(kind, likeness.Changed);
    }
}
