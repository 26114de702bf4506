using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Sums of outer products, the work that alternating least squares consists of. A tile of the sum stays in registers
/// while all rows pass, so that each number that is read is used sixteen times (Goto and van de Geijn 2008, "Anatomy of
/// high-performance matrix multiplication").
/// </summary>
internal static class OuterProducts
{
    private const int TileRows = 16;
    private const int PortableTileRows = 8;

    /// <summary>Sets the tiles on and above the diagonal of one matrix to those of another plus Σ x·xᵀ.</summary>
    /// <param name="from">A square matrix, <paramref name="width"/> numbers a row.</param>
    /// <param name="to">Another, or the same.</param>
    /// <param name="width">A multiple of <see cref="Lanes.Width"/>.</param>
    /// <param name="rows">The vectors x, <paramref name="width"/> numbers each.</param>
    /// <param name="count">How many they are.</param>
    public static void Add(ref float from, ref float to, int width, ref float rows, int count)
    {
        for (var i = 0; i < width; i += TileRows)
        {
            var diagonal = ((nint)i * width) + i;
            ref var x = ref Unsafe.Add(ref rows, i);
            AddTiles(
                ref Unsafe.Add(ref from, diagonal), ref Unsafe.Add(ref to, diagonal), width, width - i, ref x, ref x,
                count);
        }
    }

    /// <summary>Sets tiles beside each other to those of another matrix plus Σ x·yᵀ.</summary>
    /// <param name="from">Where the first tile begins in a matrix of <paramref name="width"/> numbers a row.</param>
    /// <param name="to">Likewise in another, or the same.</param>
    /// <param name="width">A multiple of <see cref="Lanes.Width"/>.</param>
    /// <param name="length">How many columns the tiles have together, a multiple of it as well.</param>
    /// <param name="left">The vectors x, of which 16 numbers count, <paramref name="width"/> numbers apart.</param>
    /// <param name="right">The vectors y, of which <paramref name="length"/> numbers count, likewise.</param>
    /// <param name="count">How many they are.</param>
    public static void AddTiles(
        ref float from, ref float to, int width, int length, ref float left, ref float right, int count)
    {
        for (var j = 0; j < length; j += Lanes.Width)
        {
            ref var start = ref Unsafe.Add(ref from, j);
            ref var tile = ref Unsafe.Add(ref to, j);
            ref var y = ref Unsafe.Add(ref right, j);
            if (Vector512.IsHardwareAccelerated)
                AddTile(ref start, ref tile, (nuint)width, ref left, ref y, (nuint)count);
            else
                AddPortableTile(ref start, ref tile, (nuint)width, ref left, ref y, (nuint)count);
        }
    }

    /// <summary>A tile of 16 × 16 in vectors of whatever length the machine has.</summary>
    internal static void AddPortableTile(
        ref float from, ref float tile, nuint width, ref float left, ref float right, nuint count)
    {
        for (nuint i = 0; i < TileRows; i += PortableTileRows)
        {
            for (nuint j = 0; j < Lanes.Width; j += (nuint)Vector<float>.Count)
            {
                AddPortableStrip(
                    ref Unsafe.Add(ref from, (i * width) + j), ref Unsafe.Add(ref tile, (i * width) + j), width,
                    ref Unsafe.Add(ref left, i), ref Unsafe.Add(ref right, j), count);
            }
        }
    }

