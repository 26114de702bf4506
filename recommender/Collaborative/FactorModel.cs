using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Columns with factors. Who asks gets factors from the history at the time of asking (folding in), so every act counts
/// at once; a score is linear in the acts, given which they are, which makes it explain itself.
/// </summary>
internal sealed class FactorModel(FactorSide columns) : MatrixModel(columns.Count)
{
    public override string Name => ImplicitAlsTrainer.ModelName;

    internal override IReadOnlyList<Array> Parts =>
    [
        new[] { columns.Dimensions },
        new[] { columns.Options.UnknownWeight, columns.Options.Regularisation, columns.Options.FrequencyExponent },
        columns.All,
    ];

    protected override void AddScores(History history, Span<float> scores)
    {
        var factors = new float[columns.Dimensions];
        columns.Solve(history, new float[columns.Dimensions * columns.Dimensions], factors);
        for (var column = 0; column < scores.Length; column++)
            scores[column] = TensorPrimitives.Dot(columns.Of(column), factors);
    }

    protected override void AddShares(History history, int column, Span<float> shares)
    {
        if (shares.IsEmpty)
            return;
        var scratch = new float[columns.Dimensions * columns.Dimensions];
        columns.Factor(history, scratch);
        var wanted = columns.Of(column).ToArray();
        DenseSymmetric.Solve(scratch, columns.Dimensions, wanted);
        for (var i = 0; i < shares.Length; i++)
            shares[i] = history.Weights[i] * TensorPrimitives.Dot<float>(columns.Of(history.Columns[i]), wanted);
    }
}
