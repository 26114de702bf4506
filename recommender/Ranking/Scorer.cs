using System.Numerics.Tensors;
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
    private readonly LikenessToKind _likenessToKind;
    private readonly GraphOnDay _view;
    private readonly double[] _weights;

    public Scorer(
        ActivityGraph graph, SignalOptions options, Subject subject, RecommendationQuery query, Scratch scratch)
    {
        (_graph, _options, _scratch, Subject, Query) = (graph, options, scratch, subject, query);
        _view = new GraphOnDay(graph, Decay.DayOf(query.At));
        _weights = [options.Industry, options.Tag, options.Text];
        var worths = graph.Vocabulary.Worths;
        Likeness = Array.ConvertAll(
            FeatureSet.Families,
            family => new Likeness(subject.Profile[family], worths, scratch.Terms[(int)family]));
        _likenessToKind = new LikenessToKind(Likeness, graph.Contents.Of(query.Target), scratch.Likeness);
        Walks = new Walks(graph, _view, subject, query, scratch);
    }

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    public Likeness[] Likeness { get; }

    public Walks Walks { get; }

    /// <summary>
    /// The multiplier of content signals: likeness without activity ranks those first who never answer.
    /// </summary>
    public double ActivityFactor(Node node) => _options.ActivityFloor + Math.Log(1 + Activity(node));

    /// <summary>How active a candidate is on the day of the query.</summary>
    public double Activity(Node node) => _graph.ActivityOn(_view.Day, node);

    // The sums of all signals. Logarithms are taken of whole rows, for one by one they would take half of the time.
    public ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates)
    {
        var rows = _scratch.Rows(4, candidates.Length);
        var scores = rows[0].AsSpan(0, candidates.Length);
        var activities = rows[1].AsSpan(0, candidates.Length);
        var met = rows[2].AsSpan(0, candidates.Length);
        var walked = rows[3].AsSpan(0, candidates.Length);
        Span<double> likenesses = stackalloc double[FeatureSet.Families.Length];
        var all = _graph.Table.Facts;
        var region = _graph.Table.Names.Find(Subject.Region);
        for (var place = 0; place < candidates.Length; place++)
        {
            var number = candidates[place];
            ref readonly var facts = ref all[number];
            _likenessToKind.Of(place, facts.Profile, likenesses);
            scores[place] = region > 0 && facts.Region == region ? _options.Region : 0;
            for (var family = 0; family < likenesses.Length; family++)
                scores[place] += _weights[family] * likenesses[family];
            activities[place] = _view.ActivityOf(facts, number);
            met[place] = Walks.Met(number);
            walked[place] = _options.WalkScale * Walks.Walked(number);
        }

        _graph.Contents.Report(Query.Target, _likenessToKind.Changed);
        TensorPrimitives.LogP1(activities, activities);
        TensorPrimitives.LogP1(met, met);
        TensorPrimitives.LogP1(walked, walked);
        for (var place = 0; place < scores.Length; place++)
            scores[place] = (scores[place] * (_options.ActivityFloor + activities[place]))
                + (_options.Popularity * activities[place])
                + (_options.CoActivity * met[place]) + (_options.Walk * walked[place]);
        return scores;
    }

    public double Popularity(double factor) => _options.Popularity * (factor - _options.ActivityFloor);

    /// <summary>What each family of terms adds to the score of a candidate.</summary>
    public void Content(int number, Node node, double factor, Span<double> parts)
    {
        _likenessToKind.Of(_graph.Table.Facts[number].Place, node.Profile, parts);
        for (var family = 0; family < parts.Length; family++)
            parts[family] *= _weights[family] * factor;
    }

    public double Region(Node node, double factor) =>
        node.Region is { } region && region == Subject.Region ? _options.Region * factor : 0;

    /// <summary>Saturates: the tenth shared thing adds less than the first.</summary>
    public double CoActivity(int number) => _options.CoActivity * Math.Log(1 + Walks.Met(number));

    /// <summary>Saturates as well.</summary>
    public double Walk(int number) => _options.Walk * Math.Log(1 + (_options.WalkScale * Walks.Walked(number)));
}
