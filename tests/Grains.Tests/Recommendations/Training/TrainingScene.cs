using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Recommender;
using IdeaStorage.Silo.Training;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Training;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>
/// A product with blobs on the disk, in which members of two industries supported the ideas of their own: enough to
/// compare trainers by.
/// </summary>
internal sealed class TrainingScene : IAsyncDisposable
{
    public const int Members = 24;
    private const int Ideas = 12;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("training");

    public TrainingScene(params ITrainer[] trainers)
        : this(services =>
        {
            services.RemoveAll<ITrainer>();
            foreach (var trainer in trainers.Prepend(new SignalTrainer())) services.AddSingleton(trainer);
        })
    {
    }

    private TrainingScene(Action<IServiceCollection> change)
    {
        Blobs = new DiskBlobStore(_folder.FullName);
        Product = new Product(services =>
        {
            change(services);
            services.AddSingleton<IBlobStore>(Blobs);
            services.AddSingleton(new TrainingSettings { AfterActs = 0 });
        },
        // It would tell of acts when it likes; tests do so themselves.
        without: typeof(ActivityTail));
    }

    /// <summary>With the trainers of the product.</summary>
    public static TrainingScene OfProduct() => new(_ => { });

    public Product Product { get; }

    public IBlobStore Blobs { get; }

    public TrainingRuns Runs => Product.Get<TrainingRuns>();

    public ModelChoices Choices => Product.Get<ModelChoices>();

    public ActivityModel Activity => Product.Get<ActivityModel>();

    public static Actor Operator { get; } = new("operator", IsOperator: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ITrainingGrain Grain => Product.Grains.GetGrain<ITrainingGrain>(0);

    public async Task<TrainingScene> StartAsync(bool withHistory = true)
    {
        await Product.InitializeAsync();
        if (!withHistory) return this;
        var members = Enumerable.Range(0, Members).Select(i => $"member{i}").ToArray();
        foreach (var (i, member) in members.Index()) await Product.Member(member, i % 2 == 0 ? "로봇" : "제빵");
        await Product.Cluster("cluster", members);
        for (var i = 0; i < Ideas; i++)
        {
            await Accept(Product.Grains.GetGrain<IIdeaGrain>($"i{i}").Post(new PostIdea(
                Product.By(members[i]), "cluster", Product.Text($"{(i % 2 == 0 ? "로봇 팔을" : "빵 오븐을")} 함께 씁시다"),
                Product.Text("여러 기업이 설비를 나누어 쓰고 비용을 줄이는 방법을 찾습니다."), [i % 2 == 0 ? "로봇" : "제빵"])));
        }

        // Everyone supports the ideas of their own colour one after another, so that the last are after the cut.
        for (var step = 0; step < Ideas / 2; step++)
            foreach (var (i, member) in members.Index())
            {
                var idea = (2 * step) + (i % 2);
                if (idea != i) await SupportAsync(member, $"i{idea}");
            }

        return this;
    }

    public Task SupportAsync(string member, string idea) =>
        Accept(Product.Grains.GetGrain<IIdeaGrain>(idea).Support(new SupportIdea(Product.By(member))));

    /// <summary>What the host does when a reminder is due.</summary>
    public Task RemindAsync(string reminder) => Grain.AsReference<IRemindable>().ReceiveReminder(reminder, default);

    /// <summary>Has the operator start a run, and waits for its end.</summary>
    public async Task<TrainingRun> TrainAsync()
    {
        var started = await Grain.Start(Operator);
        Assert.True(started.IsAccepted, started.Refusal?.Name);
        return await EndedAsync();
    }

    /// <summary>The newest run, when it has ended.</summary>
    public async Task<TrainingRun> EndedAsync()
    {
        await Product.Get<TrainingWork>().Ended;
        return (await Runs.ListAsync(cancellationToken: Token)).Value!.Items[0];
    }

    public async Task<IReadOnlyList<RecommendedItem>> IdeasForAsync(string member) =>
        await Product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(new RecommendationRequest(
            RecommendationSubject.Member, member, RecommendedKind.Idea, 10, Product.Now));

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
