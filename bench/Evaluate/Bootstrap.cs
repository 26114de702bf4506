namespace IdeaStorage.Bench.Evaluate;

/// <summary>
/// How certain a mean over queries is: queries are drawn again and again with replacement, and the middle 95 % of the
/// means count (percentile bootstrap: Efron and Tibshirani 1993, "An introduction to the bootstrap"). The draws follow
/// from a fixed seed, so the same values give the same interval.
/// </summary>
internal static class Bootstrap
{
    private const int Draws = 1_000;
    private const int Seed = 20190101;

    /// <summary>
    /// The interval of a mean. Of the differences of two rankings, query by query, it is a paired one.
    /// </summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
            return (0, 0);
        var random = new Random(Seed);
        var means = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0.0;
            for (var i = 0; i < values.Count; i++)
                sum += values[random.Next(values.Count)];
            means[draw] = sum / values.Count;
        }

        Array.Sort(means);
        return (means[Draws / 40], means[Draws - 1 - (Draws / 40)]);
    }

    /// <summary>Adds a mean with its interval to the figures.</summary>
    public static void Report(Figures figures, string name, IReadOnlyList<double> values)
    {
        var (low, high) = Interval(values);
        figures.Add(name, values.Count == 0 ? 0 : values.Average(), "mean");
        figures.Add($"{name}.low", low, "95 %");
        figures.Add($"{name}.high", high, "95 %");
    }
}
