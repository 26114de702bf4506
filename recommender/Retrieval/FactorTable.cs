using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// Rows of factors, to be asked for those whose product with a query is largest. It reads every row once, in order, and
/// some at once, so that memory is the limit. Immutable; any number of threads may ask.
/// </summary>
public sealed class FactorTable
{
    private readonly float[] _factors;

    /// <param name="factors">Row after row.</param>
    /// <param name="dimensions">Numbers in a row, 1 or more.</param>
    /// <exception cref="ArgumentException">The factors are no whole rows.</exception>
    /// <exception cref="InvalidDataSetException">A factor is no finite number; the error names its row.</exception>
    public FactorTable(ReadOnlySpan<float> factors, int dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        if (factors.Length % dimensions != 0)
            throw new ArgumentException($"{factors.Length} numbers are no rows of {dimensions}.", nameof(factors));
        (Dimensions, Width, Count) = (dimensions, Lanes.Padded(dimensions), factors.Length / dimensions);
        _factors = new float[checked(Count * Width)];
        for (var row = 0; row < Count; row++)
        {
            var given = factors.Slice(row * dimensions, dimensions);
            if (!TensorPrimitives.IsFiniteAll(given))
                throw new InvalidDataSetException("factors", row, "Factors", "there is a number that is not finite");
            given.CopyTo(_factors.AsSpan(row * Width));
        }
    }

    /// <summary>Takes rows that are padded to whole lanes and finite, without a copy.</summary>
    internal FactorTable(float[] padded, int dimensions, int width) =>
        (_factors, Dimensions, Width, Count) = (padded, dimensions, width, padded.Length / width);

    public int Count { get; }

    public int Dimensions { get; }

    /// <summary>Numbers from one row to the next: what is above <see cref="Dimensions"/> is 0.</summary>
    internal int Width { get; }

    internal ReadOnlySpan<float> Rows => _factors;

    /// <summary>The rows whose product with the query is largest; of equal ones the first.</summary>
    /// <param name="query">As many numbers as there are <see cref="Dimensions"/>.</param>
    /// <param name="count">How many at most, 0 or more.</param>
    /// <param name="excluded">Rows that are not wanted, in ascending order.</param>
    /// <exception cref="ArgumentException">The query is of another length, or not finite.</exception>
    public ScoredColumn[] Top(ReadOnlySpan<float> query, int count, ReadOnlySpan<int> excluded = default)
    {
        var padded = Padded(query);
        var best = new BestColumns(count);
        ref var wanted = ref MemoryMarshal.GetArrayDataReference(padded);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_factors);
        var bar = Vector128.Create(best.Bar);
        var index = 0;
        for (; index <= Count - Lanes.RowsAtOnce; index += Lanes.RowsAtOnce)
        {
            Prefetch.PageAhead(in rows, Lanes.RowsAtOnce * Width);
            var scores = Lanes.DotOfRows(in rows, in wanted, Width, Width);
            rows = ref Unsafe.Add(ref rows, Lanes.RowsAtOnce * Width);
            if (!Vector128.GreaterThanAny(scores, bar))
                continue;
            for (var i = 0; i < Lanes.RowsAtOnce; i++)
                best.Offer(index + i, scores[i], excluded);
            bar = Vector128.Create(best.Bar);
        }

        for (; index < Count; index++)
            best.Offer(index, Score(padded, index), excluded);
        return best.Take();
    }

    /// <summary>The product of one row with a query, as <see cref="Top"/> has it.</summary>
    internal float Score(ReadOnlySpan<float> padded, int row) =>
        Lanes.Dot(in _factors[row * Width], in MemoryMarshal.GetReference(padded), Width);

    /// <summary>Checks a query and pads it to whole lanes.</summary>
    internal float[] Padded(ReadOnlySpan<float> query)
    {
        if (query.Length != Dimensions)
            throw new ArgumentException($"A query has {Dimensions} numbers, not {query.Length}.", nameof(query));
        if (!TensorPrimitives.IsFiniteAll(query))
            throw new ArgumentException("A number of the query is not finite.", nameof(query));
        var padded = new float[Width];
        query.CopyTo(padded);
        return padded;
    }
}
