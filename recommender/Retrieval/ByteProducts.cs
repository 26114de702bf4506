using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// Products of rows of bytes with a row of 16-bit numbers, in whole numbers and so the same everywhere.
/// </summary>
internal static class ByteProducts
{
    private const int Width = 32;

    /// <summary>A length rounded up to one that <see cref="DotOfRows"/> takes.</summary>
    public static int Padded(int length) => checked(length + Width - 1) & ~(Width - 1);

    /// <summary>
    /// Σ x · y of <see cref="Lanes.RowsAtOnce"/> rows that lie one after the other. The caller sees to it that each
    /// fits into 32 bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> DotOfRows(ref readonly sbyte rows, ref readonly short y, int length)
    {
        ref var row = ref Unsafe.AsRef(in rows);
        return Sums(
            Parts(in row, in y, length),
            Parts(in Unsafe.Add(ref row, length), in y, length),
            Parts(in Unsafe.Add(ref row, 2 * length), in y, length),
            Parts(in Unsafe.Add(ref row, 3 * length), in y, length));
    }

    /// <summary>Four numbers whose sum is the product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Parts(ref readonly sbyte x, ref readonly short y, int length)
    {
        if (Avx512BW.IsSupported)
            return WideParts(in x, in y, length);
        return Avx2.IsSupported ? HalfWideParts(in x, in y, length) : PortableParts(in x, in y, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> WideParts(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector512<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<short>.Count)
            sum += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in x, i)), Vector512.LoadUnsafe(in y, i));
        return Folded(sum.GetLower() + sum.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<int> HalfWideParts(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector256<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector256<short>.Count)
            sum += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in x, i)), Vector256.LoadUnsafe(in y, i));
        return Folded(sum);
    }

    internal static Vector128<int> PortableParts(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector128<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector128<sbyte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(in x, i));
            sum += Products(low, Vector128.LoadUnsafe(in y, i));
            sum += Products(high, Vector128.LoadUnsafe(in y, i + (nuint)Vector128<short>.Count));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Folded(Vector256<int> sum) => sum.GetLower() + sum.GetUpper();

    private static Vector128<int> Sums(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
    {
        if (!Sse2.IsSupported)
            return Vector128.Create(Vector128.Sum(a), Vector128.Sum(b), Vector128.Sum(c), Vector128.Sum(d));
        var ab = (Sse2.UnpackLow(a, b) + Sse2.UnpackHigh(a, b)).AsInt64();
        var cd = (Sse2.UnpackLow(c, d) + Sse2.UnpackHigh(c, d)).AsInt64();
        return Sse2.UnpackLow(ab, cd).AsInt32() + Sse2.UnpackHigh(ab, cd).AsInt32();
    }

    private static Vector128<int> Products(Vector128<short> x, Vector128<short> y)
    {
        var ((xLow, xHigh), (yLow, yHigh)) = (Vector128.Widen(x), Vector128.Widen(y));
        return (xLow * yLow) + (xHigh * yHigh);
    }
}
