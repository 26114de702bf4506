namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Several trainers together, each with a weight that is learned: a part of what every row did is put aside, the
/// trainers learn from the rest, and the weights are those that rank best what was put aside (as stacking does: Wolpert
/// 1992, "Stacked generalization"). Then all learn from everything, and the weights stay.
/// </summary>
public sealed class BlendTrainer : IMatrixTrainer
{
    internal const string ModelName = "blend";

    /// <summary>More trainers than that are refused: a file of a model holds the arrays of all.</summary>
    public const int TrainersMax = 6;

    /// <summary>One act in so many is put aside.</summary>
    private const int AsideEvery = 5;

    private readonly IReadOnlyList<IMatrixTrainer> _trainers;

    /// <param name="trainers">One of each kind; a blend of blends is refused.</param>
    /// <exception cref="ArgumentException">There are none, too many, or a blend among them.</exception>
    public BlendTrainer(IReadOnlyList<IMatrixTrainer> trainers)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        if (trainers.Count is < 1 or > TrainersMax || trainers.Any(trainer => trainer is BlendTrainer))
            throw new ArgumentException($"One to {TrainersMax} trainers are wanted, no blends.", nameof(trainers));
        _trainers = trainers;
    }

    public string Name => ModelName;

    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var weights = LearnWeights(feedback, seed, cancellation);
        return new BlendModel(TrainAll(feedback, seed, cancellation), weights, feedback.ColumnCount);
    }

    // By itself, so that nothing of the trial is held while the parts learn from everything.
    private float[] LearnWeights(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        var (kept, aside) = PutAside(feedback, new Random(seed));
        return BlendWeights.Learn(TrainAll(kept, seed, cancellation), kept, aside, cancellation);
    }

    private MatrixModel[] TrainAll(FeedbackMatrix feedback, int seed, CancellationToken cancellation) =>
        [.. _trainers.Select(trainer => trainer.Train(feedback, seed, cancellation))];

    // A row with a single act keeps it: without a history there is nothing to learn weights from.
    private static (FeedbackMatrix Kept, FeedbackMatrix Aside) PutAside(FeedbackMatrix feedback, Random random)
    {
        var (kept, aside) = (new List<Feedback>(feedback.Count), new List<Feedback>());
        for (var row = 0; row < feedback.RowCount; row++)
        {
            var (columns, weights) = feedback.History(row);
            for (var i = 0; i < columns.Length; i++)
            {
                var goes = columns.Length > 1 && random.Next(AsideEvery) == 0;
                (goes ? aside : kept).Add(new Feedback(row, columns[i], weights[i]));
            }
        }

        return (
            FeedbackMatrix.From(feedback.RowCount, feedback.ColumnCount, kept),
            FeedbackMatrix.From(feedback.RowCount, feedback.ColumnCount, aside));
    }
}
