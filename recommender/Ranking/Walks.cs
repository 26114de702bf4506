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

    /// <summary>Over whom the walk reaches items, by their places; over nobody where it does not lead to actors.
    /// </summary>
    public IEnumerable<InCommon> FindInCommon(IReadOnlyCollection<int> items) => AreToActors
        ? items.Chunk(CommonOthers.ItemsMax).SelectMany(FindInCommonOfSome)
        : Enumerable.Repeat(default(InCommon), items.Count);

    private InCommon[] FindInCommonOfSome(int[] items)
    {
        var common = _scratch.Common;
        common.Begin(items);
        for (var place = 0; place < items.Length; place++)
            foreach (ref readonly var act in _view.ActsOf(items[place]))
                if (_things[act.Node] is { Sum: > 0, Part: > 0 and var part })
                    common.Mark(place, act.Node, part * _view.WorthOf(act));
        foreach (var (other, start, length) in _scratch.Passed)
        {
            // What it did since stands behind what it did before.
            var acts = _view.ActsOf(other);
            common.Add(other, acts[..Math.Min(acts.Length, length)], _scratch.Brought.AsSpan(start, length));
        }

        return common.Found();
    }

    /// <summary>What another brings those who act on each thing, in proportion.</summary>
    public Tally BroughtBy(int other)
    {
        var (first, brought) = (_scratch.FirstHand, _scratch.BroughtByOne);
        first.Clear();
        brought.Clear();
        var acts = _view.ActsOf(other);
        foreach (ref readonly var act in acts)
            first.Add(act.Node, _things[act.Node].FirstPart * _view.WorthOf(act));
        foreach (ref readonly var act in acts)
            brought.Add(
                act.Node,
                Rest(_scratch.Others[other], first[act.Node]) * _view.WorthOf(act) * _things[act.Node].Part);
        return brought;
    }

    /// <summary>The part of what arrives at a node that each of its edges passes on.</summary>
    public double PartOf(int edges) => _graph.SpreadOf(edges);

    public double WorthOf(in Edge edge) => _view.WorthOf(edge);

    public bool Counts(int number) =>
        number != _subject.Number && number != _subject.Organisation
        && !_graph.Table.Crowds[number].IsHidden;

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
        var brought = _scratch.RoomToPass(other, acts.Length);
        var meetingActs = _scratch.MeetingActs(acts.Length);
        for (var i = 0; i < acts.Length; i++)
        {
            var worth = _view.WorthOf(acts[i]);
            ref var thing = ref Reach(acts[i].Node);
            if (thing.FirstPart > 0)
            {
                thing.First = (thing.FirstOf == other + 1 ? thing.First : 0) + (thing.FirstPart * worth);
                thing.FirstOf = other + 1;
                meetingActs[meetings++] = (i, worth);
                continue;
            }

            brought[i] = all * part * worth;
            thing.Sum += brought[i];
            echo += brought[i] * thing.Part * worth;
        }

        foreach (var (i, worth) in meetingActs[..meetings])
        {
            ref var thing = ref Reach(acts[i].Node);
            brought[i] = Rest(all, thing.First) * part * worth;
            thing.Sum += brought[i];
            echo += brought[i] * thing.Part * worth;
        }

        _scratch.Echoes.Add(other, echo);
    }

    private static double Rarity(int actors) => Math.Log(1 + Math.Max(2, actors));

    private ref ThingSum Reach(int number)
    {
        ref var thing = ref _things.Reach(number, out var isNew);
        if (isNew && Counts(number))
            thing.Part = PartOf(_graph.Table.Crowds[number].Of(Actors));
        return ref thing;
    }

    private ReadOnlySpan<End> RowOf(int thing) => _view.ActorsOf(thing, Actors);

    // Sums of floating numbers leave a rest where exact ones would leave nothing.
    private static double Rest(double all, double first) => all - first is var rest && rest > 1e-9 * all ? rest : 0;
}
