namespace IdeaStorage.Recommender.Ranking;

/// <summary>
/// What places for quiet organisations cost (exposure as a resource to be shared out: Singh and Joachims 2018,
/// "Fairness of exposure in rankings"; prices: Everett 1963, "Generalized Lagrange multiplier method"). A place is
/// worth the partners that are expected to be found by it; giving it to a quiet organisation costs the difference to
/// the one that would have it otherwise. A floor over all lists costs least when places are taken wherever they cost
/// less than one price (a Lagrange multiplier), which is found from many lists: those with sure partners keep their
/// places, those whose ends are guesses give more.
/// </summary>
/// <param name="Partners">Partners found by an organisation without acts; 0 or more.</param>
/// <param name="PartnersPerAct">And so many more for each act; 0 or more.</param>
/// <param name="Prices">For each of <see cref="Lengths"/>: at which price so many whole percent of all places go to
/// quiet ones, from 0 to 100; never falling.</param>
internal sealed record ExposurePrices(double Partners, double PartnersPerAct, double[][] Prices)
{
    /// <summary>Where partners are expected: among so many that come first.</summary>
    public const int Depth = 100;

    private const int Percents = 100;

    /// <summary>How much of the partners of the mean organisation may be owed to its acts, lest those without any be
    /// expected to find none.</summary>
    private const double ByActsMax = 0.9;

    /// <summary>Prices are known for lists of these lengths; one between has those of the next longer.</summary>
    public static readonly int[] Lengths = [5, 10, 20, 50, 100];

    public bool IsSound() =>
        double.IsFinite(Partners) && Partners >= 0 && double.IsFinite(PartnersPerAct) && PartnersPerAct >= 0
        && Prices.Length == Lengths.Length
        && Array.TrueForAll(Prices, prices => prices is { Length: Percents + 1 }
            && prices[0] >= 0 && double.IsFinite(prices[^1])
            && prices.Zip(prices.Skip(1)).All(pair => pair.First <= pair.Second));

    /// <summary>How many of the places of a list go to quiet ones.</summary>
    public int Places(Field field, int count, double floor, int acts)
    {
        var length = Array.FindIndex(Lengths, length => length >= count);
        var price = Prices[length < 0 ? ^1 : length][(int)Math.Ceiling((floor * Percents) - 1e-9)];
        return PricesOf(field, count, Partners + (PartnersPerAct * acts)).Count(one => one <= price);
    }

    /// <param name="lists">Lists that are long enough, with the acts of those who ask and how many partners they then
    /// found; at least one.</param>
    public static ExposurePrices Learn(IReadOnlyList<(Field Field, int Acts, int Found)> lists)
    {
        var (partners, perAct) = Line([.. lists.Select(list => ((double)list.Acts, (double)list.Found))]);
        return new ExposurePrices(partners, perAct, Array.ConvertAll(Lengths, length =>
        {
            double[] prices =
            [
                .. lists.SelectMany(list => PricesOf(list.Field, length, partners + (perAct * list.Acts))).Order(),
            ];
            double[] byPercent = [0, .. Enumerable.Range(1, Percents).Select(PriceOf)];
            return byPercent;

            double PriceOf(int percent) => prices[(int)Math.Ceiling((double)percent * prices.Length / Percents) - 1];
        }));
    }

    /// <summary>What the first, the second, … quiet one in a list costs more than the list without it; the most that
    /// there is where there are no more of them.</summary>
    private static IEnumerable<double> PricesOf(Field field, int count, double partners)
    {
        var first = field.All.Count > 0 ? field.All[0].Score : 0;
        var perChance = partners / field.All.Take(Depth).Sum(item => Math.Exp(item.Score - first));
        var busy = field.All.Where(item => !item.IsQuiet).Take(count).ToList();
        for (var quiet = 0; quiet < count; quiet++)
        {
            var replaced = count - 1 - quiet;
            yield return quiet >= field.Quiet.Count ? double.MaxValue
                : replaced >= busy.Count ? 0
                : Math.Max(0, Worth(busy[replaced]) - Worth(field.Quiet[quiet]));
        }

        double Worth(Ranked item) => perChance * Math.Exp(item.Score - first);
    }

    /// <summary>The line that lies nearest, rising, and above 0 on the left.</summary>
    private static (double Start, double Rise) Line(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => (point.X - x) * (point.X - x));
        if (!(spread > 0))
            return (y, 0);
        var rise = Math.Clamp(points.Sum(point => (point.X - x) * (point.Y - y)) / spread, 0, ByActsMax * y / x);
        return (y - (rise * x), rise);
    }
}
