using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Retrieval;

/// <summary>
/// Keeps the best of columns that are offered in ascending order; of equal scores the first. What is not above
/// <see cref="Bar"/> need not be offered.
/// </summary>
internal sealed class BestColumns
{
    private static readonly IComparer<(float Score, int Column)> s_worstFirst =
        Comparer<(float Score, int Column)>.Create(static (left, right) =>
            left.Score != right.Score ? left.Score.CompareTo(right.Score) : right.Column.CompareTo(left.Column));

    private readonly PriorityQueue<int, (float Score, int Column)> _best;
    private readonly int _count;

    /// <param name="count">How many to keep, 0 or more.</param>
    public BestColumns(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        _count = count;
        _best = new(s_worstFirst);
        Bar = count == 0 ? float.PositiveInfinity : float.NegativeInfinity;
    }

    /// <summary>The score that the next one has to surpass.</summary>
    public float Bar { get; private set; }

    /// <summary>Takes a column if it is above the bar and not excluded.</summary>
    /// <param name="column">Above all that were offered before.</param>
    /// <param name="score">Its score.</param>
    /// <param name="excluded">Columns that are not wanted, in ascending order.</param>
    public void Offer(int column, float score, ReadOnlySpan<int> excluded = default)
    {
        if (!(score > Bar) || excluded.BinarySearch(column) >= 0)
            return;
        if (_best.Count < _count)
            _best.Enqueue(column, (score, column));
        else
            _best.EnqueueDequeue(column, (score, column));
        if (_best.Count == _count && _best.TryPeek(out _, out var worst))
            Bar = worst.Score;
    }

    /// <summary>The best first. Empties this.</summary>
    public ScoredColumn[] Take()
    {
        var top = new ScoredColumn[_best.Count];
        for (var place = top.Length - 1; _best.TryDequeue(out var column, out var priority); place--)
            top[place] = new ScoredColumn(column, priority.Score);
        return top;
    }
}
