using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// The weighted sum of other models' scores, each divided by how far its scores for this history lie apart, so that a
/// long history makes none of them louder. It is a sum, so the shares of an act are the sums of what the parts give.
/// </summary>
internal sealed class BlendModel(IReadOnlyList<MatrixModel> parts, float[] weights, int columnCount)
    : MatrixModel(columnCount)
{
    /// <summary>The models that a file may name as parts, by their place in this list.</summary>
    private static readonly string[] s_kinds =
    [
        PopularityTrainer.ModelName, EaseTrainer.ModelName, ItemNeighboursTrainer.ModelName,
        ImplicitAlsTrainer.ModelName,
    ];

    public override string Name => BlendTrainer.ModelName;

    // The weights; then, for each part, which kind it is and of how many arrays it is made; then these arrays.
    internal override IReadOnlyList<Array> Parts =>
    [
        weights,
        parts.SelectMany(part => new[] { Array.IndexOf(s_kinds, part.Name), part.Parts.Count }).ToArray(),
        .. parts.SelectMany(part => part.Parts),
    ];

    /// <summary>Puts a model together again from its arrays; null when they make none.</summary>
    /// <param name="columnCount">How many columns each part has.</param>
    /// <param name="arrays">What <see cref="Parts"/> gave.</param>
    /// <param name="assemble">Makes a part from its name, the columns and its arrays, or throws.</param>
    public static BlendModel? From(
        int columnCount, ReadOnlySpan<Array> arrays, Func<string, int, Array[], MatrixModel> assemble)
    {
        if (arrays is not [float[] weights, int[] kinds, .. var rest] || kinds.Length != 2 * weights.Length)
            return null;
        var parts = new MatrixModel[weights.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var (kind, count) = (kinds[2 * i], kinds[(2 * i) + 1]);
            if ((uint)kind >= (uint)s_kinds.Length || (uint)count > (uint)rest.Length)
                return null;
            parts[i] = assemble(s_kinds[kind], columnCount, rest[..count].ToArray());
            rest = rest[count..];
        }

        return rest.IsEmpty ? new BlendModel(parts, weights, columnCount) : null;
    }

    protected override void AddScores(History history, Span<float> scores)
    {
        var own = new float[ColumnCount];
        for (var i = 0; i < weights.Length; i++)
        {
            var weight = Weight(i, history, own);
            TensorPrimitives.MultiplyAdd(own, weight, scores, scores);
        }
    }

    protected override void AddShares(History history, int column, Span<float> shares)
    {
        var own = new float[ColumnCount];
        for (var i = 0; i < weights.Length; i++)
            TensorPrimitives.MultiplyAdd(parts[i].Explain(history, column), Weight(i, history, own), shares, shares);
    }

    protected override float PriorOf(History history, int column)
    {
        var (sum, own) = (0f, new float[ColumnCount]);
        for (var i = 0; i < weights.Length; i++)
            if (parts[i].Prior(history, column) is not 0 and var prior)
                sum += Weight(i, history, own) * prior;
        return sum;
    }

    /// <summary>The standard deviation of scores; 1 when they are all the same.</summary>
    internal static float Scale(ReadOnlySpan<float> scores)
    {
        if (scores.IsEmpty)
            return 1;
        var mean = TensorPrimitives.Sum(scores) / scores.Length;
        var square = (TensorPrimitives.SumOfSquares(scores) / scores.Length) - (mean * mean);
        return square > 0 ? MathF.Sqrt(square) : 1;
    }

    private float Weight(int part, History history, float[] scores)
    {
        parts[part].Score(history, scores);
        return weights[part] / Scale(scores);
    }
}
