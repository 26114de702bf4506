using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>
/// Scores what has a column by the acts of one who asks, and says which act has which part of a score.
/// </summary>
internal sealed class MatrixScorer : ICandidateScorer
{
    private readonly ActivityGraph _graph;
    private readonly ServedSide _side;
    private readonly PastActs _acts;
    private readonly int[] _features;
    private readonly float[] _featureWeights;
    private readonly int[] _ofEverything;
    private readonly double _day;
    private readonly float[] _scores;

    public MatrixScorer(
        ActivityGraph graph, ServedSide side, FeatureTable features, Subject subject, RecommendationQuery query)
    {
        (_graph, _side, Subject, Query) = (graph, side, subject, query);
        _day = Decay.DayOf(query.At);
        _acts = PastActs.Of(graph, subject, query.Target, side.Columns, _day);
        (_features, _featureWeights) = features.Of(graph, subject);
        _ofEverything = features.OfEverything is { } number ? [number] : [];
        _scores = new float[side.Model.ColumnCount];
        if (KnowsSubject)
            side.Model.Score(History, _scores);
    }

    /// <summary>
    /// Whether there is an act to score by. Features alone would give a list, but no reason that names what they are.
    /// </summary>
    public bool KnowsSubject => _acts.Columns.Length > 0;

    public Subject Subject { get; }

    public RecommendationQuery Query { get; }

    private History History => new(_acts.Columns, _acts.Weights, _features, _featureWeights);

    public ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates)
    {
        var scores = new double[candidates.Length];
        for (var place = 0; place < scores.Length; place++)
            scores[place] = _side.Columns.Find(candidates[place]) is { } column ? _scores[column] : 0;
        return scores;
    }

    public double Activity(Node node) => _graph.ActivityOn(_day, node);

    /// <summary>
    /// Takes a score apart into what each act gives to it. In these models acts may speak against something as well:
    /// that is no reason to show it, and is taken from those that speak for it, in proportion.
    /// </summary>
    public Recommendation Explain(int number)
    {
        var column = _side.Columns.Find(number)!.Value;
        var parts = _acts.Split(_side.Model.Explain(History, column)).ToList();
        var (popularity, profile) = SplitPrior(column);
        var (against, pros) = (
            Math.Min(0, popularity) + Math.Min(0, profile) + parts.Sum(act => Math.Min(0, act.Part)),
            Math.Max(0, popularity) + Math.Max(0, profile) + parts.Sum(act => Math.Max(0, act.Part)));
        var score = pros + against;
        var reasons = parts.Where(act => act.Part > 0)
            .GroupBy(act => (act.Act.Act, act.Act.ThroughOrganisation))
            .Select(acts => ReasonOf(number, [.. acts]))
            .Append(new Reason(ReasonKind.Popularity, 0, popularity))
            .Append(new Reason(ReasonKind.Profile, 0, profile))
            .Where(reason => reason.Contribution > 0);
        return new Recommendation(
            _graph.Table[number].Ref,
            score,
            [
                .. reasons.OrderByDescending(reason => reason.Contribution).ThenBy(reason => reason.YourAct)
                    .Select(reason => reason with
                    {
                        Share = reason.Contribution / pros,
                        Contribution = reason.Contribution / pros * score,
                    }),
            ]);
    }

    /// <summary>
    /// What comes from no act: what everybody gets, and what follows from the subject's own features, if it has any.
    /// </summary>
    private (double Popularity, double Profile) SplitPrior(int column)
    {
        var prior = (double)_side.Model.Prior(History, column);
        if (_ofEverything.Length == 0)
            return (0, prior);
        var popularity = _features.Length == 1
            ? prior
            : _side.Model.Prior(new History(_acts.Columns, _acts.Weights, _ofEverything, [1]), column);
        return (popularity, prior - popularity);
    }

    private Reason ReasonOf(int number, List<(Meeting Act, double Part)> acts)
    {
        var strongest = acts.OrderByDescending(act => act.Part).ThenBy(act => act.Act.Number).First().Act;
        return new Reason(ReasonKind.PastAct, 0, acts.Sum(act => act.Part))
        {
            // That what was acted on speaks for itself needs no name.
            About = strongest.Number == number ? null : _graph.Table[strongest.Number].Ref,
            Count = acts.Count,
            YourAct = strongest.Act,
            ThroughOrganisation = strongest.ThroughOrganisation,
        };
    }
}
