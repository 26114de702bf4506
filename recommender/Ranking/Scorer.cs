using System.Runtime.InteropServices;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Scores every candidate of one query. The same formulas are taken apart again in <see cref="Explainer"/>.
/// </summary>
internal sealed class Scorer : ICandidateScorer
{
    private readonly ActivityGraph _graph;
    private readonly SignalOptions _options;
    private readonly Scratch _scratch;

    // What each other got from each thing where the subject meets it.
    private readonly Dictionary<(int Other, int Thing), double> _firstSteps = [];

    public Scorer(
        ActivityGraph graph, SignalOptions options, Subject subject, RecommendationQuery query, Scratch scratch)
    {
        (_graph, _options, _scratch, Subject, Query) = (graph, options, scratch, subject, query);
        Day = Decay.DayOf(query.At);
        Worths = graph.Vocabulary.Worths;
        Likeness = Array.ConvertAll(
            FeatureSet.Families,
            family => new Likeness(subject.Profile[family], Worths, scratch.Terms[(int)family]));
        Meet();
    }

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    public double Day { get; }

    public double[] Worths { get; }

    public Likeness[] Likeness { get; }

    public Scratch Scratch => _scratch;

    /// <summary>
    /// The multiplier of content signals: likeness without activity ranks those first who never answer.
    /// </summary>
    public double ActivityFactor(Node node) => _options.ActivityFloor + Math.Log(1 + Activity(node));

    /// <summary>How active a candidate is on the day of the query.</summary>
    public double Activity(Node node) => _graph.ActivityOn(Day, node);

    /// <summary>The score of a candidate: the sum of all its signals.</summary>
    public double Score(int number, Node node)
    {
        var factor = ActivityFactor(node);
        var score = Popularity(factor);
        foreach (var family in FeatureSet.Families)
            score += Content(family, node, factor);
        return score + Region(node, factor) + CoActivity(number) + Walk(number, node);
    }

    public double Popularity(double factor) => _options.Popularity * (factor - _options.ActivityFloor);

    public double Content(Family family, Node node, double factor) =>
        Weight(family) * factor * Likeness[(int)family].To(node.Profile[family]);

    public double Region(Node node, double factor) =>
        node.Region is { } region && region == Subject.Region ? _options.Region * factor : 0;

    /// <summary>Saturates: the tenth shared thing adds less than the first.</summary>
    public double CoActivity(int number) => _options.CoActivity * Math.Log(1 + _scratch.Direct[number]);

    /// <summary>Saturates as well.</summary>
    public double Walk(int number, Node node) =>
        _options.Walk * Math.Log(1 + _options.WalkScale * (_scratch.Walked[number] - Echo(number, node)));

    /// <summary>What of a candidate's sum comes back to it over its own acts: nobody is its own partner.</summary>
    private double Echo(int number, Node node)
    {
        if (Query.Target != Subject.ActorsFor(Query.Target) || _scratch.Others[number] == 0)
            return 0;
        var echo = 0.0;
        foreach (var act in node.Acts)
            if (Counts(act.Node))
                echo += ToThing(number, act.Node, act) * LastStep(act);
        // Sums of floating numbers leave a rest where exact ones would leave nothing.
        var walked = _scratch.Walked[number];
        return echo > (1 - 1e-9) * walked ? walked : echo;
    }

    /// <summary>What passes from another to a thing, over its act <paramref name="edge"/> on it.</summary>
    public double ToThing(int other, int thing, in Edge edge) => Arrived(other, thing) is > 0 and var arrived
        ? arrived * PartOf(_graph.Table[other].Acts.Length) * WorthOf(edge)
        : 0;

    /// <summary>Which part of what is at a thing passes on over an act on it.</summary>
    public double LastStep(in Edge act) =>
        PartOf(_graph.Table[act.Node].ActorsOf(Query.Target).Length) * WorthOf(act);

