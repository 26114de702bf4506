using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What some of the lists of <see cref="ListwiseLearner"/> say of the weights, with room to find it.</summary>
internal sealed class ListwiseSlice(int weights, int signals, int rowsMax)
{
    /// <summary>The places that are looked at, as nDCG@20 does.</summary>
    private const int Depth = 20;

    private static readonly double[] s_discounts =
        [.. Enumerable.Range(0, Depth).Select(place => 1 / Math.Log2(place + 2))];

    private static readonly double[] s_ideals =
        [.. Enumerable.Range(0, Depth + 1).Select(right => s_discounts.Take(right).Sum())];

    private readonly float[] _scores = new float[rowsMax];
    private readonly float[] _mixed = new float[signals];
    private readonly int[] _order = new int[rowsMax];
    private readonly double[] _discounts = new double[rowsMax];
    private readonly bool[] _isRight = new bool[rowsMax];

    /// <summary>How steeply the loss grows with each weight, each signal divided by its deviation.</summary>
    public double[] Slopes { get; } = new double[weights];

    public void Clear() => Array.Clear(Slopes);

    /// <summary>The loss is minus the logarithm of how likely a draw by exp(score) picks a right candidate, on the mean
    /// of those.</summary>
    public void AddLikelihood(LabelledList list, double[] weights, double[] deviations)
    {
        var pulls = Scores(list, weights, deviations);
        var most = float.NegativeInfinity;
        foreach (var score in pulls[..list.Rows])
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (ref var chance in pulls[..list.Rows])
            sum += chance = MathF.Exp(chance - most);
        foreach (ref var chance in pulls[..list.Rows])
            chance = (float)(chance / sum);
        foreach (var row in list.Right)
            pulls[row] -= 1f / list.Right.Length;
        AddSlopes(list, pulls, deviations);
    }

    /// <summary>The loss grows with each right candidate that stands below another one, by what exchanging the two
    /// would change of nDCG@20, as far as their scores leave it open.</summary>
    public void AddExchanges(LabelledList list, double[] weights, double[] deviations)
    {
        var pulls = Scores(list, weights, deviations);
        Rank(list, pulls);
        var ideal = s_ideals[Math.Min(list.Sought, Depth)];
        Span<double> found = stackalloc double[list.Rows];
        found.Clear();
        foreach (var right in list.Right)
            for (var row = 0; row < list.Rows; row++)
            {
                if (_isRight[row] || _discounts[row] == _discounts[right])
                    continue;
                var change = Math.Abs(_discounts[right] - _discounts[row]) / ideal;
                var pull = change / (1 + Math.Exp(pulls[right] - pulls[row]));
                found[right] -= pull;
                found[row] += pull;
            }

        for (var row = 0; row < list.Rows; row++)
            pulls[row] = (float)found[row];
        AddSlopes(list, pulls, deviations);
    }

    private Span<float> Scores(LabelledList list, double[] weights, double[] deviations)
    {
        for (var i = 0; i < signals; i++)
        {
            var mixed = 0.0;
            for (var set = 0; set < list.Parts.Length; set++)
                mixed += list.Parts[set] * weights[(set * signals) + i];
            _mixed[i] = deviations[i] > 0 ? (float)(mixed / deviations[i]) : 0;
        }

        var scores = _scores.AsSpan(0, list.Width);
        scores.Clear();
        for (var i = 0; i < signals; i++)
            AddScaled(scores, list.Signal(i), _mixed[i]);
        scores[list.Rows..].Clear();
        return scores;
    }

    /// <summary>What each candidate's place is worth by the scores; of equal ones the first comes first.</summary>
    private void Rank(LabelledList list, ReadOnlySpan<float> scores)
    {
        var order = _order.AsSpan(0, list.Rows);
        var keys = scores[..list.Rows].ToArray();
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        order.Sort((one, other) => keys[other].CompareTo(keys[one]) is not 0 and var differs ? differs : one - other);
        for (var place = 0; place < order.Length; place++)
            _discounts[order[place]] = place < Depth ? s_discounts[place] : 0;
        Array.Clear(_isRight, 0, list.Rows);
        foreach (var row in list.Right)
            _isRight[row] = true;
    }

    private void AddSlopes(LabelledList list, Span<float> pulls, double[] deviations)
    {
        for (var i = 0; i < signals; i++)
        {
            if (!(deviations[i] > 0))
                continue;
            var slope = Dot(pulls, list.Signal(i)) / deviations[i];
            for (var set = 0; set < list.Parts.Length; set++)
                Slopes[(set * signals) + i] += list.Parts[set] * slope;
        }
    }

    private static void AddScaled(Span<float> sums, Span<float> values, float factor)
    {
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var value = ref MemoryMarshal.GetReference(values);
        for (nuint at = 0; at < (nuint)sums.Length; at += (nuint)Vector512<float>.Count)
            (Vector512.LoadUnsafe(ref sum, at) + (Vector512.LoadUnsafe(ref value, at) * factor))
                .StoreUnsafe(ref sum, at);
    }

    // Sixteen sums side by side, added up in order: so much of a vector is the same on machines that split it.
    private static double Dot(Span<float> one, Span<float> other)
    {
        ref var left = ref MemoryMarshal.GetReference(one);
        ref var right = ref MemoryMarshal.GetReference(other);
        var sums = Vector512<float>.Zero;
        for (nuint at = 0; at < (nuint)one.Length; at += (nuint)Vector512<float>.Count)
            sums += Vector512.LoadUnsafe(ref left, at) * Vector512.LoadUnsafe(ref right, at);
        var sum = 0.0;
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
            sum += sums[lane];
        return sum;
    }
}
