namespace IdeaStorage.Recommender.Collaborative.Lists;

/// <summary>What was learned about one kind of things.</summary>
/// <param name="Ids">The things, by column.</param>
/// <param name="Model">Scores them.</param>
internal sealed record LearnedSide(IReadOnlyList<string> Ids, MatrixModel Model);

/// <summary>Everything that a <see cref="CollaborativeTrainer"/> learned.</summary>
/// <param name="Trainer">The trainer's name.</param>
/// <param name="Features">The names of features, by their number; empty where none are used.</param>
/// <param name="Sides">One for each of <see cref="Targets"/>.</param>
internal sealed record LearnedSides(
    string Trainer, IReadOnlyList<string> Features, IReadOnlyList<LearnedSide> Sides)
{
    public static readonly EntityKind[] Targets = [EntityKind.Idea, EntityKind.Organisation];
}
