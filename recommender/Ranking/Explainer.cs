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

    private readonly ActivityGraph _graph;
    private readonly Scorer _scorer;
    private readonly int _number;
    private readonly Node _node;
    private readonly List<Reason> _reasons = [];

    private Explainer(ActivityGraph graph, Scorer scorer, int number) =>
        (_graph, _scorer, _number, _node) = (graph, scorer, number, graph.Table[number]);

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
        foreach (var family in FeatureSet.Families)
        {
            var (count, labels) = SharedLabels(_graph, family, _scorer.Likeness[(int)family], _node.Profile[family]);
            Add(new Reason(KindOf(family), 0, _scorer.Content(family, _node, factor))
            {
                Count = count,
                Labels = labels,
            });
        }
    }

    /// <summary>How many terms a subject and a profile share, and the weightiest of them.</summary>
    public static (int Count, IReadOnlyList<string> Labels) SharedLabels(
        ActivityGraph graph, Family family, Likeness likeness, TermVector profile)
    {
        var shared = likeness.SharedWith(profile);
        if (family == Family.Industry)
            shared = DeepestOf(graph, shared);
        return (
            shared.Count,
            [
                .. shared.OrderByDescending(term => term.Part).ThenBy(term => term.Term).Take(LabelsMax)
                    .Select(term => graph.Vocabulary.Label(term.Term)),
            ]);
    }

    // A shared branch is named by its deepest shared node, which takes the parts of its ancestors.
    private static List<(int Term, double Part)> DeepestOf(
        ActivityGraph graph, List<(int Term, double Part)> shared)
    {
        var parts = shared.ToDictionary(term => term.Term, term => term.Part);
        var inner = shared.Select(term => graph.Vocabulary.Parent(term.Term)).ToHashSet();
        var deepest = new List<(int Term, double Part)>();
        foreach (var (term, _) in shared.Where(term => !inner.Contains(term.Term)))
        {
            var sum = 0.0;
            for (var node = term; parts.TryGetValue(node, out var part); node = graph.Vocabulary.Parent(node))
                sum += part;
            deepest.Add((term, sum));
        }
        return deepest;
    }

    private void AddMeetings()
    {
        var parts = new List<Part>();
        var actors = _scorer.Subject.ActorsFor(_scorer.Query.Target);
        if (_scorer.Query.Target != actors)
            return;
        foreach (var meeting in _scorer.Subject.Meetings)
        {
            var row = _graph.Table[meeting.Number].ActorsOf(actors);
            foreach (var edge in row)
                if (edge.Node == _number)
                    parts.Add(new Part(
                        KindOf(edge.Kind),
                        _scorer.MeetingPart(meeting, edge, row.Length),
                        meeting.Number,
                        meeting.Act,
                        meeting.ThroughOrganisation,
                        edge.Kind));
        }
        AddParts(parts, _scorer.CoActivity(_number));
    }

    private void AddWalks()
    {
        var signal = _scorer.Walk(_number, _node);
        if (!(signal > 0))
            return;
        var actors = _scorer.Subject.ActorsFor(_scorer.Query.Target);
        AddParts(_scorer.Query.Target == actors ? WalksToActor(actors) : WalksToThing(actors), signal);
    }

    // The candidate acts on things together with others whom the subject meets: the reason is about those others.
    private List<Part> WalksToActor(EntityKind actors)
    {
        var parts = new List<Part>();
        foreach (var act in _node.Acts.Where(act => _scorer.Counts(act.Node)))
            foreach (var edge in _graph.Table[act.Node].ActorsOf(actors).Where(edge => edge.Node != _number))
            {
                var worth = _scorer.OverThing(edge.Node, _graph.Table[edge.Node], edge, act);
                parts.Add(new Part(ReasonKind.SharedPartner, worth, edge.Node, null, false, act.Kind));
            }
        return parts;
    }

    // Others acted both on the thing where the subject meets them and on the candidate. Who they are stays unsaid: the
    // reason is about the thing.
    private List<Part> WalksToThing(EntityKind actors)
    {
        var parts = new List<Part>();
        var toItem = _node.ActorsOf(actors).ToLookup(edge => edge.Node);
        foreach (var meeting in _scorer.Subject.Meetings.Where(meeting => meeting.Number != _number))
        {
            var row = _graph.Table[meeting.Number].ActorsOf(actors);
            foreach (var edge in row.Where(edge => _scorer.Counts(edge.Node)))
                foreach (var last in toItem[edge.Node])
                    parts.Add(new Part(
                        KindOf(last.Kind),
                        _scorer.FirstStep(meeting, edge, row.Length)
                            * _scorer.PartOf(_graph.Table[edge.Node].Acts.Length) * _scorer.WorthOf(last),
                        meeting.Number,
                        meeting.Act,
                        meeting.ThroughOrganisation,
                        last.Kind));
        }
        return parts;
    }

    private void AddParts(List<Part> parts, double signal)
    {
        var total = parts.Sum(part => part.Worth);
        foreach (var kind in parts.Where(part => part.Worth > 0).GroupBy(part => part.Kind))
        {
            var things = kind.GroupBy(part => part.Thing)
                .OrderByDescending(thing => thing.Sum(part => part.Worth)).ThenBy(thing => thing.Key)
                .ToList();
            var strongest = things[0].MaxBy(part => part.Worth)!;
            Add(new Reason(kind.Key, 0, signal * kind.Sum(part => part.Worth) / total)
            {
                About = _graph.Table[strongest.Thing].Ref,
                Count = things.Count,
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

    private sealed record Part(
        ReasonKind Kind,
        double Worth,
        int Thing,
        InteractionKind? YourAct,
        bool ThroughOrganisation,
        InteractionKind TheirAct);
}
