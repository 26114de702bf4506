using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

public sealed class FeedbackMatrixTests
{
    [Fact]
    public void From_PutsRowsInOrder_AndAddsWhatIsNamedTwice()
    {
        var matrix = FeedbackMatrix.From(
            3, 4, [new(2, 3, 0.5f), new(0, 1), new(2, 0), new(2, 3, 2), new(0, 0, 3)]);

        Assert.Equal(4, matrix.Count);
        Assert.Equal([0, 1], matrix.Columns(0).ToArray());
        Assert.Equal([3f, 1f], matrix.Weights(0).ToArray());
        Assert.Equal(0, matrix.Columns(1).Length);
        Assert.Equal([0, 3], matrix.Columns(2).ToArray());
        Assert.Equal([1f, 2.5f], matrix.Weights(2).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Transpose_TwiceGivesItBack(int seed)
    {
        var random = new Random(seed);
        var matrix = FeedbackMatrix.From(
            17, 9,
            [.. Enumerable.Range(0, 60).Select(_ => new Feedback(random.Next(17), random.Next(9), random.Next(1, 5)))]);
        var turned = matrix.Transpose();
        var back = turned.Transpose();

        Assert.Equal((9, 17), (turned.RowCount, turned.ColumnCount));
        for (var row = 0; row < matrix.RowCount; row++)
        {
            Assert.Equal(matrix.Columns(row).ToArray(), back.Columns(row).ToArray());
            Assert.Equal(matrix.Weights(row).ToArray(), back.Weights(row).ToArray());
        }
    }

    [Theory]
    [InlineData(3, 0, 1f, "Row")]
    [InlineData(-1, 0, 1f, "Row")]
    [InlineData(0, 4, 1f, "Column")]
    [InlineData(0, 0, 0f, "Weight")]
    [InlineData(0, 0, -1f, "Weight")]
    [InlineData(0, 0, float.NaN, "Weight")]
    [InlineData(0, 0, float.PositiveInfinity, "Weight")]
    public void From_WhenAnEntryIsWrong_NamesItAndItsField(int row, int column, float weight, string field)
    {
        var error = Assert.Throws<InvalidDataSetException>(
            () => FeedbackMatrix.From(3, 4, [new(1, 1), new(row, column, weight)]));
        Assert.Equal((1, field), (error.Row, error.Field));
    }
}
