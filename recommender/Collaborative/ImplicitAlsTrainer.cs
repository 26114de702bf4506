namespace IdeaStorage.Recommender.Collaborative;

/// <summary>
/// Implicit alternating least squares: rows and columns get factors whose product is near 1 where something was done
/// and near 0 elsewhere; rows and columns are solved in turns (Hu, Koren and Volinsky 2008, "Collaborative filtering
/// for implicit feedback datasets"). Unknown cells weigh α₀, and the regularisation of a row grows with its acts
/// (Rendle et al. 2021, "Revisiting the performance of iALS on item recommendation benchmarks").
/// <para>Memory: 4 bytes × factors × (rows + columns), beside the matrix and its transpose.</para>
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

    /// <summary>Trains on all cores; each row is solved alone, so their number changes nothing.</summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        var random = new Random(seed);
        var byColumn = feedback.Transpose();
        var rows = FirstFactors(feedback.RowCount, random);
        var columns = FirstFactors(feedback.ColumnCount, random);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            SolveAll(feedback, columns, rows, cancellation);
            SolveAll(byColumn, rows, columns, cancellation);
        }

        return new FactorModel(new FactorSide(columns, feedback.ColumnCount, _options));
    }

    private void SolveAll(FeedbackMatrix feedback, float[] given, float[] solved, CancellationToken cancellation)
    {
        var side = new FactorSide(given, feedback.ColumnCount, _options);
        var d = _options.Factors;
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(
            0, feedback.RowCount, options, () => new float[d * d],
            (row, _, scratch) =>
            {
                side.Solve(feedback.History(row), scratch, solved.AsSpan(row * d, d));
                return scratch;
            },
            static _ => { });
    }

    private float[] FirstFactors(int count, Random random)
    {
        var deviation = FirstDeviation / MathF.Sqrt(_options.Factors);
        var factors = new float[checked(count * _options.Factors)];
        for (var i = 0; i < factors.Length; i++)
        {
            // Box and Muller 1958: two uniform numbers make a normal one.
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            factors[i] = deviation * (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return factors;
    }
}