    private static void AddPortableStrip(
        ref float from, ref float tile, nuint width, ref float left, ref float right, nuint count)
    {
        var c0 = Vector.LoadUnsafe(ref from);
        var c1 = Vector.LoadUnsafe(ref from, width);
        var c2 = Vector.LoadUnsafe(ref from, 2 * width);
        var c3 = Vector.LoadUnsafe(ref from, 3 * width);
        var c4 = Vector.LoadUnsafe(ref from, 4 * width);
        var c5 = Vector.LoadUnsafe(ref from, 5 * width);
        var c6 = Vector.LoadUnsafe(ref from, 6 * width);
        var c7 = Vector.LoadUnsafe(ref from, 7 * width);
        for (nuint row = 0; row < count; row++)
        {
            var x = Vector.LoadUnsafe(ref right);
            c0 = Vector.FusedMultiplyAdd(x, new Vector<float>(left), c0);
            c1 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 1)), c1);
            c2 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 2)), c2);
            c3 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 3)), c3);
            c4 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 4)), c4);
            c5 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 5)), c5);
            c6 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 6)), c6);
            c7 = Vector.FusedMultiplyAdd(x, new Vector<float>(Unsafe.Add(ref left, 7)), c7);
            left = ref Unsafe.Add(ref left, width);
            right = ref Unsafe.Add(ref right, width);
        }

        c0.StoreUnsafe(ref tile);
        c1.StoreUnsafe(ref tile, width);
        c2.StoreUnsafe(ref tile, 2 * width);
        c3.StoreUnsafe(ref tile, 3 * width);
        c4.StoreUnsafe(ref tile, 4 * width);
        c5.StoreUnsafe(ref tile, 5 * width);
        c6.StoreUnsafe(ref tile, 6 * width);
        c7.StoreUnsafe(ref tile, 7 * width);
    }

    private static void AddTile(
        ref float from, ref float tile, nuint width, ref float left, ref float right, nuint count)
    {
        var c0 = Vector512.LoadUnsafe(ref from);
        var c1 = Vector512.LoadUnsafe(ref from, width);
        var c2 = Vector512.LoadUnsafe(ref from, 2 * width);
        var c3 = Vector512.LoadUnsafe(ref from, 3 * width);
        var c4 = Vector512.LoadUnsafe(ref from, 4 * width);
        var c5 = Vector512.LoadUnsafe(ref from, 5 * width);
        var c6 = Vector512.LoadUnsafe(ref from, 6 * width);
        var c7 = Vector512.LoadUnsafe(ref from, 7 * width);
        var c8 = Vector512.LoadUnsafe(ref from, 8 * width);
        var c9 = Vector512.LoadUnsafe(ref from, 9 * width);
        var c10 = Vector512.LoadUnsafe(ref from, 10 * width);
        var c11 = Vector512.LoadUnsafe(ref from, 11 * width);
        var c12 = Vector512.LoadUnsafe(ref from, 12 * width);
        var c13 = Vector512.LoadUnsafe(ref from, 13 * width);
        var c14 = Vector512.LoadUnsafe(ref from, 14 * width);
        var c15 = Vector512.LoadUnsafe(ref from, 15 * width);
        for (nuint row = 0; row < count; row++)
        {
            var x = Vector512.LoadUnsafe(ref right);
            c0 = Vector512.FusedMultiplyAdd(x, Vector512.Create(left), c0);
            c1 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 1)), c1);
            c2 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 2)), c2);
            c3 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 3)), c3);
            c4 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 4)), c4);
            c5 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 5)), c5);
            c6 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 6)), c6);
            c7 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 7)), c7);
            c8 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 8)), c8);
            c9 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 9)), c9);
            c10 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 10)), c10);
            c11 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 11)), c11);
            c12 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 12)), c12);
            c13 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 13)), c13);
            c14 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 14)), c14);
            c15 = Vector512.FusedMultiplyAdd(x, Vector512.Create(Unsafe.Add(ref left, 15)), c15);
            left = ref Unsafe.Add(ref left, width);
            right = ref Unsafe.Add(ref right, width);
        }

        c0.StoreUnsafe(ref tile);
        c1.StoreUnsafe(ref tile, width);
        c2.StoreUnsafe(ref tile, 2 * width);
        c3.StoreUnsafe(ref tile, 3 * width);
        c4.StoreUnsafe(ref tile, 4 * width);
        c5.StoreUnsafe(ref tile, 5 * width);
        c6.StoreUnsafe(ref tile, 6 * width);
        c7.StoreUnsafe(ref tile, 7 * width);
        c8.StoreUnsafe(ref tile, 8 * width);
        c9.StoreUnsafe(ref tile, 9 * width);
        c10.StoreUnsafe(ref tile, 10 * width);
        c11.StoreUnsafe(ref tile, 11 * width);
        c12.StoreUnsafe(ref tile, 12 * width);
        c13.StoreUnsafe(ref tile, 13 * width);
        c14.StoreUnsafe(ref tile, 14 * width);
        c15.StoreUnsafe(ref tile, 15 * width);
    }
}
