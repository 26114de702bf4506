using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

public sealed class NormalEquationsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 3)]
    [InlineData(16, 40)]
    [InlineData(33, 129)]
    [InlineData(64, 300)]
    public void Solve_GivesWhatSolvesTheEquations(int factors, int count)
    {
        var (width, random) = (Lanes.Padded(factors), new Random(factors));
        var all = new float[count * width];
        for (var row = 0; row < count; row++)
            for (var i = 0; i < factors; i++)
                all[(row * width) + i] = random.NextSingle() - 0.5f;
        int[] columns = [.. Enumerable.Range(0, count).Where(_ => random.Next(3) > 0)];
        float[] weights = [.. columns.Select(_ => 0.5f + random.NextSingle())];
        var equations = new NormalEquations(width);

        // Twice: nothing of the first problem may be left in the second.
        for (var time = 0; time < 2; time++)
        {
            equations.Reset(new float[width * width]);
            equations.Add(new History(columns, weights), all);
            equations.Right[0] += 1;
            equations.Regularise(0.5f);
            equations.Factor();
            AssertSolves(equations.Solve().ToArray(), columns, weights, all, width, factors);
        }
    }

    [Fact]
    public void Factor_WhenTheMatrixIsNotPositiveDefinite_SaysWhatHelps()
    {
        var equations = new NormalEquations(Lanes.Width);
        equations.Reset(new float[Lanes.Width * Lanes.Width]);
        var error = Assert.Throws<InvalidDataSetException>(equations.Factor);
        Assert.Contains("regularisation", error.Message);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, -1)]
    [InlineData(5, 1)]
    [InlineData(50, -1)]
    public void Tile_WithoutWideVectors_IsTheSameSum(int count, float sign)
    {
        const int Width = 2 * Lanes.Width;
        var random = new Random(count);
        float[] rows = [.. Enumerable.Range(0, (count + 1) * Width).Select(_ => random.NextSingle() - 0.5f)];
        var (whole, portable) = (new float[Width * Width], new float[Lanes.Width * Width]);
        OuterProducts.Add(ref whole[0], Width, 0, ref rows[0], count, sign);
        OuterProducts.AddPortableTile(ref portable[0], Width, ref rows[0], ref rows[0], (nuint)count, sign);
        for (var i = 0; i < Lanes.Width; i++)
            for (var j = 0; j < Lanes.Width; j++)
            {
                var sum = Enumerable.Range(0, count)
                    .Sum(row => (double)rows[(row * Width) + i] * rows[(row * Width) + j]);
                Assert.Equal(sign * sum, whole[(i * Width) + j], 1e-4);
                Assert.Equal(sign * sum, portable[(i * Width) + j], 1e-4);
            }
    }

    private static void AssertSolves(
        float[] solution, int[] columns, float[] weights, float[] all, int width, int factors)
    {
        Assert.Equal(width, solution.Length);
        for (var i = 0; i < width; i++)
        {
            var (left, right) = (0.5 * solution[i], i == 0 ? 1.0 : 0.0);
            for (var at = 0; at < columns.Length; at++)
            {
                var x = all.AsSpan(columns[at] * width, width);
                var product = 0.0;
                for (var j = 0; j < width; j++)
                    product += (double)x[j] * solution[j];
                left += weights[at] * x[i] * product;
                right += weights[at] * x[i];
            }

            Assert.Equal(right, left, 1e-3);
            Assert.True(i < factors || solution[i] == 0);
        }
    }
}