    // What arrived at another, for going on to a thing: not what came from that very thing, where the subject meets
    // everyone at first hand.
    private double Arrived(int other, int thing)
    {
        var all = _scratch.Others[other];
        if (all == 0 || _scratch.Places[thing] == 0 || !_firstSteps.TryGetValue((other, thing), out var first))
            return all;
        var rest = all - first;
        return rest > 1e-9 * all ? rest : 0;
    }

    /// <summary>What meeting a candidate tells: more, the fewer acted on the thing (Adamic and Adar 2003).</summary>
    public double MeetingPart(in Meeting meeting, in Edge edge, int actors) =>
        meeting.Worth * WorthOf(edge) / Math.Log(1 + Math.Max(2, actors));

    /// <summary>
    /// What arrives at another whom the subject meets. It is not divided by how much the subject does: an act more must
    /// never lower the score of what another act led to.
    /// </summary>
    public double FirstStep(in Meeting meeting, in Edge edge, int actors) =>
        meeting.Worth * PartOf(actors) * WorthOf(edge);

    /// <summary>The part of what arrives at a node that each of its edges passes on.</summary>
    public double PartOf(int edges) => _graph.SpreadOf(edges);

    public double WorthOf(in Edge edge) => _graph.Decay.WorthOn(Day, edge);

    public bool Counts(int number) =>
        number != Subject.Number && number != Subject.Organisation
        && _graph.Table[number].Status != EntityStatus.Hidden;

    private double Weight(Family family) => family switch
    {
        Family.Industry => _options.Industry,
        Family.Tag => _options.Tag,
        _ => _options.Text,
    };

    // Three steps from where the subject meets others: to the others, to what they act on, to those who act on that.
    private void Meet()
    {
        var (others, things) = (_scratch.Others, _scratch.Things);
        var actors = Subject.ActorsFor(Query.Target);
        foreach (var meeting in Subject.Meetings)
        {
            _scratch.Places.Add(meeting.Number, 1);
            var row = _graph.Table[meeting.Number].ActorsOf(actors);
            foreach (var edge in row)
                if (Counts(edge.Node))
                {
                    var first = FirstStep(meeting, edge, row.Length);
                    others.Add(edge.Node, first);
                    CollectionsMarshal.GetValueRefOrAddDefault(
                        _firstSteps, (edge.Node, meeting.Number), out _) += first;
                    if (Query.Target == actors)
                        _scratch.Direct.Add(edge.Node, MeetingPart(meeting, edge, row.Length));
                }
        }
        var reached = Query.Target == actors ? things : _scratch.Walked;
        foreach (var other in others.Touched)
        {
            var node = _graph.Table[other];
            var part = PartOf(node.Acts.Length);
            foreach (var edge in node.Acts)
                if (Counts(edge.Node))
                    reached.Add(edge.Node, Arrived(other, edge.Node) * part * WorthOf(edge));
        }
        if (Query.Target != actors)
            return;
        foreach (var thing in things.Touched)
        {
            var row = _graph.Table[thing].ActorsOf(actors);
            var part = things[thing] * PartOf(row.Length);
            foreach (var edge in row)
                if (Counts(edge.Node))
                    _scratch.Walked.Add(edge.Node, part * WorthOf(edge));
        }
    }
}

/// <summary>The sums of one query, kept for the next one.</summary>
internal sealed class Scratch
{
    /// <summary>What the subject's terms are worth, per family.</summary>
    public Tally[] Terms { get; } = [.. FeatureSet.Families.Select(_ => new Tally())];

    /// <summary>Who acted on the same things, by how rare the things are.</summary>
    public Tally Direct { get; } = new();

    /// <summary>What reached the others, the things they act on, and at last the candidates.</summary>
    public Tally Others { get; } = new();

    public Tally Things { get; } = new();

    /// <summary>The things where the subject meets others.</summary>
    public Tally Places { get; } = new();

    public Tally Walked { get; } = new();

    public void Clear()
    {
        foreach (var terms in Terms)
            terms.Clear();
        Direct.Clear();
        Others.Clear();
        Things.Clear();
        Places.Clear();
        Walked.Clear();
    }
}
