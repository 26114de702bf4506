using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// Three steps from where a subject meets others: to the others, to what they act on, to those who act on that. To an
/// idea it is a step less.
/// </summary>
internal sealed class Walks
{
    private readonly ActivityGraph _graph;
    private readonly Subject _subject;
    private readonly Scratch _scratch;
    private readonly GraphOnDay _view;
    private readonly ThingSums _things;

    public Walks(ActivityGraph graph, GraphOnDay view, Subject subject, RecommendationQuery query, Scratch scratch)
    {
        (_graph, _view, _subject, _scratch) = (graph, view, subject, scratch);
        _things = scratch.Things;
        Actors = subject.ActorsFor(query.Target);
        AreToActors = query.Target == Actors;
        MeetOthers();
        _scratch.Others.Sort();
        foreach (var other in _scratch.Others.Touched)
            if (Counts(other))
                PassOn(other);
        if (!AreToActors)
            return;
        foreach (var number in _things.Reached)
            _scratch.PassedOn.Add(number, _things[number].Sum * _things[number].Part);
    }

    /// <summary>Through whom the subject meets candidates.</summary>
    public EntityKind Actors { get; }

    /// <summary>Whether the candidates are such actors themselves.</summary>
    public bool AreToActors { get; }

    /// <summary>How much a candidate acted on the same things as the subject.</summary>
    public double Met(int number) => _scratch.Direct[number];

    /// <summary>What reaches a candidate, but what comes back to it over its own acts: nobody is its own
    /// partner.</summary>
    public double Walked(int number)
    {
        if (!AreToActors)
            return _things[number].Sum;
        var (walked, echo) = (0.0, _scratch.Echoes[number]);
        foreach (ref readonly var act in _view.ActsOf(number))
            walked += _scratch.PassedOn[act.Node] * _view.WorthOf(act);
        // Sums of floating numbers leave a rest where exact ones would leave nothing.
        return echo > (1 - 1e-9) * walked ? 0 : walked - echo;
    }

    /// <summary>Where the subject meets the actors on a thing; null where it does not.</summary>
    public Meeting? MeetingAt(int thing) =>
        _things[thing].Meeting is > 0 and var meeting ? _subject.Meetings[meeting - 1] : null;

    /// <summary>What meeting a candidate tells: more, the fewer acted on the thing (Adamic and Adar 2003).</summary>
    public double MeetingPart(in Meeting meeting, in Edge edge, int actors) =>
        meeting.Worth / Rarity(actors) * _view.WorthOf(edge);

    /// <summary>
    /// What arrives at another whom the subject meets. It is not divided by how much the subject does: an act more must
    /// never lower the score of what another act led to.
    /// </summary>
    public double FirstStep(in Meeting meeting, double worth, int actors) => meeting.Worth * PartOf(actors) * worth;

    /// <summary>What an act passes on to its actor of what is at its thing.</summary>
    public double PassedOn(in Edge act) => _scratch.PassedOn[act.Node] * WorthOf(act);

    /// <summary>What others bring a candidate, as <see cref="Bring"/> adds it up.</summary>
    public Tally Parts => _scratch.Parts;

    /// <summary>Room for acts of a candidate, by their places.</summary>
    public PriorityQueue<int, StrongestFirst> Strongest => _scratch.Strongest;

    /// <summary>Adds up by others what they bring a candidate over its act <paramref name="act"/>.</summary>
    /// <returns>Over how many acts of others.</returns>
    public int Bring(int candidate, in Edge act)
    {
        var row = RowOf(act.Node);
        var first = _scratch.FirstHand;
        if (MeetingAt(act.Node) is { } meeting)
            foreach (var edge in row)
                first.Add(edge.Node, FirstStep(meeting, _view.WorthOf(edge), row.Length));
        var last = _things[act.Node].Part * WorthOf(act);
        foreach (var edge in row)
            if (edge.Node != candidate && _scratch.Others[edge.Node] is > 0 and var all)
                Parts.Add(
                    edge.Node,
                    Rest(all, first[edge.Node]) * _scratch.OtherParts[edge.Node] * _view.WorthOf(edge) * last);
        first.Clear();
        return row.Length;
    }

