using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// A table with a shadow of one byte a number and a scale a row, which is a quarter of it to read. The shadow says
/// which rows could be among the best at all, for its error has a bound (Cauchy and Schwarz: what x is off, times q, is
/// at most the length of both); those alone are scored exactly. So the answer is that of <see cref="FactorTable"/>, to
/// the last bit.
/// </summary>
public sealed class ByteFactorTable
{
    private const int ByteMax = sbyte.MaxValue;

    private readonly FactorTable _exact;
    private readonly sbyte[] _bytes;
    private readonly float[] _scales;
    private readonly int _width;
    private readonly double _lengthMax;

    public ByteFactorTable(FactorTable exact)
    {
        ArgumentNullException.ThrowIfNull(exact);
        _exact = exact;
        _width = ByteProducts.Padded(exact.Width);
        (_bytes, _scales) = (new sbyte[checked(exact.Count * _width)], new float[exact.Count]);
        for (var row = 0; row < exact.Count; row++)
        {
            var given = exact.Rows.Slice(row * exact.Width, exact.Width);
            _scales[row] = MathF.Abs(TensorPrimitives.MaxMagnitude(given)) / ByteMax;
            _lengthMax = Math.Max(_lengthMax, Math.Sqrt(TensorPrimitives.Dot(given, given)));
            if (_scales[row] == 0)
                continue;
            for (var i = 0; i < given.Length; i++)
                _bytes[(row * _width) + i] = (sbyte)Math.Clamp(MathF.Round(given[i] / _scales[row]), -ByteMax, ByteMax);
        }
    }

    /// <summary>As <see cref="FactorTable.Top"/>, and the same answer.</summary>
    public ScoredColumn[] Top(ReadOnlySpan<float> query, int count, ReadOnlySpan<int> excluded = default)
    {
        var padded = _exact.Padded(query);
        var shadow = new Shadow(padded, _width, _lengthMax);
        var best = new BestColumns(count);
        ref var rows = ref MemoryMarshal.GetArrayDataReference(_bytes);
        ref var scales = ref MemoryMarshal.GetArrayDataReference(_scales);
        ref var wanted = ref MemoryMarshal.GetArrayDataReference(shadow.Query);
        var rowError = Vector128.Create(shadow.RowError);
        var bar = Vector128.Create(best.Bar - shadow.Slack);
        var index = 0;
        for (; index <= _scales.Length - Lanes.RowsAtOnce; index += Lanes.RowsAtOnce)
        {
            Prefetch.PageAhead(in rows, Lanes.RowsAtOnce * _width);
            var products = Vector128.ConvertToSingle(ByteProducts.DotOfRows(in rows, in wanted, _width));
            var most = Vector128.LoadUnsafe(in scales, (nuint)index) * ((products * shadow.Scale) + rowError);
            rows = ref Unsafe.Add(ref rows, Lanes.RowsAtOnce * _width);
            if (!Vector128.GreaterThanAny(most, bar))
                continue;
            for (var i = 0; i < Lanes.RowsAtOnce; i++)
            {
                if (most[i] > best.Bar - shadow.Slack)
                    best.Offer(index + i, _exact.Score(padded, index + i), excluded);
            }

            bar = Vector128.Create(best.Bar - shadow.Slack);
        }

        for (; index < _scales.Length; index++)
            best.Offer(index, _exact.Score(padded, index), excluded);
        return best.Take();
    }

    /// <summary>
    /// A query in whole numbers of 16 bits, so scaled that no sum of products with bytes overflows 32 bits; and how far
    /// the products of the shadows may lie below the exact one.
    /// </summary>
    private readonly struct Shadow
    {
        /// <summary>Rounding to the nearest is wrong by half a step at most.</summary>
        private const double Half = 0.5;

        public Shadow(float[] query, int width, double lengthMax)
        {
            var length = Math.Sqrt(TensorPrimitives.Dot<float>(query, query));
            var max = Math.Abs((double)TensorPrimitives.MaxMagnitude<float>(query));
            var stepMax = Math.Min(short.MaxValue, (int.MaxValue / (ByteMax * query.Length)) - 1);
            var step = max / stepMax;
            Query = new short[width];
            if (step > 0)
                for (var i = 0; i < query.Length; i++)
                    Query[i] = (short)Math.Round(query[i] / step);
            var root = Math.Sqrt(query.Length);
            Scale = (float)step;
            RowError = (float)(Half * root * length * (1 + Rounding));
            // The query's own error, and what single precision rounds away in the exact product and in this one.
            Slack = (float)(lengthMax * ((Half * root * step * 2) + (query.Length * 2 * Rounding * length)));
        }

        /// <summary>The query in steps.</summary>
        public short[] Query { get; }

        /// <summary>The length of a step.</summary>
        public float Scale { get; }

        /// <summary>How far a row's product may lie off, in units of the row's own scale.</summary>
        public float RowError { get; }

        /// <summary>How far any product may lie off besides.</summary>
        public float Slack { get; }

        /// <summary>The relative error of one operation in single precision, and a little more.</summary>
        private static double Rounding => 1e-6;
    }
}
