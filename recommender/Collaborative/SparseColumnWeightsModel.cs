namespace IdeaStorage.Recommender.Collaborative;

/// <summary>What each column says of others, kept for those alone of which it says something.</summary>
internal sealed class SparseColumnWeightsModel(string name, int[] starts, int[] columns, float[] weights)
    : MatrixModel(starts.Length - 1)
{
    public override string Name => name;

    internal override IReadOnlyList<Array> Parts => [starts, columns, weights];

    /// <summary>Turns round who speaks for each column into whom each column speaks for.</summary>
    public static SparseColumnWeightsModel FromNeighbours(string name, (int Column, float Weight)[][] neighbours)
    {
        var starts = new int[neighbours.Length + 1];
        foreach (var list in neighbours)
        {
            foreach (var (speaker, _) in list)
                starts[speaker + 1]++;
        }

        for (var column = 0; column < neighbours.Length; column++)
            starts[column + 1] += starts[column];
        var next = starts[..^1];
        var (columns, weights) = (new int[starts[^1]], new float[starts[^1]]);
        for (var column = 0; column < neighbours.Length; column++)
        {
            foreach (var (speaker, weight) in neighbours[column])
            {
                var place = next[speaker]++;
                (columns[place], weights[place]) = (column, weight);
            }
        }

        return new SparseColumnWeightsModel(name, starts, columns, weights);
    }

    protected override void AddScores(History history, Span<float> scores)
    {
        for (var i = 0; i < history.Columns.Length; i++)
        {
            var from = history.Columns[i];
            for (var place = starts[from]; place < starts[from + 1]; place++)
                scores[columns[place]] += weights[place] * history.Weights[i];
        }
    }

    protected override void AddShares(History history, int column, Span<float> shares)
    {
        for (var i = 0; i < shares.Length; i++)
        {
            var from = history.Columns[i];
            var place = columns.AsSpan(starts[from], starts[from + 1] - starts[from]).BinarySearch(column);
            if (place >= 0)
                shares[i] = weights[starts[from] + place] * history.Weights[i];
        }
    }
}
