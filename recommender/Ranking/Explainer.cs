using System.Diagnostics;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Takes the score of one item apart, exactly: each signal of <see cref="Scorer"/> is split over what it rests on. A
/// signal that saturates is split in proportion to the summands that went into it.
/// </summary>
internal sealed class Explainer
{
    private const int LabelsMax = 6;

    private readonly ActivityGraph _graph;
    private readonly Scorer _scorer;
    private readonly Walks _walks;
    private readonly int _number;
    private readonly Node _node;
    private readonly InCommon _inCommon;
    private readonly List<Reason> _reasons = [];

    private Explainer(ActivityGraph graph, Scorer scorer, int number, InCommon inCommon)
    {
        (_graph, _scorer, _walks, _number, _node) = (graph, scorer, scorer.Walks, number, graph.Table[number]);
        _inCommon = inCommon;
    }

    /// <param name="graph">Who acted on what.</param>
    /// <param name="scorer">The scorer of the query.</param>
    /// <param name="number">The item.</param>
    /// <param name="inCommon">Whom it has in common with the subject (<see cref="Walks.FindInCommon"/>).</param>
    public static Recommendation Explain(ActivityGraph graph, Scorer scorer, int number, InCommon inCommon)
    {
        var explainer = new Explainer(graph, scorer, number, inCommon);
        explainer.AddContent();
        explainer.AddMeetings();
        explainer.AddWalks();
        var score = explainer._reasons.Sum(reason => reason.Contribution);
        return new Recommendation(
            explainer._node.Ref,
            score,
            [
                .. explainer._reasons
                    .OrderByDescending(reason => reason.Contribution)
                    .ThenBy(reason => reason.Kind)
                    .Select(reason => reason with { Share = reason.Contribution / score }),
            ]);
    }

    private void AddContent()
    {
        var factor = _scorer.ActivityFactor(_node);
        Add(new Reason(ReasonKind.Popularity, 0, _scorer.Popularity(factor)));
        if (_node.Region is { } region)
            Add(new Reason(ReasonKind.Region, 0, _scorer.Region(_node, factor)) { Labels = [region] });
        Span<double> parts = stackalloc double[FeatureSet.Families.Length];
        _scorer.Content(_number, _node, factor, parts);
        foreach (var family in FeatureSet.Families)
        {
            if (!(parts[(int)family] > 0))
                continue;
            var (count, labels) = SharedLabels(_graph, family, _scorer.Likeness[(int)family], _node.Profile[family]);
            _reasons.Add(new Reason(KindOf(family), 0, parts[(int)family]) { Count = count, Labels = labels });
        }
    }

    /// <summary>
    /// How many terms a subject and a profile share, and the weightiest of them; of words those that tell most. One
    /// that every second text has weighs much by being said often, and says nothing to a reader.
    /// </summary>
    public static (int Count, IReadOnlyList<string> Labels) SharedLabels(
        ActivityGraph graph, Family family, Likeness likeness, TermVector profile)
    {
        var shared = likeness.SharedWith(profile);
        if (family == Family.Industry)
            shared = DeepestOf(graph, shared);
        else if (family == Family.Text)
            foreach (ref var term in shared)
                term = term with { Part = term.Part * likeness.WorthOf(term.Term) };
        var labels = new string[Math.Min(LabelsMax, shared.Length)];
        for (var place = 0; place < labels.Length; place++)
        {
            for (var i = place + 1; i < shared.Length; i++)
                if (shared[i].Outweighs(shared[place]))
                    (shared[place], shared[i]) = (shared[i], shared[place]);
            labels[place] = graph.Vocabulary.Label(shared[place].Term);
        }

        return (shared.Length, labels);
    }

    // A shared branch is named by its deepest shared node, which takes the parts of its ancestors.
    private static SharedTerm[] DeepestOf(ActivityGraph graph, ReadOnlySpan<SharedTerm> shared)
    {
        var (parts, inner) = (new Dictionary<int, double>(shared.Length), new HashSet<int>(shared.Length));
        foreach (var (term, part) in shared)
        {
            parts[term] = part;
            inner.Add(graph.Vocabulary.Parent(term));
        }

        var deepest = new List<SharedTerm>();
        foreach (var (term, _) in shared)
        {
            if (inner.Contains(term))
                continue;
            var sum = 0.0;
            for (var node = term; parts.TryGetValue(node, out var part); node = graph.Vocabulary.Parent(node))
                sum += part;
            deepest.Add(new SharedTerm(term, sum));
        }

        return [.. deepest];
    }

    private void AddMeetings()
    {
        if (!_walks.AreToActors)
            return;
        var parts = new MeetingParts();
        foreach (var act in _node.Acts)
            if (_walks.MeetingAt(act.Node) is { } meeting)
                parts.Add(
                    KindOfNamed(act.Kind),
                    _walks.MeetingPart(meeting, act, _graph.Table[act.Node].ActorsOf(_walks.Actors).Length),
                    new MeetingPart(meeting.Number, meeting.Act, meeting.ThroughOrganisation, ToldOfNamed(act.Kind)));
        parts.Split(_graph, _scorer.CoActivity(_number), _reasons);
    }

    private void AddWalks()
    {
        var signal = _scorer.Walk(_number);
        if (!(signal > 0))
            return;
        if (_walks.AreToActors)
            AddPartner(signal);
        else
            MeetingParts.OfWalk(_graph, _scorer.Subject, _walks, _number).Split(_graph, signal, _reasons);
    }

    // The candidate acts on things together with others whom the subject meets: the reason is about those others.
    private void AddPartner(double signal)
    {
        if (_inCommon.Count == 0)
            return;
        var brought = _walks.BroughtBy(_inCommon.Strongest);
        Add(new Reason(ReasonKind.SharedPartner, 0, signal)
        {
            About = _graph.Table[_inCommon.Strongest].Ref,
            Count = _inCommon.Count,
            TheirAct = ToldOfNamed(_node.Acts.MaxBy(act => brought[act.Node] * _walks.WorthOf(act)).Kind),
        });
    }

    private void Add(Reason reason)
    {
        if (reason.Contribution > 0)
            _reasons.Add(reason);
    }

    public static ReasonKind KindOf(Family family) => family switch
    {
        Family.Industry => ReasonKind.Industry,
        Family.Tag => ReasonKind.Tag,
        _ => ReasonKind.Text,
    };

    public static ReasonKind KindOf(InteractionKind act) => act switch
    {
        InteractionKind.Viewed => ReasonKind.CoViewed,
        InteractionKind.Supported => ReasonKind.CoSupported,
        InteractionKind.Followed => ReasonKind.CoFollowed,
        InteractionKind.Commented => ReasonKind.CoCommented,
        InteractionKind.Posted => ReasonKind.CoPosted,
        InteractionKind.Joined => ReasonKind.SharedCluster,
        InteractionKind.Participated => ReasonKind.SharedProject,
        // What is private stands in no row that reasons are read from.
        _ => throw new UnreachableException($"{act} is nobody's reason."),
    };

    /// <summary>As <see cref="KindOf(InteractionKind)"/>, where the reason is about an actor by name.</summary>
    public static ReasonKind KindOfNamed(InteractionKind act) =>
        ToldOfNamed(act) is null ? ReasonKind.CoActed : KindOf(act);

    /// <summary>The act, if it may be told of its actor by name.</summary>
    public static InteractionKind? ToldOfNamed(InteractionKind act) =>
        act.Disclosure() == Disclosure.Named ? act : null;
}
