using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

public sealed class DenseSymmetricTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(150)]
    public void Invert_TimesTheMatrix_IsOne(int n)
    {
        var matrix = PositiveDefinite(n);
        var inverse = DenseSymmetric.Invert([.. matrix], n, TestContext.Current.CancellationToken);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = Enumerable.Range(0, n).Sum(k => (double)matrix[(i * n) + k] * inverse[(k * n) + j]);
                Assert.Equal(i == j ? 1 : 0, sum, 1e-3);
            }
        }
    }

    [Fact]
    public void Factor_WhenTheMatrixIsNotPositiveDefinite_SaysWhatHelps()
    {
        var error = Assert.Throws<InvalidDataSetException>(() => DenseSymmetric.Factor([1, 2, 2, 1], 2));
        Assert.Contains("regularisation", error.Message);
    }

    private static float[] PositiveDefinite(int n)
    {
        var random = new Random(n);
        var root = Enumerable.Range(0, n * n).Select(_ => random.NextSingle() - 0.5f).ToArray();
        var matrix = new float[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                matrix[(i * n) + j] = Enumerable.Range(0, n).Sum(k => root[(i * n) + k] * root[(j * n) + k])
                    + (i == j ? 1 : 0);
            }
        }

        return matrix;
    }
}
