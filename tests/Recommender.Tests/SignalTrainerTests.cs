namespace IdeaStorage.Recommender.Tests;

public sealed class SignalTrainerTests : PersonalTrainerContract
{
    protected override ITrainer Trainer => Given.Trainer;

    [Fact]
    public void Train_WhenCancelled_Stops()
    {
        var (entities, acts) = Given.Checkerboard();
        Assert.Throws<OperationCanceledException>(
            () => Trainer.Train(new DataSet(entities, acts), 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Options_WhenAHalfLifeIsZero_AreRefused()
    {
        var rules = new Dictionary<InteractionKind, InteractionRule>
        {
            [InteractionKind.Supported] = new(1, TimeSpan.Zero, ExclusionScope.Actor),
        };
        Assert.Throws<ArgumentException>(() => new SignalTrainer(new SignalOptions { Rules = rules }));
    }
}
