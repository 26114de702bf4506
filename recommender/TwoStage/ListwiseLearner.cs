namespace IdeaStorage.Recommender.TwoStage;

/// <summary>One list to learn from: candidates by their signals, row by row, and which of them were right.</summary>
/// <param name="Signals">The signals of all candidates, one row after the other.</param>
/// <param name="Right">The rows that were right, at least one.</param>
internal sealed record LabelledList(float[] Signals, int[] Right);

/// <summary>
/// Learns weights of 0 or more by which right candidates come before the others: the likelihood that a draw by
/// exp(score) picks a right one, each list counting once (Cao et al. 2007, "Learning to rank: from pairwise approach to
/// listwise approach"), by Adam (Kingma and Ba 2015) with negative weights cut off after each step. One thread and
/// one order: the same lists give the same weights to the last bit.
/// </summary>
internal static class ListwiseLearner
{
    private const int Steps = 200;
    private const double FirstStep = 0.05;
    private const double LastStep = 0.005;
    private const double Regularisation = 1e-4;

    /// <summary>The weights for signals in their own units.</summary>
    /// <param name="lists">At least one.</param>
    /// <param name="count">Signals in a row.</param>
    /// <param name="cancellation">Looked at once a list.</param>
    /// <param name="progress">Told from 0 to 1.</param>
    public static double[] Learn(
        IReadOnlyList<LabelledList> lists, int count, CancellationToken cancellation, Action<double> progress)
    {
        var deviations = Deviations(lists, count);
        var right = RightMeans(lists, count, deviations);
        var weights = new double[count];
        var (means, squares, gradient) = (new double[count], new double[count], new double[count]);
        Array.Fill(weights, FirstStep);
        for (var step = 1; step <= Steps; step++)
        {
            Expect(lists, weights, deviations, gradient, cancellation);
            var rate = step < 0.6 * Steps ? FirstStep : LastStep;
            for (var i = 0; i < count; i++)
            {
                var slope = ((gradient[i] - right[i]) / lists.Count) + (Regularisation * weights[i]);
                means[i] = (0.9 * means[i]) + (0.1 * slope);
                squares[i] = (0.99 * squares[i]) + (0.01 * slope * slope);
                var (mean, square) = (means[i] / (1 - Math.Pow(0.9, step)), squares[i] / (1 - Math.Pow(0.99, step)));
                weights[i] = Math.Max(0, weights[i] - (rate * mean / (Math.Sqrt(square) + 1e-9)));
            }

            progress((double)step / Steps);
        }

        for (var i = 0; i < count; i++)
            weights[i] = deviations[i] > 0 ? weights[i] / deviations[i] : 0;
        return weights;
    }

    private static double[] Deviations(IReadOnlyList<LabelledList> lists, int count)
    {
        var (sums, squares, rows) = (new double[count], new double[count], 0L);
        foreach (var list in lists)
        {
            for (var i = 0; i < list.Signals.Length; i++)
            {
                sums[i % count] += list.Signals[i];
                squares[i % count] += (double)list.Signals[i] * list.Signals[i];
            }

            rows += list.Signals.Length / count;
        }

        var deviations = new double[count];
        for (var i = 0; i < count; i++)
        {
            var mean = sums[i] / rows;
            var variance = (squares[i] / rows) - (mean * mean);
            deviations[i] = variance > 1e-12 ? Math.Sqrt(variance) : 0;
        }

        return deviations;
    }

    private static double[] RightMeans(IReadOnlyList<LabelledList> lists, int count, double[] deviations)
    {
        var sums = new double[count];
        foreach (var list in lists)
            foreach (var row in list.Right)
                for (var i = 0; i < count; i++)
                    if (deviations[i] > 0)
                        sums[i] += list.Signals[(row * count) + i] / deviations[i] / list.Right.Length;
        return sums;
    }

    // The sum over lists of the signals that a draw by exp(score) is expected to have.
    private static void Expect(
        IReadOnlyList<LabelledList> lists,
        double[] weights,
        double[] deviations,
        double[] expected,
        CancellationToken cancellation)
    {
        var count = weights.Length;
        var scaled = new double[count];
        for (var i = 0; i < count; i++)
            scaled[i] = deviations[i] > 0 ? weights[i] / deviations[i] : 0;
        Array.Clear(expected);
        var chances = Array.Empty<double>();
        foreach (var list in lists)
        {
            cancellation.ThrowIfCancellationRequested();
            var rows = list.Signals.Length / count;
            if (chances.Length < rows)
                chances = new double[rows];
            var sum = Chances(list, scaled, chances.AsSpan(0, rows));
            for (var row = 0; row < rows; row++)
            {
                var chance = chances[row] / sum;
                for (var i = 0; i < count; i++)
                    expected[i] += chance * list.Signals[(row * count) + i];
            }
        }

        for (var i = 0; i < count; i++)
            expected[i] = deviations[i] > 0 ? expected[i] / deviations[i] : 0;
    }

    private static double Chances(LabelledList list, double[] scaled, Span<double> chances)
    {
        var most = double.NegativeInfinity;
        for (var row = 0; row < chances.Length; row++)
        {
            var score = 0.0;
            for (var i = 0; i < scaled.Length; i++)
                score += scaled[i] * list.Signals[(row * scaled.Length) + i];
            chances[row] = score;
            most = Math.Max(most, score);
        }

        var sum = 0.0;
        foreach (ref var chance in chances)
            sum += chance = Math.Exp(chance - most);
        return sum;
    }
}
