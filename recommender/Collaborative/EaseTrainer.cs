using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// EASE^R: the linear model from columns to columns that gives the matrix back best without a column speaking for
/// itself; solved at once (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"). With P the inverse of
/// XᵀX + λI, the weight of column i for column j is −P[i,j] / P[j,j].
/// <para>Memory: 8 bytes times the square of the columns; time: their cube.</para>
/// </summary>
public sealed class EaseTrainer : IMatrixTrainer
{
    /// <summary>Columns that it takes at most: above, memory passes 800 MB.</summary>
    public const int ColumnsMax = 10_000;

    internal const string ModelName = "ease";
    private readonly float _lambda;

    /// <param name="lambda">λ, above 0: how much evidence a weight needs. Larger for sparser data.</param>
    /// <exception cref="ArgumentOutOfRangeException">λ is not a finite number above 0.</exception>
    public EaseTrainer(float lambda = 300)
    {
        if (!float.IsFinite(lambda) || lambda <= 0)
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "λ is a finite number above 0.");
        _lambda = lambda;
    }

    public string Name => ModelName;

    /// <summary>Trains. Nothing is random.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="ColumnsMax"/> columns.</exception>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var n = feedback.ColumnCount;
        if (n > ColumnsMax)
            throw new ArgumentException(
                $"EASE takes {ColumnsMax} columns at most, not {n}: leave out the least active.", nameof(feedback));
        var gram = Gram(feedback, cancellation);
        for (var i = 0; i < n; i++)
            gram[(i * n) + i] += _lambda;
        var weights = DenseSymmetric.Invert(gram, n, cancellation);
        var diagonal = new float[n];
        for (var i = 0; i < n; i++)
            diagonal[i] = -1 / weights[(i * n) + i];
        for (var i = 0; i < n; i++)
        {
            var row = weights.AsSpan(i * n, n);
            TensorPrimitives.Multiply(row, diagonal, row);
            row[i] = 0;
        }

        return new ColumnWeightsModel(ModelName, n, weights);
    }

    private static float[] Gram(FeedbackMatrix feedback, CancellationToken cancellation)
    {
        var n = feedback.ColumnCount;
        var gram = new float[n * n];
        for (var row = 0; row < feedback.RowCount; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (columns, weights) = feedback.History(row);
            for (var i = 0; i < columns.Length; i++)
            {
                var target = gram.AsSpan(columns[i] * n, n);
                for (var j = 0; j < columns.Length; j++)
                    target[columns[j]] += weights[i] * weights[j];
            }
        }

        return gram;
    }
}
