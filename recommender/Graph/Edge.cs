namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// What one actor did in one way to one target, all repetitions together: worth <paramref name="Weight"/> on the day
/// <paramref name="Day"/> of the last, and less since. <paramref name="Node"/> is the other end;
/// <paramref name="Height"/> is <see cref="Decay.HeightOf"/>.
/// </summary>
internal readonly record struct Edge(int Node, InteractionKind Kind, double Weight, double Day, double Height);

/// <summary>
/// The rules of all kinds of acts, in the form that scoring reads: how much an act is worth on a day.
/// </summary>
internal sealed class Decay
{
    /// <summary>On some day of these years; any would do.</summary>
    public const double HeightDay = 20_000;

    private readonly InteractionRule[] _rules;
    private readonly double[] _perDay;

    public Decay(IReadOnlyDictionary<InteractionKind, InteractionRule> rules)
    {
        var kinds = Enum.GetValues<InteractionKind>();
        _rules = Array.ConvertAll(kinds, kind => rules.GetValueOrDefault(kind) ?? InteractionRule.Defaults[kind]);
        _perDay = Array.ConvertAll(_rules, rule => 1 / rule.HalfLife.TotalDays);
    }

    public static double DayOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalDays;

    public Edge EdgeOf(int node, InteractionKind kind, double weight, double day) =>
        new(node, kind, weight, day, HeightOf(kind, weight, day));

    /// <summary>
    /// What an act would have been worth on <see cref="HeightDay"/> had it faded for ever. Times one number for each
    /// kind (<see cref="FactorOn"/>) that is what it is worth on a day, without a power for each act. No finite number
    /// where it is out of reach of one.
    /// </summary>
    public double HeightOf(InteractionKind kind, double weight, double day) =>
        weight * Halving.Power((day - HeightDay) * _perDay[(int)kind]);

    /// <summary>What makes the height of an act of a kind its worth on a day after it.</summary>
    public double FactorOn(double day, InteractionKind kind) =>
        Halving.Power((HeightDay - day) * _perDay[(int)kind]);

    public InteractionRule RuleOf(InteractionKind kind) => _rules[(int)kind];

    /// <summary>What the edge is worth on a day; before its own day, as much as on it.</summary>
    public double WorthOn(double day, in Edge edge) =>
        day <= edge.Day ? edge.Weight : edge.Weight * Halving.Exp2((edge.Day - day) * _perDay[(int)edge.Kind]);

    /// <summary>Both edges in one, on the later day. The order in which acts arrive makes no difference.</summary>
    public Edge Merge(in Edge one, in Edge other)
    {
        var day = Math.Max(one.Day, other.Day);
        return EdgeOf(one.Node, one.Kind, WorthOn(day, one) + WorthOn(day, other), day);
    }

    /// <summary>The edge without the other that was merged into it. Null when nothing is left.</summary>
    public Edge? Without(in Edge whole, in Edge part)
    {
        var left = whole.Weight - WorthOn(whole.Day, part);
        return left > 1e-9 * whole.Weight ? EdgeOf(whole.Node, whole.Kind, left, whole.Day) : null;
    }
}

/// <summary>What acts are worth on one day.</summary>
internal sealed class WorthsOnDay(Decay decay, double day)
{
    private readonly double[] _factors =
        Array.ConvertAll(Enum.GetValues<InteractionKind>(), kind => decay.FactorOn(day, kind));

    /// <summary><see cref="Decay.WorthOn"/>, to the last digits.</summary>
    public double Of(in Edge edge)
    {
        var worth = edge.Height * _factors[(int)edge.Kind];
        return edge.Day < day && double.IsNormal(worth) ? worth : decay.WorthOn(day, edge);
    }
}