    /// <summary>The most that another brings over one of its acts on the thing of <paramref name="act"/>.</summary>
    public double BroughtBy(int other, in Edge act)
    {
        var row = RowOf(act.Node);
        var (first, most) = (0.0, 0.0);
        foreach (var edge in row)
        {
            if (edge.Node != other)
                continue;
            most = Math.Max(most, _view.WorthOf(edge));
            if (MeetingAt(act.Node) is { } meeting)
                first += FirstStep(meeting, _view.WorthOf(edge), row.Length);
        }

        return Rest(_scratch.Others[other], first) * most * _things[act.Node].Part * WorthOf(act);
    }

    /// <summary>The part of what arrives at a node that each of its edges passes on.</summary>
    public double PartOf(int edges) => _graph.SpreadOf(edges);

    public double WorthOf(in Edge edge) => _view.WorthOf(edge);

    public bool Counts(int number) =>
        number != _subject.Number && number != _subject.Organisation
        && _graph.Table.Facts[number].Status != EntityStatus.Hidden;

    // Those who do not count are met like others, for it is cheaper to pass them over once than at each edge.
    private void MeetOthers()
    {
        for (var place = 0; place < _subject.Meetings.Count; place++)
        {
            var meeting = _subject.Meetings[place];
            var row = RowOf(meeting.Number);
            ref var thing = ref Reach(meeting.Number);
            (thing.Meeting, thing.FirstPart) = (place + 1, meeting.Worth * PartOf(row.Length));
            var part = AreToActors ? meeting.Worth / Rarity(row.Length) : 0;
            foreach (ref readonly var edge in row)
            {
                var worth = _view.WorthOf(edge);
                _scratch.Others.Add(edge.Node, thing.FirstPart * worth);
                _scratch.Direct.Add(edge.Node, part * worth);
            }
        }
    }

    // From another to what it acts on: not what came from that very thing, which it may have acted on in many ways.
    private void PassOn(int other)
    {
        var acts = _view.ActsOf(other);
        var (all, part, echo, meetings) = (_scratch.Others[other], PartOf(acts.Length), 0.0, 0);
        var meetingActs = _scratch.MeetingActs(acts.Length);
        for (var i = 0; i < acts.Length; i++)
        {
            var worth = _view.WorthOf(acts[i]);
            ref var thing = ref Reach(acts[i].Node);
            if (thing.FirstPart > 0)
            {
                thing.First = (thing.FirstOf == other + 1 ? thing.First : 0) + (thing.FirstPart * worth);
                thing.FirstOf = other + 1;
                meetingActs[meetings++] = (acts[i].Node, worth);
                continue;
            }

            var brought = all * part * worth;
            thing.Sum += brought;
            echo += brought * thing.Part * worth;
        }

        foreach (var (number, worth) in meetingActs[..meetings])
        {
            ref var thing = ref Reach(number);
            var brought = Rest(all, thing.First) * part * worth;
            thing.Sum += brought;
            echo += brought * thing.Part * worth;
        }

        _scratch.OtherParts.Add(other, part);
        _scratch.Echoes.Add(other, echo);
    }

    private static double Rarity(int actors) => Math.Log(1 + Math.Max(2, actors));

    private ref ThingSum Reach(int number)
    {
        ref var thing = ref _things.Reach(number, out var isNew);
        if (isNew && Counts(number))
            thing.Part = PartOf(_graph.Table.Facts[number].ActorCountOf(Actors));
        return ref thing;
    }

    private ReadOnlySpan<End> RowOf(int thing) => _view.ActorsOf(thing, Actors);

    // Sums of floating numbers leave a rest where exact ones would leave nothing.
    private static double Rest(double all, double first) => all - first is var rest && rest > 1e-9 * all ? rest : 0;
}
