using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>The factors of one side, and the least squares problem of who acted on it.</summary>
internal sealed class FactorSide
{
    private readonly float[] _factors;
    private readonly float[] _unknown;
    private readonly int _count;
    private readonly ImplicitAlsOptions _options;

    public FactorSide(float[] factors, int count, ImplicitAlsOptions options)
    {
        (_factors, _count, _options) = (factors, count, options);
        _unknown = new float[Dimensions * Dimensions];
        for (var i = 0; i < count; i++)
            AddOuter(Of(i), 1, _unknown);
        TensorPrimitives.Multiply(_unknown, options.UnknownWeight, _unknown);
    }

    public int Count => _count;

    public int Dimensions => _options.Factors;

    public ImplicitAlsOptions Options => _options;

    public float[] All => _factors;

    public ReadOnlySpan<float> Of(int index) => _factors.AsSpan(index * Dimensions, Dimensions);

    /// <summary>The factors of a row with this history; zeros for an empty one.</summary>
    /// <param name="history">What the row did.</param>
    /// <param name="scratch">Room for <see cref="Dimensions"/> squared numbers.</param>
    /// <param name="solved">Where the factors go.</param>
    public void Solve(History history, Span<float> scratch, Span<float> solved)
    {
        solved.Clear();
        if (history.Columns.IsEmpty)
            return;
        Factor(history, scratch);
        for (var i = 0; i < history.Columns.Length; i++)
            TensorPrimitives.MultiplyAdd(Of(history.Columns[i]), history.Weights[i], solved, solved);
        DenseSymmetric.Solve(scratch, Dimensions, solved);
    }

    /// <summary>The Cholesky factor of the row's problem.</summary>
    public void Factor(History history, Span<float> scratch)
    {
        _unknown.CopyTo(scratch);
        for (var i = 0; i < history.Columns.Length; i++)
            AddOuter(Of(history.Columns[i]), history.Weights[i], scratch);
        var regularisation = _options.Regularisation * MathF.Pow(
            history.Columns.Length + (_options.UnknownWeight * _count), _options.FrequencyExponent);
        for (var j = 0; j < Dimensions; j++)
            scratch[(j * Dimensions) + j] += regularisation;
        DenseSymmetric.Factor(scratch, Dimensions);
    }

    /// <summary>Adds the lower triangle of weight × x·xᵀ.</summary>
    private static void AddOuter(ReadOnlySpan<float> x, float weight, Span<float> sum)
    {
        for (var j = 0; j < x.Length; j++)
        {
            var row = sum.Slice(j * x.Length, j + 1);
            TensorPrimitives.MultiplyAdd(x[..(j + 1)], weight * x[j], row, row);
        }
    }
}
