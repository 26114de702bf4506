using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Item-kNN: columns are alike when the same rows acted on them, by the cosine with shrinkage
/// (Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms"; shrinkage after Bell and Koren
/// 2007). Kept sparse: only columns that share a row.
/// </summary>
public sealed class ItemNeighboursTrainer : IMatrixTrainer
{
    internal const string ModelName = "item-knn";
    private readonly float _shrinkage;
    private readonly int _neighboursMax;

    /// <param name="shrinkage">Added to the denominator, 0 or more: how many shared rows a likeness needs.</param>
    /// <param name="neighboursMax">Only so many of a column's likest ones speak for it, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting lies outside its range.</exception>
    public ItemNeighboursTrainer(float shrinkage = 100, int neighboursMax = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighboursMax, 1);
        if (!float.IsFinite(shrinkage) || shrinkage < 0)
            throw new ArgumentOutOfRangeException(nameof(shrinkage), shrinkage, "Finite, 0 or more.");
        (_shrinkage, _neighboursMax) = (shrinkage, neighboursMax);
    }

    public string Name => ModelName;

    /// <summary>Trains. Nothing is random.</summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var rowsOf = feedback.Transpose();
        var lengths = new float[feedback.ColumnCount];
        for (var column = 0; column < lengths.Length; column++)
        {
            foreach (var weight in rowsOf.Weights(column))
                lengths[column] += weight * weight;
            lengths[column] = MathF.Sqrt(lengths[column]);
        }

        var neighbours = new (int Column, float Likeness)[feedback.ColumnCount][];
        Parallel.For(
            0, feedback.ColumnCount, Cores.Options(cancellation), () => new Scratch(feedback.ColumnCount),
            (column, _, scratch) =>
            {
                neighbours[column] = Neighbours(feedback, rowsOf, lengths, column, scratch);
                return scratch;
            },
            static _ => { });
        return SparseColumnWeightsModel.FromNeighbours(ModelName, neighbours);
    }

    private (int Column, float Likeness)[] Neighbours(
        FeedbackMatrix feedback, FeedbackMatrix rowsOf, float[] lengths, int column, Scratch scratch)
    {
        var (sums, touched, alike) = (scratch.Sums, scratch.Touched, scratch.Alike);
        touched.Clear();
        alike.Clear();
        var (rows, own) = rowsOf.History(column);
        for (var i = 0; i < rows.Length; i++)
        {
            var (columns, weights) = feedback.History(rows[i]);
            for (var j = 0; j < columns.Length; j++)
            {
                if (sums[columns[j]] == 0)
                    touched.Add(columns[j]);
                sums[columns[j]] += own[i] * weights[j];
            }
        }

        foreach (var other in touched)
        {
            if (other != column)
                alike.Add((other, sums[other] / ((lengths[column] * lengths[other]) + _shrinkage)));
            sums[other] = 0;
        }

        alike.Sort(static (one, other) => other.Likeness.CompareTo(one.Likeness) is not 0 and var order
            ? order
            : one.Column.CompareTo(other.Column));
        return [.. CollectionsMarshal.AsSpan(alike)[..Math.Min(_neighboursMax, alike.Count)]];
    }

    /// <summary>What one thread needs, for one column after the other.</summary>
    private sealed class Scratch(int columns)
    {
        public float[] Sums { get; } = new float[columns];

        public List<int> Touched { get; } = new(columns);

        public List<(int Column, float Likeness)> Alike { get; } = new(columns);
    }
}
