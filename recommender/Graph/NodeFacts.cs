using IdeaStorage.Recommender.Features;

namespace IdeaStorage.Recommender.Graph;

/// <summary>What a walk needs of an <see cref="Edge"/>; <see cref="GraphOnDay.WorthOf(in End)"/> makes a worth of the
/// height.</summary>
internal readonly record struct End(int Node, InteractionKind Kind, double Weight, double Height);

/// <summary>
/// What scoring reads of a node, beside that of its neighbours in memory: a query looks at every candidate, and would
/// wait for each node that lies somewhere else. A reader may see one field as it was before a change and another as it
/// is after.
/// </summary>
internal readonly struct NodeFacts
{
    public readonly FeatureSet Profile;
    public readonly End[] Acts;
    public readonly End[] Members;
    public readonly End[] Organisations;

    /// <summary>The day of the latest act by it or on it that there ever was: on later ones heights alone tell worths.
    /// Infinite where they never do.</summary>
    public readonly double Until;

    /// <summary>As <see cref="Decay.HeightOf"/>, of its activity.</summary>
    public readonly double ActivityHeight;

    /// <summary>As <see cref="Until"/>, of its activity.</summary>
    public readonly double ActivityUntil;

    public readonly EntityStatus Status;
    public readonly int Others;

    /// <summary>Its place among those of its kind.</summary>
    public readonly int Place;

    /// <summary>See <see cref="Node.MiniCluster"/>.</summary>
    public readonly int MiniCluster;

    /// <summary>Its number in <see cref="NodeTable.Names"/>; 0 for none.</summary>
    public readonly int Region;

    /// <summary>Likewise.</summary>
    public readonly int Type;

    /// <summary>The day of its latest act; infinitely long ago where it has none.</summary>
    public readonly double LastAct;

    /// <summary>What <see cref="LastAct"/> would have been worth on <see cref="Decay.HeightDay"/>, half as much with
    /// every year; see <see cref="GraphOnDay.RecencyOf"/>.</summary>
    public readonly double LastHeight;

    /// <summary>The day on which it was posted; infinitely far where that is not known.</summary>
    public readonly double Posted;

    /// <summary>Those of a new node, which has no acts yet.</summary>
    public NodeFacts(Node node, int place, NodeNames names)
        : this(node, 0, names, node, new NodeFacts(place))
    {
    }

    /// <summary>Those of a node that takes the place of another.</summary>
    /// <param name="node">The node.</param>
    /// <param name="activityHeight">Its activity's height; no normal number where it is out of reach.</param>
    /// <param name="names">The numbers of regions and types.</param>
    /// <param name="previous">The other node.</param>
    /// <param name="facts">And what was kept of it: rows that are the same are not read again.</param>
    public NodeFacts(Node node, double activityHeight, NodeNames names, Node previous, in NodeFacts facts)
    {
        (Profile, Status, Others, Place) = (node.Profile, node.Status, node.Others, facts.Place);
        MiniCluster = node.MiniCluster;
        (Region, Type) = (names.NumberOf(node.Region), names.NumberOf(node.Type));
        Until = facts.Until;
        var isSame = node.Acts == previous.Acts;
        (Acts, LastAct) = isSame ? (facts.Acts, facts.LastAct) : (EndsOf(node.Acts, ref Until), LastOf(node.Acts));
        LastHeight = isSame ? facts.LastHeight : Halving.Power((LastAct - Decay.HeightDay) / GraphOnDay.DaysPerYear);
        Members = node.Members == previous.Members ? facts.Members : EndsOf(node.Members, ref Until);
        Organisations = node.Organisations == previous.Organisations
            ? facts.Organisations
            : EndsOf(node.Organisations, ref Until);
        Posted = node.Members == previous.Members && node.Organisations == previous.Organisations
            ? facts.Posted
            : Math.Min(PostedOf(node.Members), PostedOf(node.Organisations));
        var isPlain = node.Activity == 0 || double.IsNormal(activityHeight);
        (ActivityHeight, ActivityUntil) = (activityHeight, isPlain ? node.ActivityDay : double.PositiveInfinity);
    }

    /// <summary>The same with rows that say the same.</summary>
    public NodeFacts(in NodeFacts facts, End[] acts, End[] members, End[] organisations)
    {
        this = facts;
        (Acts, Members, Organisations) = (acts, members, organisations);
    }

    private NodeFacts(int place)
    {
        (Place, Profile) = (place, FeatureSet.Empty);
        (Until, LastAct, Posted) = (double.NegativeInfinity, double.NegativeInfinity, double.PositiveInfinity);
        (Acts, Members, Organisations) = ([], [], []);
    }

    public End[] ActorsOf(EntityKind kind) => kind == EntityKind.Member ? Members : Organisations;

    private static double LastOf(Edge[] acts)
    {
        var last = double.NegativeInfinity;
        foreach (ref readonly var act in acts.AsSpan())
            last = Math.Max(last, act.Day);
        return last;
    }

    private static double PostedOf(Edge[] actors)
    {
        var posted = double.PositiveInfinity;
        foreach (ref readonly var edge in actors.AsSpan())
            if (edge.Kind == InteractionKind.Posted)
                posted = Math.Min(posted, edge.Day);
        return posted;
    }

    private static End[] EndsOf(Edge[] edges, ref double until)
    {
        foreach (ref readonly var edge in edges.AsSpan())
            until = Math.Max(
                until, edge.Weight == 0 || double.IsNormal(edge.Height) ? edge.Day : double.PositiveInfinity);
        return Array.ConvertAll(edges, edge => new End(edge.Node, edge.Kind, edge.Weight, edge.Height));
    }
}
