using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Recommender.Tests.Collaborative;

/// <summary>What training takes of the machine, and that it lets go of it.</summary>
public sealed class TrainingLimitTests
{
    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public void Train_OnOneCoreOrMany_GivesTheSameModelToTheLastBit()
    {
        var data = Random(300, 200, 20);
        Assert.Equal(Train(1), Train(7));

        byte[] Train(int cores)
        {
            var options = new ImplicitAlsOptions { Factors = 24, Epochs = 2, CoresMax = cores };
            using var file = new MemoryStream();
            MatrixModelFile.Save(new ImplicitAlsTrainer(options).Train(data, 1, Now), file);
            return file.ToArray();
        }
    }

    [Fact]
    public void Train_TakesAtMostThreeTimesTheRoomOfDataAndModel()
    {
        const int Rows = 6_000, Columns = 4_000, Factors = 32;
        var data = Random(Rows, Columns, 40);
        var dataBytes = (8L * data.Count) + (4 * Rows) + (8L * data.RowFeatures!.Count) + (8L * Columns);
        var modelBytes = 4L * Factors * (Rows + Columns);
        var options = new ImplicitAlsOptions { Factors = Factors, Epochs = 1, CoresMax = 1 };

        // All that is asked for in the course of training, whether or not it was given back, is more than what is held
        // at any moment; and what one thread asks for is counted exactly.
        var before = GC.GetAllocatedBytesForCurrentThread();
        var model = new ImplicitAlsTrainer(options).Train(data, 1, Now);
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Columns, model.ColumnCount);
        Assert.InRange(taken, modelBytes, (3 * (dataBytes + modelBytes)) - dataBytes);
    }

    /// <summary>With all neighbours and with few, and with a square of all columns.</summary>
    [Theory]
    [InlineData("item-knn", int.MaxValue)]
    [InlineData("item-knn", 50)]
    [InlineData("ease", 0)]
    public async Task TrainWithWeightsOfColumns_TakesAtMostThreeTimesTheRoomOfDataAndModel(string name, int neighbours)
    {
        const int Rows = 6_000, Columns = 2_000;
        var data = Random(Rows, Columns, 40);
        IMatrixTrainer trainer = name == "ease" ? new EaseTrainer() : new ItemNeighboursTrainer(20, neighbours);
        var dataBytes = (8L * data.Count) + (4 * Rows);
        var (taken, model) = await Given.OnThreads(1, () =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var trained = trainer.Train(data, 1, Now);
            return (GC.GetAllocatedBytesForCurrentThread() - before, trained);
        });
        using var file = new MemoryStream();
        MatrixModelFile.Save(model, file);
        Assert.InRange(taken, file.Length, (3 * (dataBytes + file.Length)) - dataBytes);
    }

    [Fact]
    public async Task Train_WhenCancelledInTheMiddle_Ends()
    {
        // It would take years: it can end in no other way.
        var trainer = new ImplicitAlsTrainer(new() { Factors = 64, Epochs = int.MaxValue });
        var data = Random(2_000, 2_000, 30);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Now);
        var started = new TaskCompletionSource();
        var training = Task.Factory.StartNew(
            () =>
            {
                started.SetResult();
                trainer.Train(data, 1, cancellation.Token);
            },
            TaskCreationOptions.LongRunning);
        await started.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => training);
    }

    private static FeedbackMatrix Random(int rows, int columns, int each)
    {
        var random = new Random(rows);
        var acts = FeedbackMatrix.From(
            rows, columns,
            [.. Enumerable.Range(0, rows * each).Select(i => new Feedback(i / each, random.Next(columns)))]);
        return acts.WithFeatures(Features(rows), Features(columns));

        FeedbackMatrix Features(int count) => FeedbackMatrix.From(
            count, 20, [.. Enumerable.Range(0, 3 * count).Select(i => new Feedback(i / 3, random.Next(20)))]);
    }
}
