using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// The same list for everybody: columns by the sum of their weights. What the others must beat (Cremonesi, Koren and
/// Turrin 2010, "Performance of recommender algorithms on top-N recommendation tasks").
/// </summary>
public sealed class PopularityTrainer : IMatrixTrainer
{
    internal const string ModelName = "popularity";

    public string Name => ModelName;

    /// <summary>Trains. Nothing is random.</summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        cancellation.ThrowIfCancellationRequested();
        var sums = new float[feedback.ColumnCount];
        for (var row = 0; row < feedback.RowCount; row++)
        {
            var (columns, weights) = feedback.History(row);
            for (var i = 0; i < columns.Length; i++)
                sums[columns[i]] += weights[i];
        }

        return new PopularityModel(sums);
    }
}

internal sealed class PopularityModel(float[] sums) : MatrixModel(sums.Length)
{
    public override string Name => PopularityTrainer.ModelName;

    internal override IReadOnlyList<Array> Parts => [sums];

    protected override void AddScores(History history, Span<float> scores) =>
        TensorPrimitives.Add(scores, sums, scores);

    protected override void AddShares(History history, int column, Span<float> shares)
    {
    }

    protected override float PriorOf(History history, int column) => sums[column];
}
