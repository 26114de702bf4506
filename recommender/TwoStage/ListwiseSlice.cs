using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>What some of the lists of <see cref="ListwiseLearner"/> say of the weights, with room to find it.</summary>
internal sealed class ListwiseSlice(int weights, int signals, int rowsMax)
{
    private readonly float[] _chances = new float[rowsMax];
    private readonly float[] _mixed = new float[signals];

    /// <summary>How steeply the loss grows with each weight, each signal divided by its deviation.</summary>
    public double[] Slopes { get; } = new double[weights];

    public void Clear() => Array.Clear(Slopes);

    public void Add(LabelledList list, double[] weights, double[] deviations)
    {
        for (var i = 0; i < signals; i++)
        {
            var mixed = 0.0;
            for (var set = 0; set < list.Parts.Length; set++)
                mixed += list.Parts[set] * weights[(set * signals) + i];
            _mixed[i] = deviations[i] > 0 ? (float)(mixed / deviations[i]) : 0;
        }

        var chances = _chances.AsSpan(0, list.Width);
        Draw(list, chances);
        for (var i = 0; i < signals; i++)
        {
            if (!(deviations[i] > 0))
                continue;
            var values = list.Signal(i);
            var right = 0.0;
            foreach (var row in list.Right)
                right += values[row];
            var slope = (Dot(chances, values) - (right / list.Right.Length)) / deviations[i];
            for (var set = 0; set < list.Parts.Length; set++)
                Slopes[(set * signals) + i] += list.Parts[set] * slope;
        }
    }

    /// <summary>How likely a draw by exp(score) picks each candidate.</summary>
    private void Draw(LabelledList list, Span<float> chances)
    {
        chances.Clear();
        for (var i = 0; i < signals; i++)
            AddScaled(chances, list.Signal(i), _mixed[i]);
        var most = float.NegativeInfinity;
        foreach (var score in chances[..list.Rows])
            most = Math.Max(most, score);
        var sum = 0.0;
        foreach (ref var chance in chances[..list.Rows])
            sum += chance = MathF.Exp(chance - most);
        foreach (ref var chance in chances[..list.Rows])
            chance = (float)(chance / sum);
        chances[list.Rows..].Clear();
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
