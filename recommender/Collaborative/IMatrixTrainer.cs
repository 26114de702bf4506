namespace IdeaStorage.Recommender.Collaborative;

/// <summary>Learns from who acted on what, and from nothing else: collaborative filtering.</summary>
public interface IMatrixTrainer
{
    /// <summary>The name under which figures and files of it are kept, such as <c>ease</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Trains. The same matrix and seed give the same model to the last bit, whatever the number of threads.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled, within about a second.</exception>
    MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation);
}
