using System.Diagnostics;
using System.Runtime.Intrinsics;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// A round of implicit ALS on one core: its time and the operations that it is made of, against a loop of independent
/// fused multiplications and additions in registers, which is as fast as a core can be. Both in time of the processor,
/// so that others on the machine count less.
/// </summary>
internal static class TrainingMeasurement
{
    private const int RowCount = 20_000;
    private const int ColumnCount = 20_000;
    private const int ActsPerRow = 40;
    private const int Factors = 64;
    private const int ShortEpochs = 2;
    private const int LongEpochs = 8;
    private const int Repeats = 3;
    private const int Seed = 1;

    public static void Run(Figures figures)
    {
        var data = Data();
        var peak = double.MaxValue;
        var epoch = double.MaxValue;
        Train(data, 1, cores: 1);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            peak = Math.Min(peak, PeakSecondsPerOperation());
            var shorter = ProcessorTime(() => Train(data, ShortEpochs, cores: 1));
            var longer = ProcessorTime(() => Train(data, LongEpochs, cores: 1));
            epoch = Math.Min(epoch, (longer - shorter).TotalSeconds / (LongEpochs - ShortEpochs));
        }

        var operations = OperationsPerEpoch(data.Count);
        figures.Add("ials.acts", data.Count, "acts");
        figures.Add("ials.epoch", epoch * 1e3, "ms");
        figures.Add("ials.operations", operations / 1e9, "Gflop");
        figures.Add("ials.speed", operations / epoch / 1e9, "Gflop/s");
        figures.Add("ials.peak", 1 / peak / 1e9, "Gflop/s");
        figures.Add("ials.of-peak", operations / epoch * peak, "ratio");
        figures.Add("ials.cancelled-after", CancelledAfter(data).TotalMilliseconds, "ms");
    }

    /// <summary>
    /// The useful ones: half of each symmetric sum over acts and over all rows, a Cholesky factor and two triangles to
    /// solve for each row and column. A multiplication and an addition are two.
    /// </summary>
    private static double OperationsPerEpoch(int acts)
    {
        const double Entities = RowCount + ColumnCount, D = Factors;
        return (((2.0 * acts) + Entities) * D * (D + 1)) + (Entities * ((D * D * D / 3) + (2 * D * D)));
    }

    private static FeedbackMatrix Data()
    {
        var random = new Random(Seed);
        return FeedbackMatrix.From(
            RowCount, ColumnCount,
            [
                .. Enumerable.Range(0, RowCount * ActsPerRow).Select(act => new Feedback(
                    act / ActsPerRow, (int)(ColumnCount * random.NextDouble() * random.NextDouble()))),
            ]);
    }

    private static void Train(FeedbackMatrix data, int epochs, int cores, CancellationToken cancellation = default) =>
        new ImplicitAlsTrainer(new() { Factors = Factors, Epochs = epochs, CoresMax = cores })
            .Train(data, Seed, cancellation);

    private static TimeSpan CancelledAfter(FeedbackMatrix data)
    {
        using var cancellation = new CancellationTokenSource();
        var training = Task.Run(() => Train(data, int.MaxValue, Environment.ProcessorCount, cancellation.Token));
        Thread.Sleep(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        cancellation.Cancel();
        training.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        return clock.Elapsed;
    }

    private static double PeakSecondsPerOperation()
    {
        const int Steps = 20_000_000, Chains = 12;
        var width = Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count;
        Multiply(Steps / 10);
        return ProcessorTime(() => Multiply(Steps)).TotalSeconds / ((double)Steps * Chains * width * 2);
    }

    private static float Multiply(int steps) =>
        Vector512.IsHardwareAccelerated ? MultiplyWide(steps) : MultiplyHalf(steps);

    private static float MultiplyWide(int steps)
    {
        var x = Vector512.Create(0.999f);
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var step = 0; step < steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, x);
            b = Vector512.FusedMultiplyAdd(b, x, x);
            c = Vector512.FusedMultiplyAdd(c, x, x);
            d = Vector512.FusedMultiplyAdd(d, x, x);
            e = Vector512.FusedMultiplyAdd(e, x, x);
            f = Vector512.FusedMultiplyAdd(f, x, x);
            g = Vector512.FusedMultiplyAdd(g, x, x);
            h = Vector512.FusedMultiplyAdd(h, x, x);
            i = Vector512.FusedMultiplyAdd(i, x, x);
            j = Vector512.FusedMultiplyAdd(j, x, x);
            k = Vector512.FusedMultiplyAdd(k, x, x);
            l = Vector512.FusedMultiplyAdd(l, x, x);
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static float MultiplyHalf(int steps)
    {
        var x = Vector256.Create(0.999f);
        var (a, b, c, d, e, f) = (x, x, x, x, x, x);
        var (g, h, i, j, k, l) = (x, x, x, x, x, x);
        for (var step = 0; step < steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, x);
            b = Vector256.FusedMultiplyAdd(b, x, x);
            c = Vector256.FusedMultiplyAdd(c, x, x);
            d = Vector256.FusedMultiplyAdd(d, x, x);
            e = Vector256.FusedMultiplyAdd(e, x, x);
            f = Vector256.FusedMultiplyAdd(f, x, x);
            g = Vector256.FusedMultiplyAdd(g, x, x);
            h = Vector256.FusedMultiplyAdd(h, x, x);
            i = Vector256.FusedMultiplyAdd(i, x, x);
            j = Vector256.FusedMultiplyAdd(j, x, x);
            k = Vector256.FusedMultiplyAdd(k, x, x);
            l = Vector256.FusedMultiplyAdd(l, x, x);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    private static TimeSpan ProcessorTime(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return Environment.CpuUsage.TotalTime - before;
    }
}
