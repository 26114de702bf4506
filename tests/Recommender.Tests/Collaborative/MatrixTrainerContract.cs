using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

/// <summary>What every trainer on a matrix has to do, on data where the right answer is known.</summary>
public abstract class MatrixTrainerContract
{
    /// <summary>Rows and columns of the checkerboard; an even row acted on the even columns, but one.</summary>
    private const int Size = 24;

    protected abstract IMatrixTrainer Trainer { get; }

    /// <summary>Whether its lists differ from row to row.</summary>
    protected virtual bool IsPersonal => true;

    /// <summary>What the trainer is to be given with the checkerboard beside its acts.</summary>
    protected virtual FeedbackMatrix With(FeedbackMatrix board) => board;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void Top_OnACheckerboard_BeginsWithTheOneLeftOut()
    {
        if (!IsPersonal)
            return;
        var board = Checkerboard();
        var model = Train(board);
        for (var row = 0; row < Size; row++)
            Assert.Equal(LeftOut(row), model.Top(board.History(row), 1)[0].Column);
    }

    [Fact]
    public void Top_NeverHoldsWhatWasActedOn_AndIsInOrder()
    {
        var board = Checkerboard();
        var model = Train(board);
        for (var row = 0; row < Size; row++)
        {
            var top = model.Top(board.History(row), Size);
            Assert.Equal(Size - board.Columns(row).Length, top.Length);
            foreach (var scored in top)
                Assert.Equal(-1, board.Columns(row).IndexOf(scored.Column));
            Assert.Equal(
                top.OrderByDescending(scored => scored.Score).ThenBy(scored => scored.Column), top);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Top_GivesAsManyAsAskedFor_TheSameFirstOnes(int count)
    {
        var board = Checkerboard();
        var model = Train(board);
        Assert.Equal(model.Top(board.History(3), Size)[..count], model.Top(board.History(3), count));
    }

    [Fact]
    public void Train_WhenRepeated_GivesTheSameModelToTheLastBit() =>
        Assert.Equal(Bytes(Train(Checkerboard())), Bytes(Train(Checkerboard())));

    [Fact]
    public async Task Train_OnAnyNumberOfThreads_GivesTheSameModelToTheLastBit() => Assert.Equal(
        await Given.OnThreads(1, () => Bytes(Train(Checkerboard()))),
        await Given.OnThreads(4, () => Bytes(Train(Checkerboard()))));

    [Fact]
    public void File_WhenReadBack_ScoresTheSameToTheLastBit()
    {
        var board = Checkerboard();
        var model = Train(board);
        var read = MatrixModelFile.Load(new MemoryStream(Bytes(model)));

        Assert.Equal(model.Name, read.Name);
        Assert.Equal(Trainer.Name, read.Name);
        for (var row = 0; row < Size; row++)
            Assert.Equal(Scores(model, board.History(row)), Scores(read, board.History(row)));
    }

    [Fact]
    public void File_WhenABitIsWrong_IsRefused()
    {
        var bytes = Bytes(Train(Checkerboard()));
        for (var place = 0; place < bytes.Length; place += 1 + (bytes.Length / 97))
        {
            var damaged = bytes.ToArray();
            damaged[place] ^= 1;
            Assert.Throws<InvalidModelFileException>(() => MatrixModelFile.Load(new MemoryStream(damaged)));
        }

        Assert.Throws<InvalidModelFileException>(() => MatrixModelFile.Load(new MemoryStream(bytes[..^1])));
    }

    [Fact]
    public void Explain_WithThePrior_SumsToTheScore()
    {
        var board = Checkerboard();
        var model = Train(board);
        for (var row = 0; row < Size; row++)
        {
            var scores = Scores(model, board.History(row));
            for (var column = 0; column < Size; column++)
            {
                var sum = model.Prior(board.History(row), column) + model.Explain(board.History(row), column).Sum();
                Assert.Equal(scores[column], sum, 1e-4f);
            }
        }
    }

    [Fact]
    public void Score_WhenTheStrongestActIsLeftOut_IsLower()
    {
        if (!IsPersonal)
            return;
        var board = Checkerboard();
        var model = Train(board);
        var (columns, weights) = board.History(2);
        var shares = model.Explain(board.History(2), LeftOut(2));
        var strongest = Array.IndexOf(shares, shares.Max());
        int[] without = [.. columns[..strongest], .. columns[(strongest + 1)..]];

        Assert.True(
            Scores(model, new History(without, weights[1..]))[LeftOut(2)]
            < Scores(model, board.History(2))[LeftOut(2)]);
    }

    [Fact]
    public void Score_OfAnEmptyHistory_IsFinite()
    {
        var model = Train(Checkerboard());
        Assert.All(Scores(model, default), score => Assert.True(float.IsFinite(score)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(3, 4)]
    public void Train_WithoutAnyAct_GivesAModelWithoutNaN(int rows, int columns)
    {
        var model = Train(FeedbackMatrix.From(rows, columns, []));
        Assert.All(Scores(model, default), score => Assert.Equal(0, score));
    }

    [Fact]
    public void Train_WhenRowsAndColumnsAreEmpty_GivesNoNaN()
    {
        var model = Train(FeedbackMatrix.From(9, 9, [new Feedback(2, 3), new Feedback(7, 3), new Feedback(7, 5)]));
        Assert.All(Scores(model, new History([3, 8], [1, 1])), score => Assert.True(float.IsFinite(score)));
    }

    [Fact]
    public void Train_WhenCancelled_Ends()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Trainer.Train(Checkerboard(), 1, cancellation.Token));
    }

    [Fact]
    public void Score_WhenTheHistoryNamesAnUnknownColumn_IsRefused()
    {
        var model = Train(Checkerboard());
        Assert.Throws<ArgumentOutOfRangeException>(() => Scores(model, new History([Size], [1])));
        Assert.Throws<ArgumentException>(() => Scores(model, new History([1], [1, 1])));
    }

    private static int LeftOut(int row) => row * 5 % Size;

    protected FeedbackMatrix Checkerboard() => With(FeedbackMatrix.From(
        Size, Size,
        [
            .. from row in Enumerable.Range(0, Size)
               from column in Enumerable.Range(0, Size)
               where row % 2 == column % 2 && column != LeftOut(row)
               select new Feedback(row, column),
        ]));

    private static float[] Scores(MatrixModel model, History history)
    {
        var scores = new float[model.ColumnCount];
        model.Score(history, scores);
        return scores;
    }

    private static byte[] Bytes(MatrixModel model)
    {
        using var file = new MemoryStream();
        MatrixModelFile.Save(model, file);
        return file.ToArray();
    }

    private MatrixModel Train(FeedbackMatrix feedback) => Trainer.Train(feedback, 1, Now);
}

public sealed class PopularityTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new PopularityTrainer();

    protected override bool IsPersonal => false;
}

public sealed class ItemNeighboursTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new ItemNeighboursTrainer(shrinkage: 1);
}

