using IdeaStorage.Recommender.Collaborative;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.Recommender;

namespace IdeaStorage.Recommender.MLNet;

/// <summary>
/// One-class matrix factorisation by ML.NET, whose native part is LIBMF: coordinate descent on the squares of what is
/// missing to 1 where something was done and to 0 elsewhere (Yu, Bilenko and Lin 2017, "Selection of negative samples
/// for one-class matrix factorization"). It takes note that a cell is there, not of its weight. Its factors of columns
/// make a model that folds in whoever asks, as that of <see cref="ImplicitAlsTrainer"/> does.
/// </summary>
public sealed class OneClassTrainer : IMatrixTrainer
{
    private readonly OneClassOptions _options;

    /// <exception cref="ArgumentException">An option lies outside its range; the message names it.</exception>
    public OneClassTrainer(OneClassOptions? options = null)
    {
        _options = options ?? new OneClassOptions();
        _options.Check();
    }

    public string Name => FactorModel.OneClassName;

    /// <summary>
    /// Trains on one thread, for the sums of several differ from run to run. LIBMF begins with the same numbers
    /// whatever the seed. Native code cannot be stopped: when cancelled, this returns at once, and what it began runs
    /// to its end and is dropped.
    /// </summary>
    public MatrixModel Train(FeedbackMatrix feedback, int seed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        cancellation.ThrowIfCancellationRequested();

        // ML.NET refuses a matrix without cells.
        if (feedback.Count == 0)
            return ModelOf([], feedback.ColumnCount);
        var training = Task.Factory.StartNew(
            () => Factorise(feedback, seed), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return ModelOf(training.WaitAsync(cancellation).GetAwaiter().GetResult(), feedback.ColumnCount);
    }

    private IReadOnlyList<float> Factorise(FeedbackMatrix feedback, int seed)
    {
        var context = new MLContext(seed);
        var trainer = context.Recommendation().Trainers.MatrixFactorization(new MatrixFactorizationTrainer.Options
        {
            MatrixColumnIndexColumnName = nameof(Cell.Column),
            MatrixRowIndexColumnName = nameof(Cell.Row),
            LabelColumnName = nameof(Cell.Label),
            LossFunction = MatrixFactorizationTrainer.LossFunctionType.SquareLossOneClass,
            ApproximationRank = _options.Factors,
            NumberOfIterations = _options.Iterations,
            Lambda = _options.Regularisation,
            Alpha = _options.UnknownWeight,
            C = 0,
            NumberOfThreads = 1,
            Quiet = true,
        });
        var cells = context.Data.LoadFromEnumerable(Cells(feedback), SchemaOf(feedback));
        MatrixFactorizationModelParameters model = trainer.Fit(cells).Model;
        return model.RightFactorMatrix;
    }

    /// <summary>Every cell once: LIBMF would count one that is named twice as two acts.</summary>
    private static IEnumerable<Cell> Cells(FeedbackMatrix feedback)
    {
        for (var row = 0; row < feedback.RowCount; row++)
        {
            for (var i = 0; i < feedback.Columns(row).Length; i++)
                yield return new Cell { Row = (uint)row, Column = (uint)feedback.Columns(row)[i] };
        }
    }

    /// <summary>Keys are counted from 0 in memory, and need to know how many there can be.</summary>
    private static SchemaDefinition SchemaOf(FeedbackMatrix feedback)
    {
        var schema = SchemaDefinition.Create(typeof(Cell));
        schema[nameof(Cell.Row)].ColumnType = new KeyDataViewType(typeof(uint), feedback.RowCount);
        schema[nameof(Cell.Column)].ColumnType = new KeyDataViewType(typeof(uint), feedback.ColumnCount);
        return schema;
    }

    /// <summary>
    /// LIBMF weighs a known cell 1 and not 1 + α, so α and λ stand here in proportion to 1 − α: a row that is folded in
    /// then solves the problem that LIBMF solves.
    /// </summary>
    private FactorModel ModelOf(IReadOnlyList<float> factors, int columnCount)
    {
        var rest = 1 - _options.UnknownWeight;
        var settings = new ImplicitAlsOptions
        {
            Factors = _options.Factors,
            UnknownWeight = (float)(_options.UnknownWeight / rest),
            Regularisation = (float)(_options.Regularisation / rest),
            FrequencyExponent = 0,
        };
        var width = Lanes.Padded(_options.Factors);
        var padded = new float[checked(columnCount * width)];
        for (var i = 0; i < factors.Count; i++)
            padded[(i / _options.Factors * width) + (i % _options.Factors)] = factors[i];
        return new FactorModel(
            FactorModel.OneClassName, new FactorSide(padded, columnCount, settings), new([], width), new([], width));
    }

    private sealed class Cell
    {
        public uint Row { get; set; }

        public uint Column { get; set; }

        public float Label { get; set; } = 1;
    }
}
