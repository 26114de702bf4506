using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// A symmetric positive definite matrix A = Vᵀ·D·V, with ones on the diagonal of V and zeros below it (Golub and Van
/// Loan, "Matrix computations", section 4.1.2): no root stands in the way from one row to the next. Its width is a
/// multiple of <see cref="Lanes.Width"/>; so many rows are a block, and so many of its columns a tile.
/// <para>
/// What is a step of its own here is compiled on its own (NoInlining): the compiler takes only so much into one method,
/// and would leave the smallest steps outside of the innermost loops.
/// </para>
/// </summary>
internal sealed class SymmetricFactor(int width)
{
    private readonly AlignedNumbers _matrix = new(width * width);
    private readonly AlignedNumbers _products = new(width * width);
    private readonly AlignedNumbers _inverses = new(width);

    /// <summary>
    /// A, of which tiles on and above the diagonal count; then V, with zeros instead of the ones on its diagonal. Tiles
    /// below the diagonal are never touched.
    /// </summary>
    public ref float Matrix => ref _matrix.First;

    /// <summary>
    /// −D·V. A tile on the diagonal holds it below the diagonal as well, turned over: since A is symmetric, that is
    /// what a row comes to in the columns of the rows before it.
    /// </summary>
    private ref float Products => ref _products.First;

    /// <summary>1 ÷ D.</summary>
    private ref float Inverses => ref _inverses.First;

    /// <summary>To be called before a matrix is put in.</summary>
    public void Align()
    {
        _matrix.Align();
        _products.Align();
        _inverses.Align();
    }

    /// <summary>
    /// Factors A + ρI, a block of rows after the other. The blocks before it are taken from all of its tiles first.
    /// </summary>
    /// <exception cref="InvalidDataSetException">The matrix is not positive definite, or not finite.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Factor(float regularisation)
    {
        for (var i = 0; i < width; i++)
            At(ref Matrix, i, i) += regularisation;
        for (var first = 0; first < width; first += Lanes.Width)
        {
            ref var block = ref At(ref Matrix, first, first);
            OuterProducts.AddTiles(
                ref block, ref block, width, width - first, ref At(ref Products, 0, first),
                ref At(ref Matrix, 0, first), first);
            for (var row = first; row < first + Lanes.Width; row += Lanes.RowsAtOnce)
            {
                FinishRows(first, row, first, true);
                for (var column = first + Lanes.Width; column < width; column += Lanes.Width)
                    FinishRows(first, row, column, false);
            }
        }
    }

    /// <summary>Solves A · x = right where the right side stands.</summary>
    public void Solve(Span<float> right)
    {
        ref var x = ref MemoryMarshal.GetReference(right);
        for (var first = 0; first < width; first += Lanes.Width)
        {
            SolveBlockForward(first, ref Unsafe.Add(ref x, first));
            var next = first + Lanes.Width;
            Lanes.AddScaledRows(
                ref Unsafe.Add(ref x, next), in At(ref Products, first, next), width, in Unsafe.Add(ref x, first),
                Lanes.Width, width - next);
        }

        for (var first = width - Lanes.Width; first >= 0; first -= Lanes.Width)
            SolveBlockBackward(first, ref Unsafe.Add(ref x, first));
    }

    private ref float At(ref float matrix, int row, int column) =>
        ref Unsafe.Add(ref matrix, ((nint)row * width) + column);

