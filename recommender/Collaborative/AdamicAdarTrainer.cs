namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Adamic–Adar on a graph of who acted with whom: row and column of one number are the same thing. Whoever acts with
/// those that one acts with is near; those with few acquaintances say more (Adamic and Adar 2003, "Friends and
/// neighbors on the Web"). Each of one's acquaintances passes on 1 / log of how many it has.
/// </summary>
public sealed class AdamicAdarTrainer : IMatrixTrainer
{
    internal const string ModelName = "adamic-adar";

    /// <summary>So many acquaintances are counted at least: the logarithm of 1 would divide by nothing.</summary>
    private const int DegreeMin = 2;

    public string Name => ModelName;

    /// <summary>Trains. Nothing is random, and the strength of an acquaintance makes no difference.</summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var starts = new int[feedback.ColumnCount + 1];
        var (reached, worths) = (new List<int>(feedback.Count), new List<float>(feedback.Count));
        for (var thing = 0; thing < feedback.ColumnCount; thing++)
        {
            cancellation.ThrowIfCancellationRequested();
            var columns = thing < feedback.RowCount ? feedback.Columns(thing) : [];
            var worth = (float)(1 / Math.Log(Math.Max(DegreeMin, columns.Length)));
            reached.AddRange(columns);
            worths.AddRange(Enumerable.Repeat(worth, columns.Length));
            starts[thing + 1] = reached.Count;
        }

        cancellation.ThrowIfCancellationRequested();
        return new SparseColumnWeightsModel(ModelName, starts, [.. reached], [.. worths]);
    }
}
