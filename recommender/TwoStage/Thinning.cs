namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// How much of what passes through a node of a walk each way out of it gets: a power of their number between none and
/// equal parts (Zhou, Lü and Zhang 2009; Lü and Zhou 2011, "Link prediction in complex networks: a survey").
/// </summary>
internal sealed class Thinning(double power)
{
    private const int Known = 1_024;
    private readonly double[] _known = [.. Enumerable.Range(0, Known).Select(ways => Of(ways, power))];

    public double Of(int ways) => ways < Known ? _known[Math.Max(0, ways)] : Of(ways, power);

    private static double Of(int ways, double power) => Math.Pow(Math.Max(1, ways), -power);
}
