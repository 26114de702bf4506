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

    /// <summary>target += Σ row · factor; four sums at a time, so that one need not wait for the other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddScaledRows(
        ref float target, ref readonly float rows, int stride, ref readonly float factors, int count, int length)
    {
        var (step, end) = ((nuint)stride, (nuint)count);
        ref var factor = ref Unsafe.AsRef(in factors);
        for (nuint i = 0; i < (nuint)length; i += Width)
        {
            var (a, b) = (Vector512.LoadUnsafe(ref target, i), Vector512<float>.Zero);
            var (c, d, row, x) = (b, b, (nuint)0, i);
            for (; row + RowsAtOnce <= end; row += RowsAtOnce, x += RowsAtOnce * step)
            {
                a = Scaled(in rows, x, ref factor, row, a);
                b = Scaled(in rows, x + step, ref factor, row + 1, b);
                c = Scaled(in rows, x + (2 * step), ref factor, row + 2, c);
                d = Scaled(in rows, x + (3 * step), ref factor, row + 3, d);
            }

            for (; row < end; row++, x += step)
                a = Scaled(in rows, x, ref factor, row, a);
            (a + b + (c + d)).StoreUnsafe(ref target, i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scaled(
        ref readonly float rows, nuint x, ref float factors, nuint row, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(
            Vector512.LoadUnsafe(in rows, x), Vector512.Create(Unsafe.Add(ref factors, row)), sum);

    /// <summary>Σ x · y.</summary>
    public static float Dot(ref readonly float x, ref readonly float y, int length)
    {
        var sum = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)length; i += Width)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in x, i), Vector512.LoadUnsafe(in y, i), sum);
        return Sum(Folded(sum));
    }

    /// <summary>
    /// Σ x · y of <see cref="RowsAtOnce"/> rows that lie one after the other, each to the last bit as
    /// <see cref="Dot"/> has it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> DotOfRows(ref readonly float rows, ref readonly float y, int length, int stride)
    {
        var (step, a, b) = ((nuint)stride, Vector512<float>.Zero, Vector512<float>.Zero);
        var (c, d) = (a, b);
        for (nuint i = 0; i < (nuint)length; i += Width)
        {
            var other = Vector512.LoadUnsafe(in y, i);
            a = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in rows, i), other, a);
            b = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in rows, i + step), other, b);
            c = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in rows, i + (2 * step)), other, c);
            d = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in rows, i + (3 * step)), other, d);
        }

        return Sums(Folded(a), Folded(b), Folded(c), Folded(d));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Folded(Vector512<float> x)
    {
        var half = x.GetLower() + x.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    /// <summary>A vector that holds in all lanes what this one has in one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Spread(Vector512<float> x, int lane) => Vector512.IsHardwareAccelerated
        ? Vector512.ShuffleNative(x, Vector512.Create(lane))
        : Vector512.Create(x[lane]);

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
