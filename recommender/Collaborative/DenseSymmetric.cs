using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>Dense symmetric positive definite matrices in row-major order (Golub and Van Loan, "Matrix computations",
/// section 4.2).</summary>
internal static class DenseSymmetric
{
    /// <summary>Columns that one task solves together: their part of the result stays in the cache.</summary>
    private const int BlockColumns = 64;

    /// <summary>
    /// The Cholesky factor L with A = L·Lᵀ, into the lower triangle of <paramref name="a"/>; what is above the diagonal
    /// stays as it was.
    /// </summary>
    /// <exception cref="InvalidDataSetException">The matrix is not positive definite, or not finite.</exception>
    public static void Factor(Span<float> a, int n)
    {
        for (var i = 0; i < n; i++)
            FactorRow(a, n, i);
    }

    /// <summary>Solves L·Lᵀ·x = b in place, with L from <see cref="Factor"/>.</summary>
    public static void Solve(ReadOnlySpan<float> factor, int n, Span<float> b)
    {
        for (var i = 0; i < n; i++)
            b[i] = (b[i] - TensorPrimitives.Dot(factor.Slice(i * n, i), b[..i])) / factor[(i * n) + i];
        for (var i = n - 1; i >= 0; i--)
        {
            b[i] /= factor[(i * n) + i];
            TensorPrimitives.MultiplyAdd(factor.Slice(i * n, i), -b[i], b[..i], b[..i]);
        }
    }

    /// <summary>The inverse. The argument is overwritten.</summary>
    /// <exception cref="InvalidDataSetException">The matrix is not positive definite, or not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static float[] Invert(float[] a, int n, CancellationToken cancellation)
    {
        for (var i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FactorRow(a, n, i);
        }

        var inverse = new float[n * n];
        var blocks = (n + BlockColumns - 1) / BlockColumns;
        Parallel.For(
            0, blocks, Cores.Options(cancellation),
            block => InvertBlock(a, n, block * BlockColumns, inverse, cancellation));
        return inverse;
    }

    private static void FactorRow(Span<float> a, int n, int i)
    {
        var row = a.Slice(i * n, i + 1);
        for (var j = 0; j < i; j++)
            row[j] = (row[j] - TensorPrimitives.Dot<float>(row[..j], a.Slice(j * n, j))) / a[(j * n) + j];
        var rest = row[i] - TensorPrimitives.SumOfSquares<float>(row[..i]);
        if (!(rest > 0) || !float.IsFinite(rest))
            throw new InvalidDataSetException(
                "matrix", i, "diagonal", "the matrix is not positive definite; raise the regularisation");
        row[i] = MathF.Sqrt(rest);
    }

    /// <summary>Some columns of the inverse: solves for as many columns of the unit matrix at once.</summary>
    private static void InvertBlock(float[] factor, int n, int first, float[] inverse, CancellationToken cancellation)
    {
        var width = Math.Min(BlockColumns, n - first);
        var solved = new float[n * width];
        for (var i = first; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = solved.AsSpan(i * width, width);
            if (i < first + width)
                row[i - first] = 1;
            for (var k = first; k < i; k++)
                TensorPrimitives.MultiplyAdd(solved.AsSpan(k * width, width), -factor[(i * n) + k], row, row);
            TensorPrimitives.Multiply(row, 1 / factor[(i * n) + i], row);
        }

        for (var i = n - 1; i >= 0; i--)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = solved.AsSpan(i * width, width);
            TensorPrimitives.Multiply(row, 1 / factor[(i * n) + i], row);
            for (var k = 0; k < i; k++)
            {
                var target = solved.AsSpan(k * width, width);
                TensorPrimitives.MultiplyAdd(row, -factor[(i * n) + k], target, target);
            }

            row.CopyTo(inverse.AsSpan((i * n) + first, width));
        }
    }
}
