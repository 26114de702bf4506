namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// The graph with what acts are worth on one day: a product each where all acts of a node are older, which they are but
/// for a moment, and otherwise found one by one.
/// </summary>
internal sealed class GraphOnDay
{
    public const double DaysPerYear = 365.25;

    /// <summary>Stands for any kind where a worth is known already.</summary>
    private const int Known = -1;

    private readonly ActivityGraph _graph;
    private readonly WorthsOnDay _worths;
    private readonly double[] _factors;
    private readonly double _activityFactor;
    private readonly double _recencyFactor;
    private readonly double _plainBefore;
    private readonly double _activityPlainBefore;

    public GraphOnDay(ActivityGraph graph, double day)
    {
        (_graph, Day, _worths) = (graph, day, new WorthsOnDay(graph.Decay, day));
        _factors = [1, .. Enum.GetValues<InteractionKind>().Select(kind => graph.Decay.FactorOn(day, kind))];
        _activityFactor = graph.ActivityFactorOn(day);
        _recencyFactor = Halving.Power((Decay.HeightDay - day) / DaysPerYear);
        _plainBefore = Array.TrueForAll(_factors, double.IsNormal) ? day : double.NegativeInfinity;
        _activityPlainBefore = double.IsNormal(_activityFactor) ? day : double.NegativeInfinity;
    }

    public double Day { get; }

    /// <summary>What a node did.</summary>
    public ReadOnlySpan<End> ActsOf(int number)
    {
        ref readonly var facts = ref _graph.Table.Facts[number];
        return facts.Until < _plainBefore ? facts.Acts : OneByOne(_graph.Table[number].Acts);
    }

    /// <summary>What actors of a kind did to a node.</summary>
    public ReadOnlySpan<End> ActorsOf(int number, EntityKind kind)
    {
        ref readonly var facts = ref _graph.Table.Facts[number];
        return facts.Until < _plainBefore ? facts.ActorsOf(kind) : OneByOne(_graph.Table[number].ActorsOf(kind));
    }

    /// <summary>What one of those is worth, as <see cref="Decay.WorthOn"/> to the last digits.</summary>
    public double WorthOf(in End end) => end.Height * _factors[(int)end.Kind + 1];

    public double WorthOf(in Edge edge) => _worths.Of(edge);

    /// <summary>How active a node is.</summary>
    public double ActivityOf(in NodeFacts facts, int number) => facts.ActivityUntil < _activityPlainBefore
        ? facts.ActivityHeight * _activityFactor
        : _graph.ActivityOn(Day, _graph.Table[number]);

    /// <summary>1 on the day of a node's latest act, and half as much with every year since.</summary>
    public double RecencyOf(in NodeFacts facts) =>
        facts.LastAct < Day && facts.LastHeight * _recencyFactor is var recency && double.IsNormal(recency)
            ? recency
            : Halving.Exp2((facts.LastAct - Day) / DaysPerYear);

    private ReadOnlySpan<End> OneByOne(Edge[] edges) =>
        Array.ConvertAll(edges, edge => new End(edge.Node, (InteractionKind)Known, edge.Weight, _worths.Of(edge)));
}
