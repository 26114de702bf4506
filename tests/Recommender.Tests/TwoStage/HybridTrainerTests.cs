using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class HybridTrainerTests : TrainerContract
{
    protected override ITrainer Trainer { get; } = new HybridTrainer();
}
