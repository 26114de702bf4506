using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>What each column says of each other one, as a dense matrix: row i holds what i gives to all.</summary>
internal sealed class ColumnWeightsModel(string name, int columnCount, float[] weights) : MatrixModel(columnCount)
{
    public override string Name => name;

    internal override IReadOnlyList<Array> Parts => [weights];

    protected override void AddScores(History history, Span<float> scores)
    {
        for (var i = 0; i < history.Columns.Length; i++)
            TensorPrimitives.MultiplyAdd(Row(history.Columns[i]), history.Weights[i], scores, scores);
    }

    protected override void AddShares(History history, int column, Span<float> shares)
    {
        for (var i = 0; i < shares.Length; i++)
            shares[i] = Row(history.Columns[i])[column] * history.Weights[i];
    }

    private ReadOnlySpan<float> Row(int column) => weights.AsSpan(column * ColumnCount, ColumnCount);
}