    /// <summary>
    /// Sixteen columns of four rows: takes from them the rows of the block before them, then those four from each
    /// other. On the diagonal that comes to D.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FinishRows(int first, int row, int column, bool isDiagonal)
    {
        var stride = (nuint)width;
        ref var rows = ref At(ref Matrix, row, column);
        var a = Vector512.LoadUnsafe(ref rows);
        var b = Vector512.LoadUnsafe(ref rows, stride);
        var c = Vector512.LoadUnsafe(ref rows, 2 * stride);
        var d = Vector512.LoadUnsafe(ref rows, 3 * stride);
        ref var known = ref At(ref Matrix, first, column);
        ref var factors = ref At(ref Products, first, row);
        for (var i = first; i < row; i++)
        {
            var v = Vector512.LoadUnsafe(ref known);
            a = Vector512.FusedMultiplyAdd(v, Vector512.Create(factors), a);
            b = Vector512.FusedMultiplyAdd(v, Vector512.Create(Unsafe.Add(ref factors, 1)), b);
            c = Vector512.FusedMultiplyAdd(v, Vector512.Create(Unsafe.Add(ref factors, 2)), c);
            d = Vector512.FusedMultiplyAdd(v, Vector512.Create(Unsafe.Add(ref factors, 3)), d);
            known = ref Unsafe.Add(ref known, stride);
            factors = ref Unsafe.Add(ref factors, stride);
        }

        ref var products = ref At(ref Products, row, column);
        ref var inverses = ref Unsafe.Add(ref Inverses, row);
        var done = FinishRow(a, ref rows, ref products, ref inverses, row, isDiagonal);
        b = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, 1)), b);
        c = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, 2)), c);
        d = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, 3)), d);
        done = FinishRow(
            b, ref Unsafe.Add(ref rows, stride), ref Unsafe.Add(ref products, stride), ref Unsafe.Add(ref inverses, 1),
            row + 1, isDiagonal);
        c = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, stride + 2)), c);
        d = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, stride + 3)), d);
        done = FinishRow(
            c, ref Unsafe.Add(ref rows, 2 * stride), ref Unsafe.Add(ref products, 2 * stride),
            ref Unsafe.Add(ref inverses, 2), row + 2, isDiagonal);
        d = Vector512.FusedMultiplyAdd(done, Vector512.Create(Unsafe.Add(ref factors, (2 * stride) + 3)), d);
        FinishRow(
            d, ref Unsafe.Add(ref rows, 3 * stride), ref Unsafe.Add(ref products, 3 * stride),
            ref Unsafe.Add(ref inverses, 3), row + 3, isDiagonal);
    }

    /// <summary>Keeps sixteen numbers of a row of −D·V and of V; those on the diagonal give D.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> FinishRow(
        Vector512<float> x, ref float row, ref float products, ref float inverse, int index, bool isDiagonal)
    {
        (-x).StoreUnsafe(ref products);
        if (isDiagonal)
        {
            var lane = index % Lanes.Width;
            inverse = Inverse(Lanes.Spread(x, lane).ToScalar(), index);
            x = Above(lane, x);
        }

        var v = x * inverse;
        v.StoreUnsafe(ref row);
        return v;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Inverse(float pivot, int row)
    {
        var inverse = 1 / pivot;
        if (!(inverse > 0) || !float.IsFinite(inverse))
            Refuse(row);
        return inverse;
    }

    [DoesNotReturn]
    private static void Refuse(int row) => throw new InvalidDataSetException(
        "matrix", row, "diagonal", "the matrix is not positive definite; raise the regularisation");

    /// <summary>D⁻¹·V⁻ᵀ of the right side, from which the blocks before are taken already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SolveBlockForward(int first, ref float x)
    {
        var y = Vector512.LoadUnsafe(ref x);
        ref var row = ref At(ref Matrix, first, first);
        for (var lane = 0; lane < Lanes.Width; lane++)
        {
            y = Vector512.FusedMultiplyAdd(Lanes.Spread(y, lane), -Vector512.LoadUnsafe(ref row), y);
            row = ref Unsafe.Add(ref row, width);
        }

        (y * Vector512.LoadUnsafe(ref Inverses, (nuint)first)).StoreUnsafe(ref x);
    }

    /// <summary>V⁻¹ of that, when the blocks behind are solved: the columns of V stand turned over in −D·V.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SolveBlockBackward(int first, ref float x)
    {
        var y = Vector512.LoadUnsafe(ref x) - Vector512.Create(
            Vector256.Create(Behind(first, 0, in x), Behind(first, 1, in x)),
            Vector256.Create(Behind(first, 2, in x), Behind(first, 3, in x)));
        var inverses = Vector512.LoadUnsafe(ref Inverses, (nuint)first);
        ref var column = ref At(ref Products, first + Lanes.Width - 1, first);
        for (var lane = Lanes.Width - 1; lane > 0; lane--)
        {
            var known = Below(lane, inverses * Vector512.LoadUnsafe(ref column));
            y = Vector512.FusedMultiplyAdd(Lanes.Spread(y, lane), known, y);
            column = ref Unsafe.Subtract(ref column, width);
        }

        y.StoreUnsafe(ref x);
    }

    /// <summary>What four rows of a block give with the solution behind it.</summary>
    private Vector128<float> Behind(int first, int four, ref readonly float x)
    {
        var next = first + Lanes.Width;
        return Lanes.DotOfRows(
            in At(ref Matrix, first + (four * Lanes.RowsAtOnce), next),
            in Unsafe.Add(ref Unsafe.AsRef(in x), Lanes.Width), width - next, width);
    }

    /// <summary>The numbers in lanes above this one.</summary>
    private static Vector512<float> Above(int lane, Vector512<float> x) =>
        Vector512.GreaterThan(Vector512<int>.Indices, Vector512.Create(lane)).AsSingle() & x;

    /// <summary>The numbers in lanes below this one.</summary>
    private static Vector512<float> Below(int lane, Vector512<float> x) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(lane)).AsSingle() & x;
}
