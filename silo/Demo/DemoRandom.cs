namespace IdeaStorage.Silo.Demo;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). <see cref="Random"/> does not promise the same numbers in the next runtime,
/// and the demo must look the same for ever.
/// </summary>
internal sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A whole number from 0 up to, but without, <paramref name="end"/>.</summary>
    public int Below(int end)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(end);
        return (int)(Next() % (ulong)end);
    }

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, both included.</summary>
    public int Between(int min, int max) => min + Below(max - min + 1);

    /// <summary>A number from 0 up to, but without, 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>The items in another order (Fisher–Yates).</summary>
    public List<T> Shuffle<T>(IEnumerable<T> items)
    {
        List<T> shuffled = [.. items];
        for (var last = shuffled.Count - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (shuffled[last], shuffled[other]) = (shuffled[other], shuffled[last]);
        }

        return shuffled;
    }

    /// <summary>
    /// The items in another order in which one of twice the weight is twice as likely to be first (Efraimidis, Spirakis
    /// 2006). Weights are above 0.
    /// </summary>
    public List<T> ShuffleByWeight<T>(IEnumerable<T> items, Func<T, double> weight) =>
        [.. items.Select(one => (One: one, Key: -Math.Log(1 - Fraction()) / weight(one)))
            .OrderBy(pair => pair.Key).Select(pair => pair.One)];

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
