namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Implicit alternating least squares: rows and columns get factors whose product is near 1 where something was done
/// and near 0 elsewhere; rows and columns are solved in turns (Hu, Koren and Volinsky 2008, "Collaborative filtering
/// for implicit feedback datasets"). Unknown cells weigh α₀, and the regularisation of a row grows with its acts
/// (Rendle et al. 2021, "Revisiting the performance of iALS on item recommendation benchmarks"). Where the matrix has
/// features, a row is drawn towards what its features let expect (see <see cref="FeatureFactors"/>).
/// <para>Memory: 4 bytes × factors (in whole sixteens) × (rows + columns), beside the matrix and its transpose.</para>
/// </summary>
public sealed class ImplicitAlsTrainer : IMatrixTrainer
{
    internal const string ModelName = "ials";

    /// <summary>Deviation of the first factors before they are divided by the root of their number.</summary>
    private const float FirstDeviation = 0.1f;

    private readonly ImplicitAlsOptions _options;

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    public ImplicitAlsTrainer(ImplicitAlsOptions? options = null)
    {
        _options = options ?? new ImplicitAlsOptions();
        _options.Check();
    }

    public string Name => ModelName;

    /// <summary>
    /// Trains on all cores that the caller has; each row is solved alone, so their number changes nothing.
    /// </summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var random = new Random(seed);
        var byColumn = feedback.Transpose();
        var (rowFeatures, columnFeatures) = (Regression(feedback), Regression(byColumn));
        var rows = FirstFactors(feedback.RowCount, random);
        var columns = FirstFactors(feedback.ColumnCount, random);
        var isDrawn = _options.DrawsToFeatures;
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            SolveAll(feedback, columns, rows, isDrawn ? rowFeatures : null, cancellation);
            SolveAll(byColumn, rows, columns, isDrawn ? columnFeatures : null, cancellation);
        }

        if (!isDrawn)
        {
            rowFeatures?.Fit(rows, cancellation);
            columnFeatures?.Fit(columns, cancellation);
        }

        return new FactorModel(
            ModelName,
            new FactorSide(columns, feedback.ColumnCount, _options, cancellation),
            FactorsOf(rowFeatures), FactorsOf(columnFeatures));
    }

    private void SolveAll(
        FeedbackMatrix feedback, float[] given, float[] solved, FeatureRegression? features,
        CancellationToken cancellation)
    {
        var side = new FactorSide(given, feedback.ColumnCount, _options, cancellation);
        var width = side.Width;
        Parallel.For(
            0, feedback.RowCount, _options.Parallel(cancellation),
            () => (Room: new NormalEquations(width), Mean: new float[width]),
            (row, _, own) =>
            {
                features?.Mean(row, own.Mean);
                var history = feedback.History(row);
                ReadOnlySpan<float> factors = history.Columns.IsEmpty
                    ? own.Mean
                    : side.Solve(history, features is null ? default : own.Mean, own.Room);
                factors.CopyTo(solved.AsSpan(row * width, width));
                return own;
            },
            static _ => { });
        features?.Fit(solved, cancellation);
    }

    /// <summary>
    /// Rows count for the regression as they are held to it. One without acts tells nothing of its features.
    /// </summary>
    private FeatureRegression? Regression(FeedbackMatrix feedback)
    {
        if (feedback.RowFeatures is not { } features)
            return null;
        var weights = new float[feedback.RowCount];
        for (var row = 0; row < weights.Length; row++)
        {
            if (!feedback.Columns(row).IsEmpty)
                weights[row] = _options.RegularisationOf(feedback.Columns(row).Length, feedback.ColumnCount);
        }

        return new FeatureRegression(features, weights, _options);
    }

    private FeatureFactors FactorsOf(FeatureRegression? regression) =>
        regression?.Factors ?? new FeatureFactors([], Lanes.Padded(_options.Factors));

    private float[] FirstFactors(int count, Random random)
    {
        var (deviation, width) = (FirstDeviation / MathF.Sqrt(_options.Factors), Lanes.Padded(_options.Factors));
        var factors = new float[checked(count * width)];
        for (var at = 0; at < factors.Length; at += width)
        {
            // Box and Muller 1958: two uniform numbers make a normal one.
            for (var i = 0; i < _options.Factors; i++)
            {
                var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
                factors[at + i] = deviation * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
            }
        }

        return factors;
    }
}
