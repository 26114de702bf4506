using System.Numerics.Tensors;
using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Retrieval;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// The best 20 of a million rows of 64 factors on one core, against a plain sum over the same array: what memory gives.
/// The three take turns, and the least time of the processor that each took counts: what else runs on the machine can
/// only add to it.
/// </summary>
internal static class ScanMeasurement
{
    private const int RowCount = 1_000_000;
    private const int Dimensions = 64;
    private const int ListLength = 20;
    private const int Rounds = 25;
    private const int Seed = 1;

    public static void Run(Figures figures)
    {
        var random = new Random(Seed);
        var numbers = new float[RowCount * Dimensions];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextSingle() + random.NextSingle() - 1;
        var table = new FactorTable(numbers, Dimensions);
        var bytes = new ByteFactorTable(table);
        var (sum, floats, shadow) = (double.MaxValue, double.MaxValue, double.MaxValue);
        var different = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var query = numbers.AsSpan(random.Next(RowCount) * Dimensions, Dimensions).ToArray();
            sum = Math.Min(sum, Time(() => TensorPrimitives.Sum<float>(numbers), out _));
            floats = Math.Min(floats, Time(() => table.Top(query, ListLength), out ScoredColumn[] exact));
            shadow = Math.Min(shadow, Time(() => bytes.Top(query, ListLength), out ScoredColumn[] same));
            different += exact.SequenceEqual(same) ? 0 : 1;
        }

        figures.Add("scan.sum", sum, "ms");
        figures.Add("scan.sum.bandwidth", (double)RowCount * Dimensions * sizeof(float) / sum / 1e6, "GB/s");
        figures.Add("scan.top20", floats, "ms");
        figures.Add("scan.top20.of-bandwidth", sum / floats, "ratio");
        figures.Add("scan.top20.bytes", shadow, "ms");
        figures.Add("scan.top20.bytes.times-faster", floats / shadow, "ratio");
        figures.Add("scan.top20.bytes.other-lists", different, "lists");
    }

    private static double Time<T>(Func<T> work, out T result)
    {
        var before = Environment.CpuUsage.TotalTime;
        result = work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }
}
