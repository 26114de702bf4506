using System.Numerics.Tensors;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>What each of one's acquaintances passes on to each of its own.</summary>
public enum GraphScore
{
    /// <summary>All that it has of it: common neighbours (Newman 2001, "Clustering and preferential attachment in
    /// growing networks").</summary>
    CommonNeighbours,

    /// <summary>That over the logarithm of how many it has: those with few say more (Adamic and Adar 2003, "Friends and
    /// neighbors on the Web").</summary>
    AdamicAdar,

    /// <summary>One unit, shared out among all of its own: resource allocation (Zhou, Lü and Zhang 2009, "Predicting
    /// missing links via local information").</summary>
    ResourceAllocation,
}

/// <summary>
/// Scores on a graph of who acted with whom: row and column of one number are the same thing. Whoever acts with those
/// that one acts with is near. The measures are compared by Liben-Nowell and Kleinberg 2007, "The link-prediction
/// problem for social networks"; here a tie counts as its weight says, on either side of the acquaintance, so ties that
/// faded before they came into the matrix give the time-decayed measures, and plain ones those of the papers.
/// </summary>
public sealed class GraphScoreTrainer : IMatrixTrainer
{
    /// <summary>So many acquaintances are counted at least: the logarithm of 1 would divide by nothing.</summary>
    private const int DegreeMin = 2;

    private static readonly string[] s_names = ["common-neighbours", "adamic-adar", "resource-allocation"];
    private readonly GraphScore _score;

    /// <exception cref="ArgumentOutOfRangeException">There is no such score.</exception>
    public GraphScoreTrainer(GraphScore score) => _score = Enum.IsDefined(score)
        ? score
        : throw new ArgumentOutOfRangeException(nameof(score), score, "There is no such score.");

    public string Name => s_names[(int)_score];

    /// <summary>Trains. Nothing is random.</summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var starts = new int[feedback.ColumnCount + 1];
        var (reached, worths) = (new List<int>(feedback.Count), new List<float>(feedback.Count));
        for (var thing = 0; thing < feedback.ColumnCount; thing++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (thing < feedback.RowCount)
            {
                reached.AddRange(feedback.Columns(thing));
                var part = PartOf(feedback.Weights(thing));
                foreach (var weight in feedback.Weights(thing))
                    worths.Add(weight * part);
            }

            starts[thing + 1] = reached.Count;
        }

        cancellation.ThrowIfCancellationRequested();
        return new SparseColumnWeightsModel(Name, starts, [.. reached], [.. worths]);
    }

    /// <summary>Whether a model of that name is one of these.</summary>
    internal static bool Makes(string name) => s_names.Contains(name, StringComparer.Ordinal);

    private float PartOf(ReadOnlySpan<float> ties) => _score switch
    {
        GraphScore.CommonNeighbours => 1,
        GraphScore.AdamicAdar => (float)(1 / Math.Log(Math.Max(DegreeMin, ties.Length))),
        _ => ties.IsEmpty ? 0 : 1 / TensorPrimitives.Sum(ties),
    };
}
