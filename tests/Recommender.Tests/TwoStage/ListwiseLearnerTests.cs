using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class ListwiseLearnerTests
{
    private const int Rows = 20;

    /// <summary>Three signals: the first tells who is right, the second is noise, the third speaks against.</summary>
    private static List<LabelledList> Lists(Func<int, double[]> partsOf)
    {
        var random = new Random(7);
        var lists = new List<LabelledList>();
        for (var at = 0; at < 60; at++)
        {
            var right = random.Next(Rows);
            var list = new LabelledList(Rows, 3, [right], partsOf(at));
            for (var row = 0; row < Rows; row++)
                for (var signal = 0; signal < 3; signal++)
                    list[row, signal] = random.NextSingle();
            list[right, 0] += 0.8f;
            list[right, 2] = 0;
            lists.Add(list);
        }

        return lists;
    }

    private static double[] Learn(List<LabelledList>? lists = null) => Assert.Single(
        ListwiseLearner.Learn(lists ?? Lists(_ => [1]), TestContext.Current.CancellationToken, _ => { }));

    [Fact]
    public void Learn_WeighsWhatTells_AndNeverBelowZero()
    {
        var weights = Learn();
        Assert.True(weights[0] > 2, $"{weights[0]}");
        Assert.True(weights[0] > 4 * weights[1], $"{weights[0]} against {weights[1]}");
        Assert.Equal(0, weights[2]);
    }

    [Fact]
    public void Learn_WhenRepeated_GivesTheSameToTheLastBit() => Assert.Equal(Learn(), Learn());

    [Fact]
    public void Learn_WhenASignalIsTheSameEverywhere_GivesItNothing()
    {
        var lists = Lists(_ => [1]);
        foreach (var list in lists)
            list.Signal(1)[..Rows].Fill(5);
        var weights = Learn(lists);
        Assert.Equal(0, weights[1]);
        Assert.All(weights, weight => Assert.True(double.IsFinite(weight)));
    }

    [Fact]
    public void Learn_WithTwoSets_LearnsEachFromTheListsThatItCountsFor()
    {
        // In every second list the third signal tells instead of the first, and the second set counts.
        var lists = Lists(at => at % 2 == 0 ? [1, 0] : [0, 1]);
        foreach (var list in lists.Where((_, at) => at % 2 == 1))
            for (var row = 0; row < Rows; row++)
                (list[row, 0], list[row, 2]) = (list[row, 2], list[row, 0]);
        var sets = ListwiseLearner.Learn(lists, TestContext.Current.CancellationToken, _ => { });
        Assert.Equal(2, sets.Length);
        Assert.True(sets[0][0] > 2, $"{sets[0][0]}");
        Assert.Equal(0, sets[0][2]);
        Assert.True(sets[1][2] > 2, $"{sets[1][2]}");
        Assert.Equal(0, sets[1][0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2.1309298)]
    public void AddExchanges_WeighsAPairByWhatItsExchangeChangesOfTheWholeListsGain(int sought, double ideal)
    {
        var list = new LabelledList(2, 1, [1], [1], sought);
        (list[0, 0], list[1, 0]) = (1, 0.5f);
        var slice = new ListwiseSlice(1, 1, list.Width);
        slice.AddExchanges(list, [1], [1]);
        // The second place is worth 1 / log2(3); a right one stands there, half a point below.
        var pull = (1 - (1 / Math.Log2(3))) / ideal / (1 + Math.Exp(0.5 - 1));
        Assert.Equal(pull * (1 - 0.5), slice.Slopes[0], 1e-6);
    }

    [Fact]
    public void Learn_GivesScoresWhoseExponentialsSayHowLikelyOneIsRight()
    {
        // A candidate is right with a chance that grows with the first signal by a factor of e^2.
        var random = new Random(5);
        var lists = new List<LabelledList>();
        for (var at = 0; at < 400; at++)
        {
            var values = Enumerable.Range(0, Rows).Select(_ => 3 * random.NextDouble()).ToArray();
            var drawn = random.NextDouble() * values.Sum(value => Math.Exp(2 * value));
            var right = 0;
            while (right < Rows - 1 && (drawn -= Math.Exp(2 * values[right])) > 0)
                right++;
            var list = new LabelledList(Rows, 1, [right], [1]);
            for (var row = 0; row < Rows; row++)
                list[row, 0] = (float)values[row];
            lists.Add(list);
        }

        Assert.InRange(Assert.Single(Learn(lists)), 1.7, 2.3);
    }

    [Fact]
    public void Learn_WhenCancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(
            () => ListwiseLearner.Learn(Lists(_ => [1]), new CancellationToken(canceled: true), _ => { }));
}
