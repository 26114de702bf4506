using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

public sealed class LanesTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(80)]
    [InlineData(128)]
    public void DotOfRows_IsThatOfEachRow(int length)
    {
        var (random, stride) = (new Random(length), length + Lanes.Width);
        var rows = Numbers(random, Lanes.RowsAtOnce * stride);
        var y = Numbers(random, length);
        var together = Lanes.DotOfRows(in rows[0], in y[0], length, stride);
        for (var row = 0; row < Lanes.RowsAtOnce; row++)
        {
            var x = rows.AsSpan(row * stride, length).ToArray();
            Assert.Equal(Lanes.Dot(in x[0], in y[0], length), together[row]);
            Assert.Equal(x.Zip(y, static (one, other) => (double)one * other).Sum(), together[row], 1e-5);
        }
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(16, 1)]
    [InlineData(48, 16)]
    [InlineData(80, 41)]
    public void AddScaledRows_IsTheSum(int length, int count)
    {
        var (random, stride) = (new Random(count), length + Lanes.Width);
        var (rows, factors) = (Numbers(random, (count + 1) * stride), Numbers(random, count + 1));
        var before = Numbers(random, length);
        var target = before.ToArray();
        Lanes.AddScaledRows(ref target[0], in rows[0], stride, in factors[0], count, length);
        for (var i = 0; i < length; i++)
        {
            var sum = Enumerable.Range(0, count).Sum(row => (double)rows[(row * stride) + i] * factors[row]);
            Assert.Equal(before[i] + sum, target[i], 1e-5);
        }
    }

    private static float[] Numbers(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}
