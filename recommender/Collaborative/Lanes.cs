using System.Numerics;
using System.Runtime.Intrinsics;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Arithmetic on rows whose length is a multiple of <see cref="Width"/>, so that no loop has a rest to see to: 512 bits
/// at once where the machine has them, else as many as <see cref="Vector{T}"/> takes. Lengths are the caller's promise.
/// </summary>
internal static class Lanes
{
    /// <summary>Numbers to which a row is padded with zeros.</summary>
    public const int Width = 16;

    /// <summary>A length rounded up to whole lanes.</summary>
    public static int Padded(int length) => checked(length + Width - 1) & ~(Width - 1);

    /// <summary>target = x · factor.</summary>
    public static void Scale(ref float target, ref readonly float x, float factor, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<float>.Count)
                (Vector512.LoadUnsafe(in x, i) * factor).StoreUnsafe(ref target, i);
            return;
        }

        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<float>.Count)
            (Vector.LoadUnsafe(in x, i) * factor).StoreUnsafe(ref target, i);
    }

    /// <summary>target += x · factor.</summary>
    public static void AddScaled(ref float target, ref readonly float x, float factor, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var factors = Vector512.Create(factor);
            for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<float>.Count)
            {
                var sum = Vector512.FusedMultiplyAdd(
                    Vector512.LoadUnsafe(in x, i), factors, Vector512.LoadUnsafe(ref target, i));
                sum.StoreUnsafe(ref target, i);
            }

            return;
        }

        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<float>.Count)
        {
            var sum = Vector.FusedMultiplyAdd(
                Vector.LoadUnsafe(in x, i), new Vector<float>(factor), Vector.LoadUnsafe(ref target, i));
            sum.StoreUnsafe(ref target, i);
        }
    }

    /// <summary>Σ x · y.</summary>
    public static float Dot(ref readonly float x, ref readonly float y, int length)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var sum = Vector512<float>.Zero;
            for (nuint i = 0; i < (nuint)length; i += (nuint)Vector512<float>.Count)
                sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in x, i), Vector512.LoadUnsafe(in y, i), sum);
            return Vector512.Sum(sum);
        }

        var narrow = Vector<float>.Zero;
        for (nuint i = 0; i < (nuint)length; i += (nuint)Vector<float>.Count)
            narrow = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(in x, i), Vector.LoadUnsafe(in y, i), narrow);
        return Vector.Sum(narrow);
    }
}