public sealed class EaseTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new EaseTrainer(lambda: 2);
}

public sealed class ImplicitAlsTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new ImplicitAlsTrainer(new() { Factors = 8 });
}

public sealed class CommonNeighboursTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new GraphScoreTrainer(GraphScore.CommonNeighbours);
}

public sealed class AdamicAdarTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new GraphScoreTrainer(GraphScore.AdamicAdar);
}

public sealed class ResourceAllocationTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new GraphScoreTrainer(GraphScore.ResourceAllocation);
}

public sealed class BlendTrainerTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new BlendTrainer(
    [
        new PopularityTrainer(),
        new EaseTrainer(lambda: 2),
        new ItemNeighboursTrainer(shrinkage: 1),
        new ImplicitAlsTrainer(new() { Factors = 8 }),
    ]);

    [Fact]
    public void Blend_OfNothing_OrOfABlend_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new BlendTrainer([]));
        Assert.Throws<ArgumentException>(() => new BlendTrainer([new BlendTrainer([new PopularityTrainer()])]));
    }

    [Fact]
    public void Weights_LeaveOutWhatOnlyDisturbs()
    {
        var popularity = new BlendTrainer([new PopularityTrainer(), new EaseTrainer(lambda: 2)]);
        var board = Checkerboard();
        var model = popularity.Train(board, 1, TestContext.Current.CancellationToken);
        var ease = new EaseTrainer(lambda: 2).Train(board, 1, TestContext.Current.CancellationToken);
        for (var row = 0; row < board.RowCount; row++)
            Assert.Equal(
                ease.Top(board.History(row), 1)[0].Column, model.Top(board.History(row), 1)[0].Column);
    }
}

/// <summary>Rows and columns are known by their colour and by nothing more.</summary>
public sealed class ImplicitAlsTrainerWithFeaturesTests : MatrixTrainerContract
{
    protected override IMatrixTrainer Trainer { get; } = new ImplicitAlsTrainer(new() { Factors = 8 });

    protected override FeedbackMatrix With(FeedbackMatrix board)
    {
        var colours = FeedbackMatrix.From(
            board.RowCount, 2, [.. Enumerable.Range(0, board.RowCount).Select(row => new Feedback(row, row % 2))]);
        return board.WithFeatures(colours, colours);
    }
}
