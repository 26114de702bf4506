using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Reminders;
using IdeaStorage.Storage.Training;
using static IdeaStorage.Grains.Tests.Recommendations.Training.TrainingScene;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>Whole training runs, from the wish to the list that a member sees.</summary>
public sealed class TrainingTests
{
    private static readonly string[] s_trainers =
    [
        "ease", "hybrid", "ials", "item-knn", "popularity", "signals", "tag-cosine",
#if MLNET
        "mlnet",
#endif
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Train_PublishesTheBest_WhichServesFromThenOn()
    {
        await using var scene = await new TrainingScene(new DullTrainer("dull")).StartAsync();
        Assert.Equal("signals", (await scene.IdeasForAsync("member23"))[0].Model);
        var run = await scene.TrainAsync();
        Assert.Equal((RunState.Done, "published"), (run.State, run.Outcome));
        var models = await scene.Choices.ListModelsAsync([run.Id], Token);
        Assert.Equal(["signals", "dull"], models.Select(model => model.Trainer));
        Assert.All(models, model => Assert.True(model.IdeaQueries >= 20 && model.Score is > 0 and <= 1, $"{model}"));
        var chosen = await scene.Choices.FindAsync(Token);
        Assert.Equal((models[0].Id, false), (chosen.ModelId, chosen.IsPinned));
        Assert.Equal(models[0].Hash, (await scene.Blobs.FindAsync(models[0].Blob!, Token))!.Hash);
        Assert.Equal(models[0].Id, (await scene.IdeasForAsync("member23"))[0].Model);
    }

    [Fact]
    public async Task Train_OfTheTrainersOfTheProduct_ComparesThemAll()
    {
        await using var scene = await TrainingScene.OfProduct().StartAsync();
        var run = await scene.TrainAsync();
        Assert.Equal((RunState.Done, "published"), (run.State, run.Outcome));
        var models = await scene.Choices.ListModelsAsync([run.Id], Token);
        Assert.Equal(
            s_trainers.Order(StringComparer.Ordinal),
            models.Select(model => model.Trainer).Order(StringComparer.Ordinal));
        Assert.All(models, model => Assert.True(model is { Score: > 0, Error: null }, $"{model}"));
        Assert.NotEmpty(await scene.IdeasForAsync("member23"));
    }

    [Theory]
    [InlineData("ease")]
    [InlineData("ials")]
    [InlineData("item-knn")]
#if MLNET
    [InlineData("mlnet")]
#endif
    public async Task AModelOfActsAlone_CanBeChampion_AndFollowsTheNextAct(string name)
    {
        await using var scene = await TrainingScene.OfProduct().StartAsync();
        // All members of one colour supported the same; the ideas taken back are what this one may be shown.
        foreach (var idea in new[] { "i1", "i3" })
            await Product.Accept(scene.Product.Grains.GetGrain<IIdeaGrain>(idea).WithdrawSupport(
                new WithdrawSupport(scene.Product.By("member23"))));
        await PublishAsync(scene, scene.Product.Get<Trainers>().Find(name)!);
        var list = await scene.IdeasForAsync("member23");
        Assert.Equal(["i1", "i3"], list.Take(2).Select(item => item.Id).Order());
        Assert.Equal(($"by-hand-{name}", "pastAct"), (list[0].Model, list[0].Reasons[0].Kind));
        await scene.SupportAsync("member23", list[0].Id);
        Assert.Equal(list[1].Id, (await scene.IdeasForAsync("member23"))[0].Id);
    }

    /// <summary>As a run does whose best is this one.</summary>
    private static async Task PublishAsync(TrainingScene scene, ITrainer trainer)
    {
        var data = await scene.Activity.TakeDataAsync(scene.Product.Now, Token);
        var id = $"by-hand-{trainer.Name}";
        var blob = await scene.Product.Get<LearnedModels>()
            .SaveAsync(id, trainer.Train(data.Data, Trainers.Seed, Token), Token);
        await scene.Runs.TryBeginAsync(id, RunCause.Operator, null, 1, Token);
        await scene.Runs.EndAsync(
            new TrainingRun { Id = id }, new RunEnd(RunState.Done, "published", Publish: id),
            [new TrainedModel { Id = id, RunId = id, Trainer = trainer.Name, Blob = blob.Name, Hash = blob.Hash }],
            Token);
    }

    [Fact]
    public async Task Train_Again_GivesTheSameFiguresAndTheSameBlob()
    {
        await using var scene = await new TrainingScene(new DullTrainer("dull")).StartAsync();
        var (first, second) = (await scene.TrainAsync(), await scene.TrainAsync());
        var models = await scene.Choices.ListModelsAsync([first.Id, second.Id], Token);
        Assert.Equal(4, models.Count);
        Assert.All(
            models.GroupBy(model => model.Trainer),
            same => Assert.Single(same.Select(model => (model.Score, model.IdeaRecall20, model.Hash)).Distinct()));
    }

    [Fact]
    public async Task Train_WithTooLittleData_SaysSo_AndKeepsTheBuiltInModel()
    {
        await using var scene = await new TrainingScene().StartAsync(withHistory: false);
        var run = await scene.TrainAsync();
        Assert.Equal((RunState.Done, "tooLittleData"), (run.State, run.Outcome));
        Assert.Null((await scene.Choices.FindAsync(Token)).ModelId);
    }

    [Fact]
    public async Task Train_WhenATrainerGivesNoNumbers_GoesOnWithTheOthers()
    {
        await using var scene = await new TrainingScene(new NumberlessTrainer()).StartAsync();
        var run = await scene.TrainAsync();
        Assert.Equal("published", run.Outcome);
        var models = await scene.Choices.ListModelsAsync([run.Id], Token);
        Assert.Contains("NaN", models.Single(model => model.Trainer == "numberless").Error);
    }

    [Fact]
    public async Task Train_WhenWhatIsWrittenCannotBeRead_IsRefused_AndTheOldModelStays()
    {
        // It is as good as signals, and serves already.
        await using var scene = await new TrainingScene(new UnreadableTrainer("odd")).StartAsync();
        var first = await scene.TrainAsync();
        var served = (await scene.IdeasForAsync("member23"))[0].Model;
        await scene.Choices.PinAsync($"{first.Id}-odd", "operator", Token);
        await scene.Choices.UnpinAsync("operator", Token);
        var run = await scene.TrainAsync();
        Assert.Equal((RunState.Refused, "unusable"), (run.State, run.Outcome));
        Assert.NotNull(run.Error);
        Assert.Equal(served, (await scene.IdeasForAsync("member23"))[0].Model);
        Assert.DoesNotContain(
            await scene.Choices.ListKeptAsync(Token), model => model.RunId == run.Id);
    }

    [Fact]
    public async Task Train_WhenAModelIsPinned_LeavesItInPlace()
    {
        await using var scene = await new TrainingScene(new DullTrainer("dull")).StartAsync();
        var first = await scene.TrainAsync();
        await scene.Choices.PinAsync($"{first.Id}-signals", "operator", Token);
        await scene.TrainAsync();
        var choice = await scene.Choices.FindAsync(Token);
        Assert.Equal(($"{first.Id}-signals", true), (choice.ModelId, choice.IsPinned));
        await scene.Choices.UnpinAsync("operator", Token);
        var third = await scene.TrainAsync();
        Assert.Equal($"{third.Id}-signals", (await scene.Choices.FindAsync(Token)).ModelId);
    }

    [Fact]
    public async Task Start_WhileOneRuns_IsRefused_AndCancelEndsIt()
    {
        var patient = new PatientTrainer();
        await using var scene = await new TrainingScene(patient).StartAsync();
        Assert.True((await scene.Grain.Start(Operator)).IsAccepted);
        await patient.Begun.Task.WaitAsync(Token);
        Assert.Equal(TrainingRefusals.TrainingIsRunning, (await scene.Grain.Start(Operator)).Refusal);
        var running = await scene.Runs.FindRunningAsync(Token);
        Assert.Equal("operator", running!.StartedBy);
        Assert.NotEmpty(await scene.IdeasForAsync("member23"));
        Assert.True((await scene.Grain.Cancel(Operator)).IsAccepted);
        Assert.Equal(RunState.Cancelled, (await scene.EndedAsync()).State);
        Assert.True((await scene.Grain.Cancel(Operator)).IsAccepted);
        Assert.Null((await scene.Choices.FindAsync(Token)).ModelId);
    }

    [Fact]
    public async Task Start_ByAMember_IsRefused()
    {
        await using var scene = await new TrainingScene().StartAsync(withHistory: false);
        Assert.Equal(TrainingRefusals.OnlyOperatorsMayTrain, (await scene.Grain.Start(new Actor("member1"))).Refusal);
        Assert.Equal(TrainingRefusals.OnlyOperatorsMayTrain, (await scene.Grain.Cancel(new Actor("member1"))).Refusal);
    }

    [Fact]
    public async Task AModelThatIsDamagedLater_IsNotUsed_AndListsGoOn()
    {
        await using var scene = await new TrainingScene(new DullTrainer("dull")).StartAsync();
        var run = await scene.TrainAsync();
        var served = (await scene.IdeasForAsync("member23"))[0].Model;
        var other = (await scene.Choices.ListModelsAsync([run.Id], Token))[0] with { Id = "other", RunId = "other" };
        using var torn = new MemoryStream("torn"u8.ToArray());
        await scene.Blobs.PutAsync(other.Blob!, torn, cancellationToken: Token);
        await scene.Runs.TryBeginAsync("other", RunCause.Operator, null, 1, Token);
        await scene.Runs.EndAsync(
            new TrainingRun { Id = "other" }, new RunEnd(RunState.Done, "published", Publish: "other"), [other], Token);
        Assert.False(await scene.Activity.AdoptAsync(Token));
        Assert.Equal(served, (await scene.IdeasForAsync("member23"))[0].Model);
    }

    [Fact]
    public async Task AnAct_AfterASwap_IsInTheNextList()
    {
        await using var scene = await new TrainingScene(new DullTrainer("dull")).StartAsync();
        Assert.Contains(await scene.IdeasForAsync("member23"), item => item.Id == "i0");
        await scene.TrainAsync();
        await scene.SupportAsync("member23", "i0");
        Assert.DoesNotContain(await scene.IdeasForAsync("member23"), item => item.Id == "i0");
    }

    [Fact]
    public async Task Note_OfManyActs_BeginsARun_AndOfFewMoreDoesNot()
    {
        await using var scene = await new TrainingScene().StartAsync();
        scene.Product.Get<TrainingSettings>().AfterActs = 100;
        await scene.Grain.Note(99);
        Assert.Empty((await scene.Runs.ListAsync(cancellationToken: Token)).Value!.Items);
        await scene.Grain.Note(100);
        var run = await scene.EndedAsync();
        Assert.Equal(RunCause.Activity, run.Cause);
        await scene.Grain.Note(run.Acts + 99);
        // Many more, but within the hour.
        await scene.Grain.Note(run.Acts + 1_000);
        Assert.Single((await scene.Runs.ListAsync(cancellationToken: Token)).Value!.Items);
    }

    [Fact]
    public async Task Start_AfterARunWhoseProcessDied_BeginsAnew_AndLeavesNothingOfIt()
    {
        await using var scene = await new TrainingScene().StartAsync();
        var before = new TrainingRuns(
            scene.Product.Get<IDatabaseWriter>(), scene.Product.Get<IReadConnections>(), new Past());
        Assert.True(await before.TryBeginAsync("dead", RunCause.Reminder, null, 1, Token));
        using var half = new MemoryStream("half"u8.ToArray());
        await scene.Blobs.PutAsync("recommender/models/dead-signals.bin", half, cancellationToken: Token);
        Assert.Equal(
            RunState.Interrupted, (await scene.Runs.ListAsync(cancellationToken: Token)).Value!.Items[0].State);
        Assert.Equal("published", (await scene.TrainAsync()).Outcome);
        Assert.Null(await scene.Blobs.FindAsync("recommender/models/dead-signals.bin", Token));
    }

    [Fact]
    public async Task Night_IsSetAtTheHour_AndBeginsARun()
    {
        await using var scene = await new TrainingScene().StartAsync(withHistory: false);
        await scene.Grain.Note(0);
        var reminder = Assert.Single(await scene.Product.Get<IReminderStore>().ReadRangeAsync(0, 0, Token));
        Assert.Equal((18, 0), (reminder.StartAt.Hour, reminder.StartAt.Minute));
        Assert.Equal(TimeSpan.FromDays(1), reminder.Period);
        await scene.RemindAsync(reminder.Name);
        Assert.Equal(RunCause.Reminder, (await scene.EndedAsync()).Cause);
    }

    private sealed class Past : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddHours(-1);
    }
}
