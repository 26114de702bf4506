using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>A thing where a subject meets others, and how it got there.</summary>
/// <param name="Number">The number of the thing's node.</param>
/// <param name="Worth">What the subject's act is worth on the day of the query; 1 for the subject itself.</param>
/// <param name="Act">The act that weighs most; null when the thing is the subject itself.</param>
/// <param name="ThroughOrganisation">Whether it was the subject's organisation that acted.</param>
internal readonly record struct Meeting(int Number, double Worth, InteractionKind? Act, bool ThroughOrganisation);

/// <summary>
/// What is asked about, as of one moment: its profile, where it meets others, and whom it must not be shown.
/// </summary>
internal sealed class Subject
{
    private readonly ActivityGraph _graph;
    private readonly SignalOptions _options;
    private readonly double _day;
    private readonly bool _usesActivity;
    private FeatureSet? _profile;

    public Subject(ActivityGraph graph, SignalOptions options, int number, RecommendationQuery query)
    {
        (_graph, _options, Number) = (graph, options, number);
        _day = Decay.DayOf(query.At);
        Node = graph.Table[number];
        Organisation = Node.Organisation;
        OrganisationNode = Organisation == Node.NoOrganisation ? null : graph.Table[Organisation];
        _usesActivity = query.UseActivity;
        Meetings = query.UseActivity ? FindMeetings() : [];
        Excluded = FindExcluded(query);
    }

    public int Number { get; }

    public Node Node { get; }

    public int Organisation { get; }

    private Node? OrganisationNode { get; }

    public FeatureSet Profile => _profile ??= ProfileFor(_usesActivity);

    /// <summary>What it and its organisation say of themselves.</summary>
    public FeatureSet OwnProfile => ProfileFor(useActivity: false);

    public IReadOnlyList<Meeting> Meetings { get; }

    public HashSet<int> Excluded { get; }

    public string? Region => Node.Region ?? OrganisationNode?.Region;

    public string? Type => Node.Type ?? OrganisationNode?.Type;

    /// <summary>
    /// Through whom the subject meets candidates of a kind: organisations through organisations, ideas through its
    /// like.
    /// </summary>
    public EntityKind ActorsFor(EntityKind target) =>
        target == EntityKind.Organisation || Node.Ref.Kind == EntityKind.Organisation
            ? EntityKind.Organisation
            : EntityKind.Member;

    private FeatureSet ProfileFor(bool useActivity)
    {
        var parts = new List<(FeatureSet, double)> { (useActivity ? Node.Profile : Node.Own, 1) };
        if (OrganisationNode is { Status: not EntityStatus.Hidden } organisation)
            parts.Add((useActivity ? organisation.Profile : organisation.Own, _options.OwnOrganisation));
        return FeatureSet.Sum(parts);
    }

    private List<Meeting> FindMeetings()
    {
        var meetings = new Dictionary<int, Meeting>();
        // Ideas and mini-clusters do not act: others meet on them.
        if (Node.Ref.Kind is EntityKind.Idea or EntityKind.MiniCluster)
            meetings[Number] = new Meeting(Number, 1, null, false);
        AddMeetings(meetings, [.. Node.Acts, .. Node.Private], 1, throughOrganisation: false);
        var own = meetings.Keys.ToHashSet();
        if (OrganisationNode is { } organisation)
            AddMeetings(meetings, [.. organisation.Acts.Where(act => !own.Contains(act.Node))],
                _options.OwnOrganisation, throughOrganisation: true);
        return [.. meetings.Values];
    }

    private void AddMeetings(Dictionary<int, Meeting> meetings, Edge[] acts, double factor, bool throughOrganisation)
    {
        var strongest = new Dictionary<int, double>();
        foreach (var act in acts)
        {
            var worth = factor * _graph.Decay.WorthOn(_day, act);
            if (!(worth > 0) || _graph.Table[act.Node].Status == EntityStatus.Hidden)
                continue;
            var sum = worth + (meetings.TryGetValue(act.Node, out var known) ? known.Worth : 0);
            var kind = worth > strongest.GetValueOrDefault(act.Node) ? act.Kind : known.Act;
            strongest[act.Node] = Math.Max(worth, strongest.GetValueOrDefault(act.Node));
            meetings[act.Node] = new Meeting(act.Node, sum, kind, throughOrganisation);
        }
    }

    private HashSet<int> FindExcluded(RecommendationQuery query)
    {
        var excluded = new HashSet<int> { Number };
        foreach (var entity in query.Exclude)
            if (_graph.Table.Find(entity) is { } number)
                excluded.Add(number);
        if (query.Target == EntityKind.Idea && query.Exclude.Any(entity => entity.Kind == EntityKind.Organisation))
            ExcludeWhatMembersPosted(excluded, query.Exclude);
        Exclude(excluded, Node, ExclusionScope.Actor);
        if (OrganisationNode is not null)
        {
            excluded.Add(Organisation);
            Exclude(excluded, OrganisationNode, ExclusionScope.Organisation);
        }
        // An idea is not offered to the organisation that it comes from, nor to those that are in its project.
        foreach (var edge in Node.Organisations)
            if (edge.Kind is InteractionKind.Posted or InteractionKind.Participated)
                excluded.Add(edge.Node);
        return excluded;
    }

    // By where their authors are now, which is what pages say of them too.
    private void ExcludeWhatMembersPosted(HashSet<int> excluded, IReadOnlySet<EntityRef> organisations)
    {
        foreach (var number in _graph.Table.OfKind(EntityKind.Member))
        {
            var author = _graph.Table[number];
            if (author.Organisation == Node.NoOrganisation
                || !organisations.Contains(_graph.Table[author.Organisation].Ref))
                continue;
            foreach (var act in author.Acts)
                if (act.Kind == InteractionKind.Posted)
                    excluded.Add(act.Node);
        }
    }

    private void Exclude(HashSet<int> excluded, Node actor, ExclusionScope scope)
    {
        foreach (var act in actor.Acts.Concat(actor.Private))
        {
            if (_graph.Decay.RuleOf(act.Kind).Excludes >= scope)
                excluded.Add(act.Node);
            if (act.Kind == InteractionKind.Participated)
                foreach (var partner in _graph.Table[act.Node].Organisations)
                    if (partner.Kind == InteractionKind.Participated)
                        excluded.Add(partner.Node);
        }
    }
}
