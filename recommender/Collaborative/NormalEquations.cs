using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// One least squares problem after the other, in room that is used again: (base + Σ w·x·xᵀ + ρI) · solution = right.
/// Matrices are padded to whole lanes; what pads them is solved to 0. One thread at a time.
/// </summary>
internal sealed class NormalEquations
{
    /// <summary>Rows that are summed at once: 128 of 64 factors stay in the first cache.</summary>
    private const int PanelRows = 128;

    private readonly int _width;
    private readonly float[] _matrix;
    private readonly float[] _panel;
    private readonly float[] _right;
    private readonly float[] _reciprocals;
    private readonly float[] _solution;

    public NormalEquations(int width)
    {
        _width = width;
        _matrix = new float[width * width];
        _panel = new float[PanelRows * width];
        (_right, _reciprocals, _solution) = (new float[width], new float[width], new float[width]);
    }

    /// <summary>The right side, to be set after <see cref="Reset"/>.</summary>
    public Span<float> Right => _right;

    /// <summary>Begins a new problem with a base whose tiles on and above the diagonal count.</summary>
    public void Reset(ReadOnlySpan<float> start)
    {
        start.CopyTo(_matrix);
        _right.AsSpan().Clear();
    }

    /// <summary>Adds w·x·xᵀ to the matrix and w·x to the right side for each column of a history.</summary>
    public void Add(History history, ReadOnlySpan<float> factors)
    {
        ref var all = ref MemoryMarshal.GetReference(factors);
        ref var panel = ref MemoryMarshal.GetArrayDataReference(_panel);
        ref var right = ref MemoryMarshal.GetArrayDataReference(_right);
        for (var start = 0; start < history.Columns.Length; start += PanelRows)
        {
            var count = Math.Min(PanelRows, history.Columns.Length - start);
            for (var i = 0; i < count; i++)
            {
                var weight = history.Weights[start + i];
                ref var x = ref Unsafe.Add(ref all, (nint)history.Columns[start + i] * _width);
                Lanes.Scale(ref Unsafe.Add(ref panel, (nint)i * _width), in x, MathF.Sqrt(weight), _width);
                Lanes.AddScaled(ref right, in x, weight, _width);
            }

            OuterProducts.Add(ref Matrix, _width, 0, ref panel, count, 1);
        }
    }

    /// <summary>Adds ρ to the diagonal.</summary>
    public void Regularise(float regularisation)
    {
        for (var i = 0; i < _width; i++)
            _matrix[(i * _width) + i] += regularisation;
    }

    /// <summary>
    /// Turns the matrix into its Cholesky factor U with A = Uᵀ·U, sixteen rows at a time (Golub and Van Loan, "Matrix
    /// computations", section 4.2).
    /// </summary>
    /// <exception cref="InvalidDataSetException">The matrix is not positive definite, or not finite.</exception>
    public void Factor()
    {
        for (var first = 0; first < _width; first += Lanes.Width)
        {
            FactorRows(first);
            ref var rows = ref Unsafe.Add(ref Matrix, (nint)first * _width);
            OuterProducts.Add(ref Matrix, _width, first + Lanes.Width, ref rows, Lanes.Width, -1);
        }
    }

    /// <summary>Solves for the right side, which is lost. The answer holds until the next call.</summary>
    public ReadOnlySpan<float> Solve()
    {
        ref var right = ref MemoryMarshal.GetArrayDataReference(_right);
        ref var solution = ref MemoryMarshal.GetArrayDataReference(_solution);
        for (var i = 0; i < _width; i++)
        {
            var (tile, value) = (i & ~(Lanes.Width - 1), _right[i] * _reciprocals[i]);
            Lanes.AddScaled(ref Unsafe.Add(ref right, tile), ref At(i, tile), -value, _width - tile);
            _solution[i] = value;
        }

        // From the last to the first: what is not solved yet counts as 0, as do the numbers left of the diagonal.
        _solution.CopyTo(_right, 0);
        _solution.AsSpan().Clear();
        for (var i = _width - 1; i >= 0; i--)
        {
            var tile = i & ~(Lanes.Width - 1);
            var known = Lanes.Dot(ref At(i, tile), ref Unsafe.Add(ref solution, tile), _width - tile);
            _solution[i] = (_right[i] - known) * _reciprocals[i];
        }

        return _solution;
    }

    private ref float Matrix => ref MemoryMarshal.GetArrayDataReference(_matrix);

    private ref float At(int row, int column) => ref Unsafe.Add(ref Matrix, ((nint)row * _width) + column);

    private void FactorRows(int first)
    {
        var length = _width - first;
        for (var i = first; i < first + Lanes.Width; i++)
        {
            ref var row = ref At(i, first);
            var pivot = At(i, i);
            if (!(pivot > 0) || !float.IsFinite(pivot))
                throw new InvalidDataSetException(
                    "matrix", i, "diagonal", "the matrix is not positive definite; raise the regularisation");
            _reciprocals[i] = 1 / MathF.Sqrt(pivot);
            Lanes.Scale(ref row, in row, _reciprocals[i], length);
            _matrix.AsSpan((i * _width) + first, i - first).Clear();
            for (var j = i + 1; j < first + Lanes.Width; j++)
                Lanes.AddScaled(ref At(j, first), in row, -At(i, j), length);
        }
    }
}
