namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Columns with factors. Who asks gets factors from the history at the time of asking (folding in), so every act counts
/// at once; a score is linear in the acts, given which they are, which makes it explain itself. Features of who asks
/// say what to expect before the first act.
/// </summary>
internal sealed class FactorModel(
    string name, FactorSide columns, FeatureFactors rowFeatures, FeatureFactors columnFeatures)
    : MatrixModel(columns.Count)
{
    /// <summary>The trainer of ML.NET, whose models can be read where it is not built in.</summary>
    internal const string OneClassName = "mlnet";

    public override string Name => name;

    internal override int RowFeatureCount => rowFeatures.Count;

    internal override IReadOnlyList<Array> Parts =>
    [
        new[] { columns.Options.Factors },
        new[] { columns.Options.UnknownWeight, columns.Options.Regularisation, columns.Options.FrequencyExponent },
        columns.All,
        rowFeatures.All,
        columnFeatures.All,
    ];

    /// <summary>The model of a file's parts; null when they make none.</summary>
    public static FactorModel? From(string name, int columnCount, Array[] parts)
    {
        if (parts is not
            [
                int[] and [>= 1 and <= ImplicitAlsOptions.FactorsMax and var factors],
                float[] and [var unknown, var regularisation, var exponent],
                float[] all, float[] rowFeatures, float[] columnFeatures,
            ])
            return null;
        var width = Lanes.Padded(factors);
        if (all.LongLength != (long)width * columnCount || (rowFeatures.Length + columnFeatures.Length) % width != 0)
            return null;
        var options = new ImplicitAlsOptions
        {
            Factors = factors,
            UnknownWeight = unknown,
            Regularisation = regularisation,
            FrequencyExponent = exponent,
        };
        return new FactorModel(
            name, new FactorSide(all, columnCount, options), new(rowFeatures, width), new(columnFeatures, width));
    }

    public override MatrixModel WithNewColumns(FeedbackMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (columnFeatures.Count == 0)
            return base.WithNewColumns(features);
        if (features.ColumnCount != columnFeatures.Count)
            throw new ArgumentException(
                $"The model knows {columnFeatures.Count} features of columns, not {features.ColumnCount}.",
                nameof(features));
        var (width, count) = (columns.Width, columns.Count + features.RowCount);
        var all = new float[checked(count * width)];
        columns.All.CopyTo(all, 0);
        for (var row = 0; row < features.RowCount; row++)
            columnFeatures.Mean(
                features.Columns(row), features.Weights(row), all.AsSpan((columns.Count + row) * width, width));
        return new FactorModel(name, new FactorSide(all, count, columns.Options), rowFeatures, columnFeatures);
    }

    protected override void AddScores(History history, Span<float> scores)
    {
        var mean = MeanOf(history);
        var factors = history.Columns.IsEmpty
            ? mean
            : columns.Solve(history, mean, new NormalEquations(columns.Width));
        if (factors.IsEmpty)
            return;
        for (var column = 0; column < scores.Length; column++)
            scores[column] = Dot(columns.Of(column), factors);
    }

    protected override void AddShares(History history, int column, Span<float> shares)
    {
        if (shares.IsEmpty)
            return;
        var wanted = Wanted(history, column, out _);
        for (var i = 0; i < shares.Length; i++)
            shares[i] = history.Weights[i] * Dot(columns.Of(history.Columns[i]), wanted);
    }

    protected override float PriorOf(History history, int column)
    {
        var mean = MeanOf(history);
        if (mean.IsEmpty)
            return 0;
        return history.Columns.IsEmpty
            ? Dot(columns.Of(column), mean)
            : Dot(Wanted(history, column, out var regularisation), mean) * regularisation;
    }

    private static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Lanes.Dot(in x[0], in y[0], x.Length);

    /// <summary>What a column's score takes of each number on the right side of the problem.</summary>
    private ReadOnlySpan<float> Wanted(History history, int column, out float regularisation)
    {
        var room = new NormalEquations(columns.Width);
        regularisation = columns.Factor(history, room);
        columns.Of(column).CopyTo(room.Right);
        return room.Solve();
    }

    private ReadOnlySpan<float> MeanOf(History history)
    {
        if (history.Features.IsEmpty || rowFeatures.Count == 0)
            return default;
        rowFeatures.Check(history.Features);
        var mean = new float[columns.Width];
        rowFeatures.Mean(history.Features, history.FeatureWeights, mean);
        return mean;
    }
}
