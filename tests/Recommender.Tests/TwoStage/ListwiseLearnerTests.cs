using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class ListwiseLearnerTests
{
    private const int Rows = 20;

    /// <summary>Three signals: the first tells who is right, the second is noise, the third speaks against.</summary>
    private static List<LabelledList> Lists()
    {
        var random = new Random(7);
        var lists = new List<LabelledList>();
        for (var list = 0; list < 60; list++)
        {
            var signals = new float[3 * Rows];
            for (var i = 0; i < signals.Length; i++)
                signals[i] = random.NextSingle();
            var right = random.Next(Rows);
            signals[3 * right] += 0.8f;
            signals[(3 * right) + 2] = 0;
            lists.Add(new LabelledList(signals, [right]));
        }

        return lists;
    }

    private static double[] Learn() =>
        ListwiseLearner.Learn(Lists(), 3, TestContext.Current.CancellationToken, _ => { });

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
        var lists = Lists().ConvertAll(list => list with
        {
            Signals = [.. list.Signals.Select((value, i) => i % 3 == 1 ? 5 : value)],
        });
        var weights = ListwiseLearner.Learn(lists, 3, TestContext.Current.CancellationToken, _ => { });
        Assert.Equal(0, weights[1]);
        Assert.All(weights, weight => Assert.True(double.IsFinite(weight)));
    }

    [Fact]
    public void Learn_WhenCancelled_Stops() =>
        Assert.Throws<OperationCanceledException>(
            () => ListwiseLearner.Learn(Lists(), 3, new CancellationToken(canceled: true), _ => { }));
}
