namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// What one actor did in one way to one target, all repetitions together: worth <paramref name="Weight"/> on the day
/// <paramref name="Day"/> of the last, and less since. <paramref name="Node"/> is the other end.
/// </summary>
internal readonly record struct Edge(int Node, InteractionKind Kind, double Weight, double Day);

/// <summary>
/// The rules of all kinds of acts, in the form that scoring reads: how much an act is worth on a day.
/// </summary>
internal sealed class Decay
{
    private readonly InteractionRule[] _rules;
    private readonly double[] _perDay;

    public Decay(IReadOnlyDictionary<InteractionKind, InteractionRule> rules)
    {
        var kinds = Enum.GetValues<InteractionKind>();
        _rules = Array.ConvertAll(kinds, kind => rules.GetValueOrDefault(kind) ?? InteractionRule.Defaults[kind]);
        _perDay = Array.ConvertAll(_rules, rule => 1 / rule.HalfLife.TotalDays);
    }

    public static double DayOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalDays;

    public InteractionRule RuleOf(InteractionKind kind) => _rules[(int)kind];

    /// <summary>What the edge is worth on a day; before its own day, as much as on it.</summary>
    public double WorthOn(double day, in Edge edge) =>
        day <= edge.Day ? edge.Weight : edge.Weight * Halving.Exp2((edge.Day - day) * _perDay[(int)edge.Kind]);

    /// <summary>Both edges in one, on the later day. The order in which acts arrive makes no difference.</summary>
    public Edge Merge(in Edge one, in Edge other)
    {
        var day = Math.Max(one.Day, other.Day);
        return one with { Weight = WorthOn(day, one) + WorthOn(day, other), Day = day };
    }

    /// <summary>The edge without the other that was merged into it. Null when nothing is left.</summary>
    public Edge? Without(in Edge whole, in Edge part)
    {
        var left = whole.Weight - WorthOn(whole.Day, part);
        return left > 1e-9 * whole.Weight ? whole with { Weight = left } : null;
    }
}
