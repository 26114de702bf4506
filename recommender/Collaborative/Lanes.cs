using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Arithmetic on rows whose length is a multiple of <see cref="Width"/>, so that no loop has a rest to see to. Where
/// the machine has no vectors of 512 bits, the runtime makes each of shorter ones. Lengths are the caller's promise.
/// </summary>
internal static class Lanes
{
    /// <summary>Numbers to which a row is padded with zeros.</summary>
    public const int Width = 16;

    /// <summary>Rows whose products are taken together, so that one sum need not wait for the other.</summary>
    public const int RowsAtOnce = 4;

    /// <summary>A length rounded up to whole lanes.</summary>
    public static int Padded(int length) => checked(length + Width - 1) & ~(Width - 1);

    /// <summary>target = x · factor.</summary>
    public static void Scale(ref float target, ref readonly float x, float factor, int length)
    {
        for (nuint i = 0; i < (nuint)length; i += Width)
            (Vector512.LoadUnsafe(in x, i) * factor).StoreUnsafe(ref target, i);
    }

    /// <summary>target += x · factor.</summary>
    public static void AddScaled(ref float target, ref readonly float x, float factor, int length)
    {
        var factors = Vector512.Create(factor);
        for (nuint i = 0; i < (nuint)length; i += Width)
        {
            var sum = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(in x, i), factors, Vector512.LoadUnsafe(ref target, i));
            sum.StoreUnsafe(ref target, i);
        }
    }

    /// <summary>target += Σ row · factor; rows and factors lie one after the other.</summary>
    public static void AddScaledRows(
        ref float target, ref readonly float rows, int stride, ref readonly float factors, int count, int length)
    {
        for (nuint i = 0; i < (nuint)length; i += Width)
        {
            var sum = Vector512.LoadUnsafe(ref target, i);
            for (nuint row = 0; row < (nuint)count; row++)
                sum = Vector512.FusedMultiplyAdd(
                    Vector512.LoadUnsafe(in rows, (row * (nuint)stride) + i),
                    Vector512.Create(Unsafe.Add(ref Unsafe.AsRef(in factors), row)), sum);
            sum.StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Σ x · y.</summary>
    public static float Dot(ref readonly float x, ref readonly float y, int length) =>
        Sum(Parts(in x, in y, length));

    /// <summary>
    /// Σ x · y of <see cref="RowsAtOnce"/> rows that lie one after the other, each to the last bit as
    /// <see cref="Dot"/> has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> DotOfRows(ref readonly float rows, ref readonly float y, int length, int stride)
    {
        ref var row = ref Unsafe.AsRef(in rows);
        return Sums(
            Parts(in row, in y, length),
            Parts(in Unsafe.Add(ref row, stride), in y, length),
            Parts(in Unsafe.Add(ref row, 2 * stride), in y, length),
            Parts(in Unsafe.Add(ref row, 3 * stride), in y, length));
    }

    /// <summary>Four numbers whose sum is Σ x · y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Parts(ref readonly float x, ref readonly float y, int length)
    {
        var sum = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)length; i += Width)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in x, i), Vector512.LoadUnsafe(in y, i), sum);
        var half = sum.GetLower() + sum.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector128<float> x)
    {
        var pairs = x + Vector128.Shuffle(x, Vector128.Create(2, 3, 0, 1));
        return pairs.GetElement(0) + pairs.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sums(
        Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        if (!Sse.IsSupported)
            return Vector128.Create(Sum(a), Sum(b), Sum(c), Sum(d));
        var ab = Sse.UnpackLow(a, b) + Sse.UnpackHigh(a, b);
        var cd = Sse.UnpackLow(c, d) + Sse.UnpackHigh(c, d);
        return Sse.MoveLowToHigh(ab, cd) + Sse.MoveHighToLow(cd, ab);
    }
}
