namespace IdeaStorage.Simulation.Tests;

/// <summary>Where a run draws its decisions from. One seed gives one sequence, on every machine.</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A sequence of its own, so that one more draw here does not shift what is drawn there.</summary>
    public Chance Branch() => new(Next());

    /// <summary>From 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public bool OneIn(int odds) => Below(odds) == 0;

    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    public TimeSpan Between(TimeSpan from, TimeSpan to) =>
        from + TimeSpan.FromTicks((long)(Next() % (ulong)((to - from).Ticks + 1)));

    // SplitMix64 (Steele, Lea, Flood 2014): the same on every version of .NET, unlike System.Random.
    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
