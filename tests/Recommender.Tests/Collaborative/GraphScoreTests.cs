using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

/// <summary>What the scores on a graph of acquaintances are, on one that can be reckoned by hand.</summary>
public sealed class GraphScoreTests
{
    private const int Size = 7;

    // 0 knows 1, who knows two, and 2, who knows four; both know 3.
    private static readonly (int One, int Other)[] s_ties = [(0, 1), (0, 2), (1, 3), (2, 3), (2, 4), (2, 5)];

    [Theory]
    [InlineData(GraphScore.CommonNeighbours, 2, 1)]
    [InlineData(GraphScore.AdamicAdar, 2.164043, 0.721348)]
    [InlineData(GraphScore.ResourceAllocation, 0.75, 0.25)]
    public void Score_OnPlainTies_IsThatOfThePaper(GraphScore score, float ofThree, float ofFour)
    {
        var graph = Graph(tie => 1);
        var scores = ScoresOf(score, graph);

        Assert.Equal(ofThree, scores[3], 1e-5f);
        Assert.Equal(ofFour, scores[4], 1e-5f);
        Assert.Equal(scores[4], scores[5]);
        Assert.Equal(0, scores[6]);
    }

    [Theory]
    [InlineData(GraphScore.CommonNeighbours)]
    [InlineData(GraphScore.AdamicAdar)]
    [InlineData(GraphScore.ResourceAllocation)]
    public void Score_WhenATieFaded_IsLower_OnEitherSideOfTheAcquaintance(GraphScore score)
    {
        var plain = ScoresOf(score, Graph(tie => 1));
        var near = ScoresOf(score, Graph(tie => tie == (0, 1) ? 0.5f : 1));
        var far = ScoresOf(score, Graph(tie => tie == (1, 3) ? 0.5f : 1));

        Assert.True(near[3] < plain[3]);
        Assert.True(far[3] < plain[3]);
    }

    [Fact]
    public void ResourceAllocation_SharesOutOneUnit_InProportionToTheTies()
    {
        var scores = ScoresOf(GraphScore.ResourceAllocation, Graph(tie => tie.Other == 4 ? 3 : 1));

        // 2 shares one unit among 0, 3, 4 and 5, whose ties weigh 6 together.
        Assert.Equal(3 / 6f, scores[4], 1e-6f);
        Assert.Equal((1 / 2f) + (1 / 6f), scores[3], 1e-6f);
        Assert.Equal(2, scores.Sum(), 1e-5f);
    }

    [Fact]
    public void Trainer_OfAScoreThatThereIsNot_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new GraphScoreTrainer((GraphScore)3));

    [Fact]
    public void File_WrittenBeforeThereWereOthers_IsStillRead()
    {
        // 0 and 2 know 1; written by the first version of Adamic–Adar.
        var file = Convert.FromBase64String(
            "SVNNQVRSSVgBAAAAC2FkYW1pYy1hZGFyAwAAAAMAAAAABAAAAAAAAAABAAAAAwAAAAQAAAAABAAAAAEAAAAAAAAAAgAAAAEAAAABBAAA"
            + "ADuquD87qrg/O6q4PzuquD/EX42qLGBKSTsecOzk6TcKQdHaTNt0mWxKPXFeELKCiA==");
        var scores = new float[3];
        MatrixModelFile.Load(new MemoryStream(file)).Score(new History([1], [1]), scores);

        Assert.Equal([(float)(1 / Math.Log(2)), 0, (float)(1 / Math.Log(2))], scores);
    }

    private static FeedbackMatrix Graph(Func<(int One, int Other), float> weightOf) => FeedbackMatrix.From(
        Size, Size,
        [
            .. s_ties.Select(tie => new Feedback(tie.One, tie.Other, weightOf(tie))),
            .. s_ties.Select(tie => new Feedback(tie.Other, tie.One, weightOf(tie))),
        ]);

    private static float[] ScoresOf(GraphScore score, FeedbackMatrix graph)
    {
        var model = new GraphScoreTrainer(score).Train(graph, 1, TestContext.Current.CancellationToken);
        var scores = new float[Size];
        model.Score(graph.History(0), scores);
        return scores;
    }
}
