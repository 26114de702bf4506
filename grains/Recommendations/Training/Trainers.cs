using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Recommendations.Training;

/// <summary>
/// The trainers of this program. The first needs no training run: it serves until a run publishes a better one, and
/// whenever the chosen model cannot be read.
/// </summary>
public sealed class Trainers(IEnumerable<ITrainer> trainers)
{
    /// <summary>What is random in training follows from it, so a run can be repeated.</summary>
    public const int Seed = 1;

    public IReadOnlyList<ITrainer> All { get; } = [.. trainers];

    public ITrainer BuiltIn => All[0];

    /// <summary>
    /// Whether a trainer is there to be compared with, and must not serve: what it gives follows neither tags nor acts,
    /// or not both.
    /// </summary>
    public static bool IsBaseline(string name) =>
        name == SignalTrainer.Popularity.Name || name == SignalTrainer.TagCosine.Name;

    public ITrainer? Find(string name) => All.FirstOrDefault(trainer => trainer.Name == name);
}
