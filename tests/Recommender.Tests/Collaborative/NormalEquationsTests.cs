using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

public sealed class NormalEquationsTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 3)]
    [InlineData(16, 40)]
    [InlineData(20, 1)]
    [InlineData(33, 129)]
    [InlineData(48, 128)]
    [InlineData(64, 300)]
    [InlineData(80, 42)]
    [InlineData(128, 257)]
    public void Solve_GivesWhatSolvesTheEquations(int factors, int count)
    {
        var (width, random) = (Lanes.Padded(factors), new Random(factors));
        var all = new float[2 * count * width];
        for (var row = 0; row < 2 * count; row++)
            for (var i = 0; i < factors; i++)
                all[(row * width) + i] = random.NextSingle() - 0.5f;
        int[] columns = [.. Enumerable.Range(0, count).Select(i => (2 * i) + random.Next(2))];
        float[] weights = [.. columns.Select(_ => 0.5f + random.NextSingle())];
        var equations = new NormalEquations(width);

        // Twice: nothing of the first problem may be left in the second.
        for (var time = 0; time < 2; time++)
        {
            equations.Begin(Base(width), new History(columns, weights), all);
            equations.Right[0] += 1;
            equations.Factor(0.25f);
            AssertSolves(equations.Solve().ToArray(), columns, weights, all, width, factors);
        }
    }

    [Theory]
    [InlineData(16, 0)]
    [InlineData(48, 37)]
    public void Factor_WhenTheMatrixIsNotPositiveDefinite_NamesTheRow(int width, int row)
    {
        var start = new float[width * width];
        for (var i = 0; i < width; i++)
            start[(i * width) + i] = i == row ? -1 : 1;
        var equations = new NormalEquations(width);
        equations.Begin(start, default, []);
        var error = Assert.Throws<InvalidDataSetException>(() => equations.Factor(0.5f));
        Assert.Equal(row, error.Row);
        Assert.Contains("regularisation", error.Message);
    }

    [Fact]
    public void Factor_WhenANumberIsNotFinite_IsRefused()
    {
        var equations = new NormalEquations(Lanes.Width);
        equations.Begin(Base(Lanes.Width), new History([0], [float.MaxValue]), Enumerable.Repeat(2f, 16).ToArray());
        Assert.Throws<InvalidDataSetException>(() => equations.Factor(1));
    }

    /// <summary>A quarter on the diagonal; what lies in tiles below it does not count.</summary>
    private static float[] Base(int width)
    {
        var start = new float[width * width];
        for (var i = 0; i < width; i++)
        {
            start.AsSpan(i * width, i & ~(Lanes.Width - 1)).Fill(float.NaN);
            start[(i * width) + i] = 0.25f;
        }

        return start;
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
