using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Storage.Tests.Training;

/// <summary>What training runs and choices promise on every database.</summary>
public abstract class TrainingRunsContract : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);

    private readonly StorageFixture _storage;
    private readonly ManualTime _time = new(Start);
    private readonly TrainingRuns _runs;
    private readonly ModelChoices _choices;

    protected TrainingRunsContract(StorageFixture storage)
    {
        _storage = storage;
        _runs = new TrainingRuns(storage.Writer, storage.Reads, _time);
        _choices = new ModelChoices(storage.Writer, storage.Reads, _time);
    }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_WhileOneRuns_IsRefused()
    {
        Assert.True(await BeginAsync("a"));
        Assert.False(await BeginAsync("b"));
        var running = await _runs.FindRunningAsync(Now);
        Assert.Equal(
            ("a", "mina", RunCause.Operator, Start),
            (running!.Id, running.StartedBy, running.Cause, running.StartedAt));
        Assert.True(await _runs.EndAsync(Run("a"), new RunEnd(RunState.Done, "published"), [], Now));
        Assert.Null(await _runs.FindRunningAsync(Now));
        Assert.True(await BeginAsync("b"));
    }

    [Fact]
    public async Task Begin_WhenTheOneThatRunsFellSilent_CountsItAsInterrupted()
    {
        await BeginAsync("a");
        _time.UtcNow += TrainingRuns.SilentAfter;
        Assert.False(await BeginAsync("b"));
        _time.UtcNow += TimeSpan.FromMilliseconds(1);
        Assert.Null(await _runs.FindRunningAsync(Now));
        Assert.Equal(RunState.Interrupted, (await ListAsync())[0].State);
        Assert.True(await BeginAsync("b"));
        Assert.Equal(
            [("b", RunState.Running), ("a", RunState.Interrupted)],
            (await ListAsync()).Select(run => (run.Id, run.State)));
        // Should its process live after all, nothing of it counts.
        var end = new RunEnd(RunState.Done, "published", Publish: "a-x");
        Assert.False(await _runs.EndAsync(Run("a"), end, [Model("a")], Now));
        Assert.Null((await _choices.FindAsync(Now)).ModelId);
        Assert.Null(await _choices.FindModelAsync("a-x", Now));
    }

    [Fact]
    public async Task Interrupt_EndsTheRunOfAProcessBefore_AndNoneThatBeganSince()
    {
        await BeginAsync("a");
        Assert.False(await _runs.InterruptAsync(Start, Now));
        Assert.NotNull(await _runs.FindRunningAsync(Now));
        Assert.True(await _runs.InterruptAsync(Start.AddMilliseconds(1), Now));
        var run = (await ListAsync())[0];
        Assert.Equal((RunState.Interrupted, "interrupted"), (run.State, run.Outcome));
        Assert.False(await _runs.BeatAsync(Run("a"), Now));
        Assert.False(await _runs.InterruptAsync(Start.AddDays(1), Now));
        Assert.True(await BeginAsync("b"));
    }

    [Fact]
    public async Task Beat_ShowsHowFarItIs_AndTellsWhenItIsToEnd()
    {
        await BeginAsync("a");
        var begun = await _runs.FindRunningAsync(Now);
        var run = begun! with { Stage = "evaluate", Progress = 420, Position = 7, Acts = 5 };
        _time.UtcNow += TrainingRuns.SilentAfter;
        Assert.True(await _runs.BeatAsync(run, Now));
        _time.UtcNow += TrainingRuns.SilentAfter;
        var found = await _runs.FindRunningAsync(Now);
        Assert.Equal(
            ("evaluate", 420, 7, 5, false),
            (found!.Stage, found.Progress, found.Position, found.Acts, found.CancelAsked));
        Assert.True(await _runs.AskCancelAsync(Now));
        Assert.True((await _runs.FindRunningAsync(Now))!.CancelAsked);
        Assert.False(await _runs.BeatAsync(run, Now));
        await _runs.EndAsync(Run("a"), new RunEnd(RunState.Cancelled, "cancelled"), [], Now);
        Assert.False(await _runs.AskCancelAsync(Now));
        Assert.False(await _runs.BeatAsync(run, Now));
    }

    [Fact]
    public async Task End_KeepsWhatTrainersAchieved_AndPublishesInTheSameWrite()
    {
        await BeginAsync("a");
        var models = new[] { Model("a"), Model("a", "y") with { Score = 0.3, Error = null, Blob = null } };
        await _runs.EndAsync(Run("a"), new RunEnd(RunState.Done, "published", null, "a-x"), models, Now);
        var found = await _choices.ListModelsAsync(["a", "none"], Now);
        Assert.Equal([models[1], models[0]], found);
        Assert.Equal(models[0], await _choices.FindModelAsync("a-x", Now));
        Assert.Equal(("a-x", false, 1), await ChoiceAsync());
        Assert.Equal(models[0], Assert.Single(await _choices.ListKeptAsync(Now)));
        await _choices.ForgetBlobAsync("a-x", Now);
        Assert.Empty(await _choices.ListKeptAsync(Now));
        var last = await _runs.FindLastAsync(Now);
        Assert.Equal(
            ("a", 4711, 42, TrainingRun.ProgressMax), (last!.Id, last.Position, last.Acts, last.Progress));
    }

    [Fact]
    public async Task Publish_WhileOneIsPinned_LeavesItInPlace()
    {
        await PublishAsync("a");
        Assert.False(await _choices.UnpinAsync("mina", Now));
        Assert.True(await _choices.PinAsync("a-x", "mina", Now));
        await PublishAsync("b");
        Assert.Equal(("a-x", true, 2), await ChoiceAsync());
        Assert.True(await _choices.UnpinAsync("mina", Now));
        Assert.Equal(("a-x", false, 3), await ChoiceAsync());
        await PublishAsync("c");
        Assert.Equal(("c-x", false, 4), await ChoiceAsync());
        Assert.True(await _choices.PinAsync(null, "mina", Now));
        Assert.Equal((null, true, 5), await ChoiceAsync());
        Assert.Equal(
            ["Pinned", "Published", "Unpinned", "Pinned", "Published"],
            (await _choices.ListAsync(10, Now)).Select(change => change.Kind));
        Assert.Equal([null, "mina", "mina"], (await _choices.ListAsync(3, Now)).Select(change => change.By).Order());
    }

    [Fact]
    public async Task List_IsPaged_TheNewestFirst()
    {
        foreach (var id in new[] { "a", "b", "c" })
        {
            await PublishAsync(id);
            _time.UtcNow += TimeSpan.FromMinutes(1);
        }

        var first = (await _runs.ListAsync(limit: 2, cancellationToken: Now)).Value!;
        var second = (await _runs.ListAsync(first.Next, 2, Now)).Value!;
        Assert.Equal(["c", "b", "a"], first.Items.Concat(second.Items).Select(run => run.Id));
        Assert.Null(second.Next);
        Assert.Equal("PageCursorIsInvalid", (await _runs.ListAsync("nonsense", cancellationToken: Now)).Refusal?.Name);
    }

    [Fact]
    public async Task End_CutsAnErrorThatIsTooLong()
    {
        await BeginAsync("a");
        await _runs.EndAsync(Run("a"), new RunEnd(RunState.Failed, "failed", new string('x', 10_000)), [], Now);
        Assert.Equal(2_000, (await ListAsync())[0].Error!.Length);
    }

    public void Dispose()
    {
        _storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private Task<bool> BeginAsync(string id) => _runs.TryBeginAsync(id, RunCause.Operator, "mina", 1, Now);

    private async Task PublishAsync(string run)
    {
        Assert.True(await BeginAsync(run));
        Assert.True(await _runs.EndAsync(
            Run(run), new RunEnd(RunState.Done, "published", Publish: $"{run}-x"), [Model(run)], Now));
    }

    private async Task<IReadOnlyList<TrainingRun>> ListAsync() =>
        (await _runs.ListAsync(cancellationToken: Now)).Value!.Items;

    private async Task<(string?, bool, long)> ChoiceAsync()
    {
        var choice = await _choices.FindAsync(Now);
        return (choice.ModelId, choice.IsPinned, choice.Version);
    }

    private static TrainingRun Run(string id) => new() { Id = id, Position = 4711, Acts = 42 };

    private static TrainedModel Model(string run, string trainer = "x") => new()
    {
        Id = $"{run}-{trainer}",
        RunId = run,
        Trainer = trainer,
        At = Start,
        Position = 4711,
        Seed = 1,
        Score = 0.25,
        OrganisationQueries = 3,
        OrganisationNdcg10 = 0.1,
        OrganisationNdcg20 = 0.2,
        OrganisationRecall20 = 0.3,
        IdeaQueries = 40,
        IdeaNdcg10 = 0.4,
        IdeaNdcg20 = 0.5,
        IdeaRecall20 = 0.6,
        Milliseconds = 1_234,
        Blob = $"recommender/models/{run}-{trainer}.bin",
        Hash = "00",
        Error = "was slow",
    };
}

public sealed class SqliteTrainingRunsTests()
    : TrainingRunsContract(StorageFixture.InMemory(WriterTurns.OwnThread));

public sealed class PostgresTrainingRunsTests()
    : TrainingRunsContract(StorageFixture.OnPostgres(WriterTurns.OwnThread));
