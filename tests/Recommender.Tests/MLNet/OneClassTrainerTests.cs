using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.MLNet;
using IdeaStorage.Recommender.Tests.Collaborative;

namespace IdeaStorage.Recommender.Tests.MLNet;

public sealed class OneClassTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } =
        new OneClassTrainer(new() { Factors = 8, Regularisation = 0.5, Iterations = 20 });

    [Fact]
    public void Train_WhenACellIsNamedTwice_IsAsIfOnce()
    {
        List<Feedback> once = [new(0, 0), new(0, 1), new(1, 1), new(2, 2), new(1, 2)];
        Assert.Equal(Scores(once), Scores([.. once, .. once]));

        float[] Scores(List<Feedback> cells)
        {
            var model = Trainer.Train(FeedbackMatrix.From(3, 3, cells), 1, TestContext.Current.CancellationToken);
            var scores = new float[3];
            model.Score(new History([0, 1], [1, 1]), scores);
            return scores;
        }
    }

    [Theory]
    [InlineData(0, 0.1, 1, 1)]
    [InlineData(8, 0, 1, 1)]
    [InlineData(8, 1, 1, 1)]
    [InlineData(8, 0.1, 0, 1)]
    [InlineData(8, 0.1, 1, 0)]
    public void Options_OutsideTheirRange_AreRefused(int factors, double alpha, double lambda, int iterations) =>
        Assert.Throws<ArgumentException>(() => new OneClassTrainer(new()
        {
            Factors = factors,
            UnknownWeight = alpha,
            Regularisation = lambda,
            Iterations = iterations,
        }));
}
