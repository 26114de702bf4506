namespace IdeaStorage.Recommender.Graph;

/// <summary>
/// 2 to the power of what is 0 or less, to eleven digits. Scoring fades every act of every candidate, and the library's
/// exponential takes several times as long; this one is also the same to the last bit on every machine.
/// </summary>
internal static class Halving
{
    private const int Parts = 256;
    private const double Ln2 = 0.693147180559945309;

    /// <summary>Below it a double would lose digits; nothing that is left of an act by then counts.</summary>
    private const double Least = -1_000;

    private static readonly double[] s_parts =
        [.. Enumerable.Range(0, Parts + 1).Select(part => Math.Pow(2, (double)part / Parts))];

    /// <summary>2 to any power; 0 or infinite where that is far out of the range of a double.</summary>
    public static double Power(double power) => power > 0 ? 1 / Exp2(-power) : Exp2(power);

    /// <param name="power">0 or less; above it the result is 1.</param>
    public static double Exp2(double power)
    {
        if (!(power < 0))
            return 1;
        if (power < Least)
            return 0;
        var whole = (long)Math.Floor(power);
        var scaled = (power - whole) * Parts;
        var part = (int)scaled;
        var rest = (scaled - part) * (Ln2 / Parts);
        var fraction = s_parts[part] * (1 + (rest * (1 + (rest * (0.5 + (rest / 6))))));
        return fraction * BitConverter.Int64BitsToDouble((whole + 1023) << 52);
    }
}
