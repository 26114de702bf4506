using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

/// <summary>Sums of outer products are what plain arithmetic gives, whatever vectors the machine has.</summary>
public sealed class OuterProductsTests
{
    [Theory]
    [InlineData(16, 0)]
    [InlineData(16, 1)]
    [InlineData(48, 5)]
    [InlineData(80, 42)]
    public void Add_IsTheSum_InTilesOnAndAboveTheDiagonal(int width, int count)
    {
        var random = new Random(count);
        var (from, rows) = (Numbers(random, width * width), Numbers(random, (count + 1) * width));
        float[] to = [.. Enumerable.Repeat(7f, width * width)];
        OuterProducts.Add(ref from[0], ref to[0], width, ref rows[0], count);
        for (var i = 0; i < width; i++)
            for (var j = 0; j < width; j++)
            {
                var isBelow = j / Lanes.Width < i / Lanes.Width;
                var sum = from[(i * width) + j] + Product(rows, rows, width, count, i, j);
                Assert.Equal(isBelow ? 7 : sum, to[(i * width) + j], 1e-5);
            }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void Tile_WithoutWideVectors_IsTheSameSum(int count)
    {
        const int Width = 2 * Lanes.Width;
        var random = new Random(count);
        var (left, right) = (Numbers(random, (count + 1) * Width), Numbers(random, (count + 1) * Width));
        var (whole, portable) = (Numbers(random, Width * Width), new float[Width * Width]);
        var from = whole.ToArray();
        OuterProducts.AddTiles(ref whole[0], ref whole[0], Width, Lanes.Width, ref left[0], ref right[0], count);
        OuterProducts.AddPortableTile(ref from[0], ref portable[0], Width, ref left[0], ref right[0], (nuint)count);
        for (var i = 0; i < Lanes.Width; i++)
            for (var j = 0; j < Lanes.Width; j++)
            {
                var sum = from[(i * Width) + j] + Product(left, right, Width, count, i, j);
                Assert.Equal(sum, whole[(i * Width) + j], 1e-5);
                Assert.Equal(sum, portable[(i * Width) + j], 1e-5);
            }
    }

    private static double Product(float[] left, float[] right, int width, int count, int i, int j) =>
        Enumerable.Range(0, count).Sum(row => (double)left[(row * width) + i] * right[(row * width) + j]);

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
