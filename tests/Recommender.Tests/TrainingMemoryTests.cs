using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests;

[Collection(nameof(Alone))]
public sealed class TrainingMemoryTests
{
    private const int Organisations = 3_000;
    private const int Projects = 3_000;
    private const int Words = 60;

    [Fact]
    public void Train_HoldsAtMostThreeTimesTheRoomOfDataAndModel()
    {
        var before = Held();
        var data = Data();
        var withData = Held();
        var most = new Most();
        var model = new HybridTrainer(new HybridOptions { QuestionsMax = 100 })
            .Train(data, 1, TestContext.Current.CancellationToken, most);
        var withModel = Held();
        GC.KeepAlive(data);
        GC.KeepAlive(model);
        Assert.InRange(most.Bytes - before, withData - before, 3 * (withModel - before));
    }

    /// <summary>A blend learns twice.</summary>
    [Fact]
    public async Task TrainOfABlend_HoldsAtMostThreeTimesTheRoomOfDataAndModel()
    {
        const int Rows = 6_000, Columns = 1_500;
        var random = new Random(5);
        var before = Held();
        var data = FeedbackMatrix.From(
            Rows, Columns, [.. Enumerable.Range(0, 40 * Rows).Select(i => new Feedback(i / 40, random.Next(Columns)))]);
        var withData = Held();
        var most = new Most();
        var training = Task.Run(() => new BlendTrainer([new ItemNeighboursTrainer(20, 100), new EaseTrainer()])
            .Train(data, 1, TestContext.Current.CancellationToken));
        while (!training.IsCompleted)
            most.Report(0);
        var model = await training;
        var withModel = Held();
        GC.KeepAlive(data);
        GC.KeepAlive(model);
        Assert.InRange(most.Bytes - before, withData - before, 3 * (withModel - before));
    }

    /// <summary>Organisations that describe themselves at length, some of whom work together each month.</summary>
    private static DataSet Data()
    {
        var random = new Random(3);
        var vocabulary = Enumerable.Range(0, 5_000).Select(word => $"word {word}").ToArray();
        var entities = Enumerable.Range(0, Organisations)
            .Select(n => new Entity(Ref(n)) { Words = random.GetItems(vocabulary, Words), Region = $"{n % 9}" })
            .ToList();
        var acts = new List<Interaction>();
        for (var project = 0; project < Projects; project++)
        {
            var idea = EntityRef.Idea($"p{project}");
            entities.Add(new Entity(idea) { Words = random.GetItems(vocabulary, Words) });
            var at = Given.Now.AddDays(-random.Next(1_500));
            for (var member = 0; member < 4; member++)
                acts.Add(new Interaction(InteractionKind.Participated, Ref(random.Next(Organisations)), idea, at));
        }

        return new DataSet(entities, acts);
    }

    private static EntityRef Ref(int organisation) => EntityRef.Organisation($"{organisation:0000}");

    private static long Held() => GC.GetTotalMemory(forceFullCollection: true);

    /// <summary>Looks whenever it is told how far training is.</summary>
    private sealed class Most : IProgress<double>
    {
        public long Bytes { get; private set; }

        public void Report(double value) => Bytes = Math.Max(Bytes, Held());
    }
}
