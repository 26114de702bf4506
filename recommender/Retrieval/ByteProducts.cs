using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// Products of rows of bytes with a row of 16-bit numbers, in whole numbers and so the same everywhere.
/// </summary>
internal static class ByteProducts
{
    private const int Width = 32;

    /// <summary>A length rounded up to one that <see cref="Dot"/> takes.</summary>
    public static int Padded(int length) => checked(length + Width - 1) & ~(Width - 1);

    /// <summary>Σ x · y. The caller sees to it that it fits into 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Dot(ref readonly sbyte x, ref readonly short y, int length)
    {
        if (Avx512BW.IsSupported)
            return WideDot(in x, in y, length);
        return Avx2.IsSupported ? HalfWideDot(in x, in y, length) : PortableDot(in x, in y, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int WideDot(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector512<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<short>.Count)
            sum += Avx512BW.MultiplyAddAdjacent(
                Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(in x, i)), Vector512.LoadUnsafe(in y, i));
        return Vector512.Sum(sum);
    }

    internal static int HalfWideDot(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector256<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector256<short>.Count)
            sum += Avx2.MultiplyAddAdjacent(
                Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(in x, i)), Vector256.LoadUnsafe(in y, i));
        return Vector256.Sum(sum);
    }

    internal static int PortableDot(ref readonly sbyte x, ref readonly short y, int length)
    {
        var sum = Vector128<int>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector128<sbyte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(in x, i));
            sum += Products(low, Vector128.LoadUnsafe(in y, i));
            sum += Products(high, Vector128.LoadUnsafe(in y, i + (nuint)Vector128<short>.Count));
        }

        return Vector128.Sum(sum);
    }

    private static Vector128<int> Products(Vector128<short> x, Vector128<short> y)
    {
        var ((xLow, xHigh), (yLow, yHigh)) = (Vector128.Widen(x), Vector128.Widen(y));
        return (xLow * yLow) + (xHigh * yHigh);
    }
}
