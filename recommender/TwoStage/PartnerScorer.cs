using System.Numerics.Tensors;
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
    private const double LatentMax = 1.5;
    private static readonly int s_signals = PartnerWeights.Signals.Length;
    private static readonly Thinning s_acts = new(0.5);

    private readonly ActivityGraph _graph;
    private readonly GraphOnDay _view;
    private readonly double[] _regions;
    private readonly double[] _types;
    private readonly double[] _weights;
    private readonly PartnerScratch _scratch;
    private readonly Dictionary<int, Meeting> _places;
    private readonly int[] _columns;
    private readonly LikenessToKind _likenessToKind;
    private readonly PartnerFactors _factors;
    private Memory<float> _latent;
    private float[]? _latentOfActs;

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
        (_columns, _factors) = (columns, learned.Factors);
        (_graph, _scratch, Subject, Query) = (graph, scratch, subject, query);
        _view = new GraphOnDay(graph, Decay.DayOf(query.At));
        _regions = graph.Table.Names.ByNumber(learned.RegionTies.For(subject.Region));
        _types = graph.Table.Names.ByNumber(learned.TypeTies.For(subject.Type));
        Exposure = learned.Exposure;
        _weights = learned.For(subject.Meetings.Count);
        scratch.Begin(graph.Table.Nodes.Length);
        var worths = graph.Vocabulary.Worths;
        Likeness = Array.ConvertAll(
            FeatureSet.Families, family => new Likeness(subject.Profile[family], worths, scratch.Terms[(int)family]));
        _places = subject.Meetings.ToDictionary(meeting => meeting.Number);
        LookAtThings();
        MeetOthers();
        ShareOut();
        PassOn();
        ScoreByFactors();
        _likenessToKind = new LikenessToKind(Likeness, graph.Contents.Of(query.Target), scratch.Likeness);
    }

    /// <summary>How much an act on a thing brings one near to each of so many others there.</summary>
    public static Thinning Closeness { get; } = new(0.5);

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    public Likeness[] Likeness { get; }

    public ExposurePrices? Exposure { get; }

    public ReadOnlySpan<double> Weights => _weights;

    // By blocks that stay in the nearest memory, and signal by signal, for logarithms one by one would take long.
    public ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates)
    {
        var scores = _scratch.ScoresOf(candidates.Length);
        for (var start = 0; start < candidates.Length; start += PartnerScratch.BlockLength)
        {
            var length = Math.Min(PartnerScratch.BlockLength, candidates.Length - start);
            ScoreBlock(candidates.Slice(start, length), scores.Slice(start, length));
        }

        _graph.Contents.Report(Query.Target, _likenessToKind.Changed);
        return scores;
    }

    public double Activity(Node node) => _graph.ActivityOn(_view.Day, node);

    /// <summary>All signals of a candidate, as they are weighed.</summary>
    public void Measure(int number, Span<double> signals)
    {
        Sum(number, signals);
        for (var i = 0; i < signals.Length; i++)
            signals[i] = Saturation.Of((PartnerSignal)i, signals[i]);
    }

    private void ScoreBlock(ReadOnlySpan<int> candidates, Span<double> scores)
    {
        Span<double> signals = stackalloc double[s_signals];
        var rows = _scratch.Block;
        for (var place = 0; place < candidates.Length; place++)
        {
            Sum(candidates[place], signals);
            for (var i = 0; i < signals.Length; i++)
                rows[i][place] = signals[i];
        }

        scores.Clear();
        for (var i = 0; i < signals.Length; i++)
        {
            if (_weights[i] == 0)
                continue;
            var row = rows[i].AsSpan(0, candidates.Length);
            Saturation.OfAll((PartnerSignal)i, row);
            TensorPrimitives.MultiplyAdd(row, _weights[i], scores, scores);
        }
    }

    /// <summary>The sums of a candidate before they saturate; 0 for the signals that are none.</summary>
    private void Sum(int number, Span<double> sums)
    {
        sums.Clear();
        SumActs(number, sums);
        ref readonly var facts = ref _graph.Table.Facts[number];
        _likenessToKind.Of(
            facts.Place, facts.Profile, sums.Slice((int)PartnerSignal.Industry, FeatureSet.Families.Length));
        sums[(int)PartnerSignal.RegionTies] = facts.Region < _regions.Length ? _regions[facts.Region] : 0;
        sums[(int)PartnerSignal.TypeTies] = facts.Type < _types.Length ? _types[facts.Type] : 0;
    }

    /// <summary>Over which other organisations the walk reaches items, by their places.</summary>
    public IEnumerable<InCommon> FindInCommon(IEnumerable<int> items) =>
        items.Chunk(CommonOthers.ItemsMax).SelectMany(FindInCommonOfSome);

    private InCommon[] FindInCommonOfSome(int[] items)
    {
        var common = _scratch.Common;
        var things = _scratch.Things;
        common.Begin(items);
        for (var place = 0; place < items.Length; place++)
            foreach (ref readonly var act in _view.ActsOf(items[place]))
                if (act.Node < things.Length && things[act.Node] is { Spread: > 0 and var spread, Walk: > 0 })
                    common.Mark(place, act.Node, spread * _view.WorthOf(act));
        foreach (var other in _scratch.Walk.Touched)
        {
            var acts = _view.ActsOf(other);
            var brought = _scratch.BroughtBy(acts.Length);
            for (var i = 0; i < acts.Length; i++)
                brought[i] = acts[i].Weight * _scratch.Walk[other];
            common.Add(other, acts, brought);
        }

        return common.Found();
    }

    /// <summary>Adds what of the sum of <see cref="PartnerSignal.ThemeActivity"/> comes from each family of
    /// terms.</summary>
    public void AddLikeness(int number, Span<double> parts)
    {
        foreach (ref readonly var act in _view.ActsOf(number))
        {
            if (act.Node >= _scratch.Things.Length || !(_scratch.Things[act.Node].Likeness > 0))
                continue;
            var worth = _view.WorthOf(act);
            for (var family = 0; family < parts.Length; family++)
                parts[family] += worth * _scratch.ThingLikeness[family][act.Node];
        }
    }

    /// <summary>What of the direct signal's sum comes from one act, and where; null when it is no meeting.</summary>
    public Meeting? MeetingAt(in Edge act, out double part)
    {
        part = 0;
        if (act.Node >= _scratch.Things.Length || !(_scratch.Things[act.Node].Direct > 0))
            return null;
        var meeting = _places[act.Node];
        part = DirectPart(meeting, _view.WorthOf(act), _graph.Table.Crowds[act.Node].Organisations);
        return meeting;
    }

    public bool Counts(int number) =>
        number != Subject.Number && number != Subject.Organisation
        && !_graph.Table.Crowds[number].IsHidden;

    private static double DirectPart(in Meeting meeting, double worth, int size) =>
        meeting.Worth * worth / Math.Log(1 + Math.Max(2, size));

    // Differences of sums leave a rest where exact ones would leave nothing.
    private static double Rest(double all, double own) => all - own is var rest && rest > 1e-9 * all ? rest : 0;

    private void SumActs(int number, Span<double> sums)
    {
        var acts = _view.ActsOf(number);
        if (acts.Length == 0)
            return;
        var things = _scratch.Things;
        var own = _scratch.Walk[number];
        var (activity, theme, walk, direct) = (0.0, 0.0, 0.0, 0.0);
        foreach (ref readonly var act in acts)
        {
            // A thing that came after the query began is worth nothing to it, as a hidden one.
            if (act.Node >= things.Length || !(things[act.Node].Spread > 0))
                continue;
            ref readonly var thing = ref things[act.Node];
            var worth = _view.WorthOf(act);
            activity += worth;
            theme += worth * thing.Likeness;
            // What a candidate put there itself does not come back to it: nobody is its own partner.
            walk += worth * thing.Spread * Rest(thing.Walk, act.Weight * own);
            direct += worth * thing.Direct;
        }

        (sums[(int)PartnerSignal.Activity], sums[(int)PartnerSignal.ThemeActivity]) = (activity, theme);
        (sums[(int)PartnerSignal.Allocation], sums[(int)PartnerSignal.Direct]) = (walk, direct);
        ref readonly var facts = ref _graph.Table.Facts[number];
        sums[(int)PartnerSignal.Reach] = facts.Others;
        sums[(int)PartnerSignal.Recency] = _view.RecencyOf(facts);
        // Where no walk leads, there is no one to name as the reason; a newcomer's reason is what it says of itself.
        if (walk > 0)
            sums[(int)PartnerSignal.CloseAllocation] = walk * s_acts.Of(acts.Length);
        else if (Subject.Meetings.Count > 0)
            return;
        var latent = _latent.Span;
        if (number < _columns.Length && _columns[number] is >= 0 and var column && column < latent.Length)
            sums[(int)PartnerSignal.Latent] = Math.Clamp(latent[column], 0, LatentMax);
    }

    // From the subject over the things where it meets others to those.
    private void MeetOthers()
    {
        foreach (var meeting in Subject.Meetings)
        {
            var row = _view.ActorsOf(meeting.Number, EntityKind.Organisation);
            var (spread, closeness) = (Closeness.Of(row.Length - 1), PartnerFactors.Closeness(row.Length));
            foreach (ref readonly var edge in row)
            {
                if (!Counts(edge.Node))
                    continue;
                var arrived = meeting.Worth * edge.Weight;
                _scratch.Met.Add(edge.Node, arrived * closeness);
                _scratch.Walk.Add(edge.Node, arrived * spread);
            }
        }
    }

    // Each other shares what it got among all whom it acts with; the tally then holds what it passes on per act.
    private void ShareOut()
    {
        var things = _scratch.Things;
        var crowds = _graph.Table.Crowds;
        _scratch.Walk.Sort();
        foreach (var other in _scratch.Walk.Touched)
        {
            var ties = 0.0;
            foreach (ref readonly var act in _view.ActsOf(other))
                if (act.Node < things.Length)
                    ties += _view.WorthOf(act) * things[act.Node].Spread * (crowds[act.Node].Organisations - 1);
            _scratch.Walk.Divide(other, ties);
        }
    }

    private void PassOn()
    {
        var things = _scratch.Things;
        foreach (var other in _scratch.Walk.Touched)
        {
            var acts = _view.ActsOf(other);
            var walk = _scratch.Walk[other];
            foreach (ref readonly var act in acts)
            {
                // A thing that came after the query began has nothing yet.
                if (act.Node < things.Length)
                    things[act.Node].Walk += act.Weight * walk;
            }
        }
    }

    private void ScoreByFactors()
    {
        if (_factors.Model is not { } model)
            return;
        var (columns, weights) = Met();
        var (features, amounts) = _factors.Features.Of(_graph, Subject.Profile, Subject.Region, Subject.Type);
        // What all have alone is nothing that a newcomer says of itself.
        if (columns.Length == 0 && features.Length <= 1)
            return;
        _latent = _scratch.LatentOf(model.ColumnCount);
        model.Score(new History(columns, weights, features, amounts), _latent.Span);
    }

    /// <summary>Whom the subject has met, as the factors know them.</summary>
    private (int[] Columns, float[] Weights) Met()
    {
        var met = new List<(int Column, float Weight)>();
        foreach (var other in _scratch.Met.Touched)
            if (other < _columns.Length && _columns[other] is >= 0 and var column)
                met.Add((column, _factors.Scale * (float)_scratch.Met[other]));
        met.Sort((one, other) => one.Column.CompareTo(other.Column));
        return ([.. met.Select(one => one.Column)], [.. met.Select(one => one.Weight)]);
    }

    /// <summary>The part of a candidate's score by factors that comes from whom the subject met, from 0 to 1; the rest
    /// is from what the subject says of itself.</summary>
    public double LatentPartOfActs(int number)
    {
        var latent = _latent.Span;
        if (_factors.Model is not { } model || !(_columns[number] is >= 0 and var column && latent[column] > 0))
            return 1;
        if (_latentOfActs is null)
        {
            var (columns, weights) = Met();
            _latentOfActs = new float[model.ColumnCount];
            model.Score(new History(columns, weights), _latentOfActs);
        }

        return Math.Clamp(_latentOfActs[column] / latent[column], 0, 1);
    }

    // Everything that depends on the thing alone is found once a query, and not again for each of its actors.
    private void LookAtThings()
    {
        var things = _scratch.Things;
        var crowds = _graph.Table.Crowds;
        for (var number = 0; number < Math.Min(crowds.Length, things.Length); number++)
            if (!crowds[number].IsHidden)
                things[number].Spread = Closeness.Of(crowds[number].Organisations - 1);
        if (!Subject.Profile.IsEmpty)
        {
            Compare(EntityKind.Idea);
            Compare(EntityKind.MiniCluster);
        }

        foreach (var meeting in Subject.Meetings)
            things[meeting.Number].Direct =
                DirectPart(meeting, 1, _graph.Table.Crowds[meeting.Number].Organisations);
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
