using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// One least squares problem after the other, in room that is used again: (base + Σ w·x·xᵀ + ρI) · solution = right.
/// Matrices are padded to whole lanes; what pads them is solved to 0. One thread at a time.
/// </summary>
internal sealed class NormalEquations
{
    /// <summary>Rows that are summed at once: 64 of 64 factors stay in the first cache, beside the matrix.</summary>
    private const int PanelRows = 64;

    private readonly int _width;
    private readonly AlignedNumbers _panel;
    private readonly float[] _roots = new float[PanelRows];
    private readonly AlignedNumbers _right;
    private readonly SymmetricFactor _matrix;

    public NormalEquations(int width)
    {
        (_width, _panel, _right) = (width, new(PanelRows * width), new(width));
        _matrix = new SymmetricFactor(width);
    }

    /// <summary>The right side, to be changed before <see cref="Solve"/>.</summary>
    public Span<float> Right => _right.Span;

    /// <summary>
    /// Begins a new problem with a base whose tiles on and above the diagonal count; adds w·x·xᵀ to it, and w·x to the
    /// right side, for each column of a history.
    /// </summary>
    public void Begin(ReadOnlySpan<float> start, History history, ReadOnlySpan<float> factors)
    {
        _matrix.Align();
        _panel.Align();
        _right.Align();
        _right.Span.Clear();
        ref var from = ref MemoryMarshal.GetReference(start);
        var (columns, weights) = history;
        do
        {
            var count = Math.Min(PanelRows, columns.Length);
            Gather(columns[..count], weights[..count], factors);
            Lanes.AddScaledRows(ref _right.First, in _panel.First, _width, in _roots[0], count, _width);
            OuterProducts.Add(ref from, ref _matrix.Matrix, _width, ref _panel.First, count);
            from = ref _matrix.Matrix;
            columns = columns[count..];
            weights = weights[count..];
        }
        while (!columns.IsEmpty);
    }

    /// <summary>Adds ρ to the diagonal and factors the matrix.</summary>
    /// <exception cref="InvalidDataSetException">The matrix is not positive definite, or not finite.</exception>
    public void Factor(float regularisation) => _matrix.Factor(regularisation);

    /// <summary>Solves for the right side, which is lost. The answer holds until the next call.</summary>
    public ReadOnlySpan<float> Solve()
    {
        _matrix.Solve(_right.Span);
        return _right.Span;
    }

    /// <summary>Fills the panel with √w·x, whose outer product with itself, and √w times which, is asked for.</summary>
    private void Gather(ReadOnlySpan<int> columns, ReadOnlySpan<float> weights, ReadOnlySpan<float> factors)
    {
        ref var all = ref MemoryMarshal.GetReference(factors);
        ref var panel = ref _panel.First;
        TensorPrimitives.Sqrt(weights, _roots);
        for (var i = 0; i < columns.Length; i++)
        {
            ref var x = ref Unsafe.Add(ref all, (nint)columns[i] * _width);
            Lanes.Scale(ref Unsafe.Add(ref panel, (nint)i * _width), in x, _roots[i], _width);
        }
    }
}
