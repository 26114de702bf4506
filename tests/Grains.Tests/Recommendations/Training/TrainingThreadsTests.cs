using System.Globalization;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Silo.Training;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>A run works on threads of its own, of which there are as many as an operator wants.</summary>
public sealed class TrainingThreadsTests
{
    private const int PlaceOfNiceness = 17;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_OnSeveralCores_StaysOnTheThreads()
    {
        using var threads = new TrainingThreads(2);
        var (working, most) = (0, 0);
        var names = await threads.RunAsync(
            () =>
            {
                var found = new string?[64];
                Parallel.For(0, found.Length, new ParallelOptions { TaskScheduler = TaskScheduler.Current }, i =>
                {
                    Max(ref most, Interlocked.Increment(ref working));
                    Thread.SpinWait(10_000);
                    found[i] = Thread.CurrentThread.Name;
                    Interlocked.Decrement(ref working);
                });
                return found;
            },
            Token);
        Assert.All(names, name => Assert.Equal("training", name));
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task Work_OfSeveral_OnOneThread_IsDoneOneAfterTheOther()
    {
        using var threads = new TrainingThreads(1);
        var done = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => threads.RunAsync(() => Environment.CurrentManagedThreadId, Token)));
        Assert.Single(done.Distinct());
    }

    [Fact]
    public async Task Lists_OfManyQueries_OnOneThread_AreTheSame()
    {
        using var threads = new TrainingThreads(1);
        var model = new SignalTrainer().Train(
            new DataSet([Member("a"), Member("b"), Idea("x")], [Support("a", "x")]), 1, Token);
        var queries = Enumerable.Repeat(
            new RecommendationQuery(EntityRef.Member("b"), EntityKind.Idea, DateTimeOffset.UnixEpoch), 100).ToList();
        var lists = await threads.RunAsync(() => model.RecommendAll(queries, Token), Token);
        Assert.All(lists, list => Assert.Equal("x", Assert.Single(list).Item.Id));
    }

    [Fact]
    public async Task Threads_OnLinux_AreNicerThanTheOthers()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("Of Linux.");
        using var threads = new TrainingThreads(1);
        var (of, before) = (await threads.RunAsync(NicenessOfThread, Token), NicenessOfThread());
        Assert.Equal(Math.Min(19, before + 10), of);
    }

    [Fact]
    public async Task Failure_ReachesWhoeverWaits_AndTheNextWorks()
    {
        using var threads = new TrainingThreads(1);
        await Assert.ThrowsAsync<InvalidModelFileException>(
            () => threads.RunAsync<int>(() => throw new InvalidModelFileException("odd"), Token));
        Assert.Equal(1, await threads.RunAsync(() => 1, Token));
    }

    [Fact]
    public async Task Run_TrainsOnTheThreadsOfTheSetting_AndNowhereElse()
    {
        var trainer = new WatchedTrainer();
        await using var scene = await new TrainingScene(trainer).StartAsync();
        scene.Product.Get<TrainingSettings>().Cores = 1;
        Assert.Equal("published", (await scene.TrainAsync()).Outcome);
        Assert.Equal([("training", 1)], trainer.Seen);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 9, 4)]
    [InlineData(3, 8, 3)]
    [InlineData(9, 8, 8)]
    public void CoresOf_IsHalfOfThemUnlessSet_AndNeverMoreThanThereAre(int set, int processors, int taken) =>
        Assert.Equal(taken, new TrainingSettings { Cores = set }.CoresOf(processors));

    private static Entity Member(string id) => new(EntityRef.Member(id)) { Tags = ["로봇"] };

    private static Entity Idea(string id) => new(EntityRef.Idea(id)) { Tags = ["로봇"] };

    private static Interaction Support(string member, string idea) => new(
        InteractionKind.Supported, EntityRef.Member(member), EntityRef.Idea(idea), DateTimeOffset.UnixEpoch);

    // The fields after the name, which ends with the last bracket.
    private static int NicenessOfThread() => int.Parse(
        File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ')[PlaceOfNiceness],
        CultureInfo.InvariantCulture);

    private static void Max(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most) Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class WatchedTrainer() : NamedTrainer("watched")
    {
        private readonly HashSet<(string?, int)> _seen = [];

        public IReadOnlyCollection<(string?, int)> Seen => _seen;

        public override IRecommendationModel Train(
            DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
        {
            lock (_seen)
                _seen.Add((Thread.CurrentThread.Name, TaskScheduler.Current.MaximumConcurrencyLevel));
            return base.Train(data, seed, cancellation, progress);
        }
    }
}
