using System.Runtime.InteropServices;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Takes the score of one item apart, exactly: each signal of <see cref="Scorer"/> is split over what it rests on. A
/// signal that saturates is split in proportion to the summands that went into it.
/// </summary>
internal sealed class Explainer
{
    private const int LabelsMax = 3;

    /// <summary>About so many acts of others are looked at for whom a candidate acts together with.</summary>
    private const int WalksMax = 1_000;

    private readonly ActivityGraph _graph;
    private readonly Scorer _scorer;
    private readonly Walks _walks;
    private readonly int _number;
    private readonly Node _node;
    private readonly List<Reason> _reasons = [];

    private Explainer(ActivityGraph graph, Scorer scorer, int number) =>
        (_graph, _scorer, _walks, _number, _node) = (graph, scorer, scorer.Walks, number, graph.Table[number]);

    public static Recommendation Explain(ActivityGraph graph, Scorer scorer, int number)
    {
        var explainer = new Explainer(graph, scorer, number);
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

    /// <summary>How many terms a subject and a profile share, and the weightiest of them.</summary>
    public static (int Count, IReadOnlyList<string> Labels) SharedLabels(
        ActivityGraph graph, Family family, Likeness likeness, TermVector profile)
    {
        var shared = likeness.SharedWith(profile);
        if (family == Family.Industry)
            shared = DeepestOf(graph, shared);
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
        var parts = new Parts();
        foreach (var act in _node.Acts)
            if (_walks.MeetingAt(act.Node) is { } meeting)
                parts.Add(
                    KindOfNamed(act.Kind),
                    _walks.MeetingPart(meeting, act, _graph.Table[act.Node].ActorsOf(_walks.Actors).Length),
                    new Part(meeting.Number, meeting.Act, meeting.ThroughOrganisation, ToldOfNamed(act.Kind)));
        AddParts(parts, _scorer.CoActivity(_number));
    }

    private void AddWalks()
    {
        var signal = _scorer.Walk(_number);
        if (!(signal > 0))
            return;
        if (_walks.AreToActors)
            AddPartner(signal);
        else
            AddParts(WalksToThing(), signal);
    }

    // The candidate acts on things together with others whom the subject meets: the reason is about those others. A
    // busy one acts on thousands of things with hundreds of others on each, of which those are looked at over which
    // most comes: the reason names the strongest of them, and its part of the score is exact, for the signal has no
    // other.
    private void AddPartner(double signal)
    {
        var acts = _walks.Strongest;
        acts.Clear();
        acts.EnqueueRange(
            _node.Acts.Select((act, place) => (place, new StrongestFirst(_walks.PassedOn(act), act.Node))));
        var (others, looked, walks) = (_walks.Parts, new List<Edge>(), 0);
        others.Clear();
        // All that comes over the first may be an echo of the candidate itself.
        while (acts.Count > 0 && (walks < WalksMax || others.Touched.IsEmpty))
        {
            looked.Add(_node.Acts[acts.Dequeue()]);
            walks += _walks.Bring(_number, looked[^1]);
        }

        if (others.Touched.IsEmpty)
            return;
        var strongest = others.Strongest();
        Add(new Reason(ReasonKind.SharedPartner, 0, signal)
        {
            About = _graph.Table[strongest].Ref,
            Count = others.Touched.Length,
            TheirAct = ToldOfNamed(looked.MaxBy(act => _walks.BroughtBy(strongest, act)).Kind),
        });
    }

    // Others acted both on the thing where the subject meets them and on the candidate. Who they are stays unsaid: the
    // reason is about the thing.
    private Parts WalksToThing()
    {
        var parts = new Parts();
        var toItem = _node.ActorsOf(_walks.Actors).ToLookup(edge => edge.Node);
        foreach (var meeting in _scorer.Subject.Meetings.Where(meeting => meeting.Number != _number))
        {
            var row = _graph.Table[meeting.Number].ActorsOf(_walks.Actors);
            foreach (var edge in row.Where(edge => _walks.Counts(edge.Node)))
                foreach (var last in toItem[edge.Node])
                    parts.Add(
                        KindOf(last.Kind),
                        _walks.FirstStep(meeting, _walks.WorthOf(edge), row.Length)
                            * _walks.PartOf(_graph.Table[edge.Node].Acts.Length) * _walks.WorthOf(last),
                        new Part(meeting.Number, meeting.Act, meeting.ThroughOrganisation, last.Kind));
        }
        return parts;
    }

    private void AddParts(Parts parts, double signal)
    {
        var total = parts.Sums.Sum(part => part.Value.Worth);
        foreach (var kind in parts.Sums.GroupBy(part => part.Key.Kind))
        {
            var (_, strongest) = kind.OrderByDescending(thing => thing.Value.Worth).ThenBy(thing => thing.Key.Thing)
                .First().Value;
            Add(new Reason(kind.Key, 0, signal * kind.Sum(thing => thing.Value.Worth) / total)
            {
                About = _graph.Table[strongest.Thing].Ref,
                Count = kind.Count(),
                YourAct = strongest.YourAct,
                ThroughOrganisation = strongest.ThroughOrganisation,
                TheirAct = strongest.TheirAct,
            });
        }
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
        _ => ReasonKind.SharedContact,
    };

    /// <summary>As <see cref="KindOf(InteractionKind)"/>, where the reason is about an actor by name.</summary>
    public static ReasonKind KindOfNamed(InteractionKind act) =>
        ToldOfNamed(act) is null ? ReasonKind.CoActed : KindOf(act);

    /// <summary>The act, if it may be told of its actor by name.</summary>
    public static InteractionKind? ToldOfNamed(InteractionKind act) =>
        act.Disclosure() == Disclosure.Named ? act : null;

    /// <summary>What one summand rests on.</summary>
    private readonly record struct Part(
        int Thing, InteractionKind? YourAct, bool ThroughOrganisation, InteractionKind? TheirAct);

    /// <summary>Summands of a signal by kind and thing, each with the strongest of them. A busy candidate has many
    /// thousands.</summary>
    private sealed class Parts
    {
        private readonly Dictionary<(ReasonKind Kind, int Thing), (double Worth, double Most, Part Strongest)> _sums =
            [];

        public IEnumerable<KeyValuePair<(ReasonKind Kind, int Thing), (double Worth, Part Strongest)>> Sums =>
            _sums.Select(sum => KeyValuePair.Create(sum.Key, (sum.Value.Worth, sum.Value.Strongest)));

        public void Add(ReasonKind kind, double worth, Part part)
        {
            if (!(worth > 0))
                return;
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (kind, part.Thing), out _);
            sum = worth > sum.Most ? (sum.Worth + worth, worth, part) : sum with { Worth = sum.Worth + worth };
        }
    }
}
