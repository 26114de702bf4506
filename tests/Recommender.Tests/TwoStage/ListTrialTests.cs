using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class ListTrialTests
{
    private const int Rows = 30;
    private static readonly double[] s_first = [1, 0];
    private static readonly double[] s_second = [0, 1];

    /// <summary>Lists with a right answer at the place that the first signal puts first, if it tells.</summary>
    private static List<LabelledList> Lists(bool tells)
    {
        var random = new Random(3);
        var lists = new List<LabelledList>();
        for (var i = 0; i < 60; i++)
        {
            var right = random.Next(Rows);
            var list = new LabelledList(Rows, 2, [right], [1]);
            for (var row = 0; row < Rows; row++)
                (list[row, 0], list[row, 1]) = ((float)random.NextDouble(), (float)random.NextDouble());
            if (tells)
                list[right, 0] = 2;
            lists.Add(list);
        }

        return lists;
    }

    private static bool IsLearningBetter(List<LabelledList> lists, double[] given) =>
        ListTrial.IsLearningBetter(lists, [given], TestContext.Current.CancellationToken, _ => { });

    [Fact]
    public void Learning_OfASignalThatTells_IsBetterThanOneThatDoesNot_ButNotThanItself()
    {
        Assert.True(IsLearningBetter(Lists(tells: true), s_second));
        Assert.False(IsLearningBetter(Lists(tells: true), s_first));
    }

    [Fact]
    public void Ndcg_FallsWithThePlaceOfTheRightAnswer_AndOfEqualScoresTheEarlierIsFirst()
    {
        var list = new LabelledList(3, 1, [1], [1]);
        Assert.Equal(1 / Math.Log2(3), ListTrial.Ndcg(list, [[1]]), 1e-12);
        list[1, 0] = 1;
        Assert.Equal(1, ListTrial.Ndcg(list, [[1]]), 1e-12);
        Assert.Equal(1, ListTrial.Ndcg(new LabelledList(3, 1, [0, 1, 2], [1]), [[1]]), 1e-12);
    }

    [Fact]
    public void Ndcg_MixesSetsOfWeightsByTheirParts()
    {
        var list = new LabelledList(2, 2, [0], [0.25, 0.75]);
        (list[0, 0], list[1, 1]) = (1, 1);
        Assert.Equal(1, ListTrial.Ndcg(list, [[4, 0], [0, 1]]), 1e-12);
        Assert.Equal(1 / Math.Log2(3), ListTrial.Ndcg(list, [[1, 0], [0, 1]]), 1e-12);
    }
}
