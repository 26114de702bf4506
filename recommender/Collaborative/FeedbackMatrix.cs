namespace IdeaStorage.Recommender.Collaborative;

/// <summary>One cell: how strongly something says that a row wants a column.</summary>
/// <param name="Row">From 0.</param>
/// <param name="Column">From 0.</param>
/// <param name="Weight">More than 0 and finite; 1 is one plain act.</param>
public readonly record struct Feedback(int Row, int Column, float Weight = 1);

/// <summary>
/// Who acted on what: a sparse matrix, kept row by row with columns in ascending order (compressed sparse rows).
/// What is not there is unknown, not refused: implicit feedback.
/// </summary>
public sealed class FeedbackMatrix
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly float[] _weights;

    private FeedbackMatrix(int columnCount, int[] starts, int[] columns, float[] weights)
    {
        ColumnCount = columnCount;
        (_starts, _columns, _weights) = (starts, columns, weights);
    }

    public int RowCount => _starts.Length - 1;

    public int ColumnCount { get; }

    /// <summary>Cells that hold something.</summary>
    public int Count => _columns.Length;

    /// <summary>
    /// What is known of the rows beside their acts, if anything: a line for each row, a column for each feature.
    /// </summary>
    public FeedbackMatrix? RowFeatures { get; private init; }

    /// <summary>What is known of the columns likewise: a line for each column.</summary>
    public FeedbackMatrix? ColumnFeatures { get; private init; }

    /// <summary>Adds the weights of cells that are named more than once.</summary>
    /// <exception cref="InvalidDataSetException">
    /// A cell lies outside, or its weight is no finite number above 0; the error names the entry and field.
    /// </exception>
    public static FeedbackMatrix From(int rowCount, int columnCount, IReadOnlyList<Feedback> entries)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentOutOfRangeException.ThrowIfNegative(columnCount);
        ArgumentNullException.ThrowIfNull(entries);
        for (var i = 0; i < entries.Count; i++)
            Check(entries[i], i, rowCount, columnCount);

        // By column first, then by row: both sorts are by counting, so each row ends up with its columns in order.
        var byColumn = Arrange(entries, columnCount, static entry => entry.Column);
        var byRow = Arrange(byColumn, rowCount, static entry => entry.Row);
        return Merge(rowCount, columnCount, byRow);
    }

    /// <summary>The columns of a row, ascending.</summary>
    public ReadOnlySpan<int> Columns(int row) => _columns.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>The weights of a row, beside <see cref="Columns"/>.</summary>
    public ReadOnlySpan<float> Weights(int row) => _weights.AsSpan(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>What a row did and which features it has, as a model is asked with.</summary>
    public History History(int row) => RowFeatures is { } features
        ? new(Columns(row), Weights(row), features.Columns(row), features.Weights(row))
        : new(Columns(row), Weights(row));

    /// <summary>
    /// The same acts with features of rows and columns. Trainers that have no use for them pass them by.
    /// </summary>
    /// <exception cref="ArgumentException">There is not a line of features for each row, or each column.</exception>
    public FeedbackMatrix WithFeatures(FeedbackMatrix? rowFeatures, FeedbackMatrix? columnFeatures)
    {
        if (rowFeatures is not null && rowFeatures.RowCount != RowCount)
            throw new ArgumentException(
                $"{RowCount} rows need as many lines of features, not {rowFeatures.RowCount}.", nameof(rowFeatures));
        if (columnFeatures is not null && columnFeatures.RowCount != ColumnCount)
            throw new ArgumentException(
                $"{ColumnCount} columns need as many lines of features, not {columnFeatures.RowCount}.",
                nameof(columnFeatures));
        return new FeedbackMatrix(ColumnCount, _starts, _columns, _weights)
        {
            RowFeatures = rowFeatures,
            ColumnFeatures = columnFeatures,
        };
    }

    /// <summary>Rows become columns, and their features those of columns.</summary>
    public FeedbackMatrix Transpose()
    {
        var starts = new int[ColumnCount + 1];
        foreach (var column in _columns)
            starts[column + 1]++;
        for (var column = 0; column < ColumnCount; column++)
            starts[column + 1] += starts[column];
        var next = starts[..^1];
        var (rows, weights) = (new int[Count], new float[Count]);
        for (var row = 0; row < RowCount; row++)
        {
            for (var i = _starts[row]; i < _starts[row + 1]; i++)
            {
                var place = next[_columns[i]]++;
                (rows[place], weights[place]) = (row, _weights[i]);
            }
        }

        return new FeedbackMatrix(RowCount, starts, rows, weights)
        {
            RowFeatures = ColumnFeatures,
            ColumnFeatures = RowFeatures,
        };
    }

    private static void Check(Feedback entry, int index, int rowCount, int columnCount)
    {
        if ((uint)entry.Row >= (uint)rowCount)
            throw Wrong("Row", $"{entry.Row} is not within 0 to {rowCount - 1}");
        if ((uint)entry.Column >= (uint)columnCount)
            throw Wrong("Column", $"{entry.Column} is not within 0 to {columnCount - 1}");
        if (!float.IsFinite(entry.Weight) || entry.Weight <= 0)
            throw Wrong("Weight", $"{entry.Weight} is not a finite number above 0");

        InvalidDataSetException Wrong(string field, string problem) => new("feedback", index, field, problem);
    }

    private static Feedback[] Arrange(IReadOnlyList<Feedback> entries, int keyCount, Func<Feedback, int> key)
    {
        var next = new int[keyCount + 1];
        foreach (var entry in entries)
            next[key(entry) + 1]++;
        for (var i = 0; i < keyCount; i++)
            next[i + 1] += next[i];
        var arranged = new Feedback[entries.Count];
        foreach (var entry in entries)
            arranged[next[key(entry)]++] = entry;
        return arranged;
    }

    private static FeedbackMatrix Merge(int rowCount, int columnCount, Feedback[] arranged)
    {
        var starts = new int[rowCount + 1];
        var (columns, weights) = (new List<int>(arranged.Length), new List<float>(arranged.Length));
        var previous = new Feedback(-1, -1);
        foreach (var entry in arranged)
        {
            if (entry.Row == previous.Row && entry.Column == previous.Column)
            {
                weights[^1] += entry.Weight;
                continue;
            }

            columns.Add(entry.Column);
            weights.Add(entry.Weight);
            starts[entry.Row + 1]++;
            previous = entry;
        }

        for (var row = 0; row < rowCount; row++)
            starts[row + 1] += starts[row];
        return new FeedbackMatrix(columnCount, starts, [.. columns], [.. weights]);
    }
}

/// <summary>What somebody did, and which features they have.</summary>
/// <param name="columns">In ascending order without doubles.</param>
/// <param name="weights">How strongly, beside the columns.</param>
/// <param name="features">Numbers of features; none for a model that was trained without.</param>
/// <param name="featureWeights">How much of each, beside the features.</param>
public readonly ref struct History(
    ReadOnlySpan<int> columns,
    ReadOnlySpan<float> weights,
    ReadOnlySpan<int> features = default,
    ReadOnlySpan<float> featureWeights = default)
{
    public ReadOnlySpan<int> Columns { get; } = columns;

    public ReadOnlySpan<float> Weights { get; } = weights;

    public ReadOnlySpan<int> Features { get; } = features;

    public ReadOnlySpan<float> FeatureWeights { get; } = featureWeights;

    public void Deconstruct(out ReadOnlySpan<int> columns, out ReadOnlySpan<float> weights)
    {
        columns = Columns;
        weights = Weights;
    }
}
