using IdeaStorage.Recommender.Retrieval;

namespace IdeaStorage.Recommender.Collaborative;

/// <summary>A column and how well it suits.</summary>
public readonly record struct ScoredColumn(int Column, float Score);

/// <summary>
/// Scores columns for a history. The history need not be one that was trained on: newest acts count without training
/// again. Immutable; any number of threads may ask.
/// </summary>
public abstract class MatrixModel(int columnCount)
{
    public int ColumnCount { get; } = columnCount;

    /// <summary>The trainer's name.</summary>
    public abstract string Name { get; }

    /// <summary>How many features of who asks it knows.</summary>
    internal virtual int RowFeatureCount => 0;

    /// <summary>The arrays that the model consists of, in an order of its own.</summary>
    internal abstract IReadOnlyList<Array> Parts { get; }

    /// <summary>The score of every column; 0 everywhere for an empty history, unless the model knows better.</summary>
    /// <exception cref="ArgumentException">The span's length is not <see cref="ColumnCount"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The history names a column that there is not.</exception>
    public void Score(History history, Span<float> scores)
    {
        if (scores.Length != ColumnCount)
            throw new ArgumentException($"{ColumnCount} scores are wanted, not {scores.Length}.", nameof(scores));
        Check(history);
        scores.Clear();
        AddScores(history, scores);
    }

    /// <summary>
    /// What each act of the history adds to a column's score, in the history's order. With <see cref="Prior"/> they sum
    /// to the score.
    /// </summary>
    public float[] Explain(History history, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        Check(history);
        var shares = new float[history.Columns.Length];
        AddShares(history, column, shares);
        return shares;
    }

    /// <summary>The part of a column's score that comes from no act of one's own.</summary>
    public float Prior(History history, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount);
        Check(history);
        return PriorOf(history, column);
    }

    /// <summary>
    /// The same model with more columns, of which nothing is known but features; they come after those there are.
    /// </summary>
    /// <exception cref="NotSupportedException">The model was trained without features of columns.</exception>
    /// <exception cref="ArgumentException">The features are not those that it was trained on.</exception>
    public virtual MatrixModel WithNewColumns(FeedbackMatrix features) =>
        throw new NotSupportedException($"A model of the kind '{Name}' was trained without features of columns.");

    /// <summary>The best columns that are not in the history; of equal ones the first.</summary>
    public ScoredColumn[] Top(History history, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var scores = new float[ColumnCount];
        Score(history, scores);
        foreach (var column in history.Columns)
            scores[column] = float.NegativeInfinity;

        var best = new BestColumns(count);
        for (var column = 0; column < scores.Length; column++)
            best.Offer(column, scores[column]);
        return best.Take();
    }

    /// <summary>Adds every column's score to zeros.</summary>
    protected abstract void AddScores(History history, Span<float> scores);

    /// <summary>Adds to zeros what each act gives to the column.</summary>
    protected abstract void AddShares(History history, int column, Span<float> shares);

    /// <summary>The part of a column's score that is no act's; 0 unless the model knows better.</summary>
    protected virtual float PriorOf(History history, int column) => 0;

    private void Check(History history)
    {
        if (history.Columns.Length != history.Weights.Length)
            throw new ArgumentException("A history has a weight for each column.", nameof(history));
        if (history.Features.Length != history.FeatureWeights.Length)
            throw new ArgumentException("A history has a weight for each feature.", nameof(history));
        foreach (var column in history.Columns)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(column, nameof(history));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, ColumnCount, nameof(history));
        }
    }
}
