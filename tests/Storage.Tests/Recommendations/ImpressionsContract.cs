using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Recommendations;
using IdeaStorage.Storage.Training;

namespace IdeaStorage.Storage.Tests.Recommendations;

/// <summary>What is kept of what was shown, on every database.</summary>
public abstract class ImpressionsContract(StorageFixture storage) : IDisposable
{
    private const long Day = 20_514;

    private Impressions Impressions => storage.Get<Impressions>();

    private TrainingRuns Runs => storage.Get<TrainingRuns>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shown_TheSameDayAgain_CountsOnce_AtItsFirstPlace()
    {
        await RegisterAsync("mina");
        await ShowAsync("mina", "i1", 3);
        await ShowAsync("mina", "i1", 1);
        await ShowAsync("mina", "i1", 2, Day + 1);
        Assert.Equal([(2, 1), (3, 1)], (await ReadAsync()).Select(row => (row.Place, row.Shown)));
    }

    [Fact]
    public async Task Opened_AndAnsweredOnTheDay_AreCounted()
    {
        await RegisterAsync("mina");
        await ShowAsync("mina", "i1", 1);
        await ShowAsync("mina", "i2", 2);
        await ShowAsync("mina", "i3", 3);
        await Impressions.WriteAsync(
            [], [new Opened(Day, "mina", "Idea", "i1"), new Opened(Day, "mina", "Idea", "never shown")], Now);
        await AnswerAsync("mina", "i1", RecommendationAnswer.Introduce, Day);
        await AnswerAsync("mina", "i2", RecommendationAnswer.NotRelevant, Day);
        // The day after is too late: it was something else that moved the member.
        await AnswerAsync("mina", "i3", RecommendationAnswer.Interested, Day + 1);
        Assert.Equal(
            [(1, 1, 1, 0), (2, 0, 0, 1), (3, 0, 0, 0)],
            (await ReadAsync()).Select(row => (row.Place, row.Opened, row.Accepted, row.Declined)));
    }

    [Fact]
    public async Task Shown_ToAMemberWhoKeepsTheirActivityOut_IsNotTakenDown()
    {
        await RegisterAsync("mina");
        await AppendAsync("mina", 1, new MemberActivityUseChanged(false, "mina", At(Day)));
        await ShowAsync("mina", "i1", 1);
        await ShowAsync("nobody", "i1", 1);
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task Shown_ByTwoModelsOfOneTrainer_IsToldOfEach_TheNewerFirst()
    {
        await RegisterAsync("mina");
        foreach (var (id, day) in new[] { ("first", Day - 9), ("second", Day) })
        {
            await Runs.TryBeginAsync(id, RunCause.Operator, null, 1, Now);
            await Runs.EndAsync(
                new TrainingRun { Id = id }, new RunEnd(RunState.Done, "published"),
                [new TrainedModel { Id = $"{id}-ease", RunId = id, Trainer = "ease", At = At(day) }], Now);
            await Impressions.WriteAsync([new Shown(Day, "mina", "Idea", id, $"{id}-ease", 1)], [], Now);
        }

        await ShowAsync("mina", "i1", 1);
        Assert.Equal(
            [("second-ease", "ease", At(Day)), ("first-ease", "ease", At(Day - 9)), ("signals", "signals", null)],
            (await Impressions.ReadAsync(Day, Now)).Select(row => (row.Model, row.Trainer, row.TrainedAt)));
    }

    [Fact]
    public async Task Forget_RemovesWhatIsTooOld()
    {
        await RegisterAsync("mina");
        await ShowAsync("mina", "i1", 1);
        await ShowAsync("mina", "i1", 2, Day + 1);
        Assert.Equal(1, await Impressions.ForgetAsync(Day + 1, Now));
        Assert.Equal([2], (await ReadAsync()).Select(row => row.Place));
        Assert.Empty(await Impressions.ReadAsync(Day + 2, Now));
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private static DateTimeOffset At(long day) => DateTimeOffset.UnixEpoch.AddDays(day).AddHours(9);

    private Task ShowAsync(string member, string item, int place, long day = Day) =>
        Impressions.WriteAsync([new Shown(day, member, "Idea", item, "signals", place)], [], Now);

    private async Task<IReadOnlyList<ShownFigures>> ReadAsync()
    {
        var figures = await Impressions.ReadAsync(Day, Now);
        Assert.All(figures, row => Assert.Equal(("signals", "Idea"), (row.Trainer, row.Kind)));
        return figures;
    }

    private Task RegisterAsync(string member) => AppendAsync(
        member, 0, new MemberRegistered(member, MemberOrigin.Registered, "ko", false, member, At(Day)));

    private async Task AnswerAsync(string member, string idea, RecommendationAnswer answer, long day)
    {
        var version = 0L;
        await foreach (var recorded in storage.Log.ReadStreamAsync(Streams.Member(member), cancellationToken: Now))
            version = recorded.Version;
        await AppendAsync(
            member, version, new RecommendationAnswered(RecommendedKind.Idea, idea, answer, member, At(day)));
    }

    private async Task AppendAsync(string member, long version, Domain.IEvent change) =>
        Assert.IsType<AppendResult.Appended>(await storage.Log.AppendAsync(
            new Append(Streams.Member(member), version, $"{member}-{version}", member, [change]), Now));
}

public sealed class SqliteImpressionsTests() : ImpressionsContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresImpressionsTests() : ImpressionsContract(StorageFixture.ReadModelsOnPostgres());
