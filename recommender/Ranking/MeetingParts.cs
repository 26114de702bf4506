using System.Runtime.InteropServices;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>What one summand of a signal rests on.</summary>
internal readonly record struct MeetingPart(
    int Thing, InteractionKind? YourAct, bool ThroughOrganisation, InteractionKind? TheirAct);

/// <summary>
/// Summands of a signal by kind and by the thing where a subject meets others, each with the strongest of them. A busy
/// candidate has many thousands.
/// </summary>
internal sealed class MeetingParts
{
    private readonly Dictionary<
        (ReasonKind Kind, int Thing), (double Worth, double Most, MeetingPart Strongest)> _sums = [];

    /// <summary>
    /// What reaches an idea: others acted both on the thing where the subject meets them and on the idea. Who they are
    /// stays unsaid: the reason is about the thing.
    /// </summary>
    public static MeetingParts OfWalk(ActivityGraph graph, Subject subject, Walks walks, int idea)
    {
        var parts = new MeetingParts();
        var toItem = graph.Table[idea].ActorsOf(walks.Actors).ToLookup(edge => edge.Node);
        foreach (var meeting in subject.Meetings.Where(meeting => meeting.Number != idea))
        {
            var row = graph.Table[meeting.Number].ActorsOf(walks.Actors);
            foreach (var edge in row.Where(edge => walks.Counts(edge.Node)))
                foreach (var last in toItem[edge.Node])
                    parts.Add(
                        Explainer.KindOf(last.Kind),
                        walks.FirstStep(meeting, walks.WorthOf(edge), row.Length)
                            * walks.PartOf(graph.Table[edge.Node].Acts.Length) * walks.WorthOf(last),
                        new MeetingPart(meeting.Number, meeting.Act, meeting.ThroughOrganisation, last.Kind));
        }

        return parts;
    }

    public void Add(ReasonKind kind, double worth, MeetingPart part)
    {
        if (!(worth > 0))
            return;
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, (kind, part.Thing), out _);
        sum = worth > sum.Most ? (sum.Worth + worth, worth, part) : sum with { Worth = sum.Worth + worth };
    }

    /// <summary>Adds a reason for each kind, with its part of a signal in proportion to its summands.</summary>
    public void Split(ActivityGraph graph, double signal, List<Reason> reasons)
    {
        var total = _sums.Sum(part => part.Value.Worth);
        foreach (var kind in _sums.GroupBy(part => part.Key.Kind))
        {
            var (_, _, strongest) = kind.OrderByDescending(thing => thing.Value.Worth).ThenBy(thing => thing.Key.Thing)
                .First().Value;
            var contribution = signal * kind.Sum(thing => thing.Value.Worth) / total;
            if (contribution > 0)
                reasons.Add(new Reason(kind.Key, 0, contribution)
                {
                    About = graph.Table[strongest.Thing].Ref,
                    Count = kind.Count(),
                    YourAct = strongest.YourAct,
                    ThroughOrganisation = strongest.ThroughOrganisation,
                    TheirAct = strongest.TheirAct,
                });
        }
    }
}
