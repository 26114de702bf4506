using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Tests.Recommendations.Training;

/// <summary>A trainer that does what signals do, under another name, but for what a test bends.</summary>
internal class NamedTrainer(string name, SignalOptions? options = null) : ITrainer
{
    private readonly SignalTrainer _inner = new(options);

    public string Name => name;

    public virtual IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null) =>
        Wrap(_inner.Train(data, seed, cancellation, progress));

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation) =>
        Wrap(_inner.Load(learned, data, cancellation));

    protected virtual IRecommendationModel Wrap(IRecommendationModel model) => model;
}

/// <summary>Knows popularity and nothing else.</summary>
internal sealed class DullTrainer(string name) : NamedTrainer(
    name, new SignalOptions
    {
        Industry = 0,
        Tag = 0,
        Text = 0,
        Region = 0,
        CoActivity = 0,
        Walk = 0,
        Popularity = 1,
    });

/// <summary>Its scores are no numbers.</summary>
internal sealed class NumberlessTrainer : NamedTrainer
{
    public NumberlessTrainer() : base("numberless")
    {
    }

    protected override IRecommendationModel Wrap(IRecommendationModel model) => new Numberless(model);

    private sealed class Numberless(IRecommendationModel inner) : ModelAround(inner)
    {
        public override IReadOnlyList<Recommendation> Recommend(RecommendationQuery query) =>
            [.. base.Recommend(query).Select(item => item with { Score = double.NaN })];
    }
}

/// <summary>Writes what nobody can read.</summary>
internal sealed class UnreadableTrainer(string name) : NamedTrainer(name)
{
    protected override IRecommendationModel Wrap(IRecommendationModel model) => new Unreadable(model);

    private sealed class Unreadable(IRecommendationModel inner) : ModelAround(inner)
    {
        public override void Save(Stream file) => file.Write("no model"u8);
    }
}

/// <summary>Trains until it is let go or cancelled.</summary>
internal sealed class PatientTrainer : NamedTrainer
{
    public PatientTrainer() : base("patient")
    {
    }

    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ManualResetEventSlim LetGo { get; } = new();

    public override IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        Begun.TrySetResult();
        LetGo.Wait(cancellation);
        return base.Train(data, seed, cancellation, progress);
    }
}

internal abstract class ModelAround(IRecommendationModel inner) : IRecommendationModel
{
    public virtual IReadOnlyList<Recommendation> Recommend(RecommendationQuery query) => inner.Recommend(query);

    public IReadOnlyList<IReadOnlyList<Recommendation>> RecommendAll(
        IReadOnlyList<RecommendationQuery> queries, CancellationToken cancellation) => [.. queries.Select(Recommend)];

    public bool Apply(Interaction interaction) => inner.Apply(interaction);

    public bool Withdraw(InteractionKind kind, EntityRef actor, EntityRef target) =>
        inner.Withdraw(kind, actor, target);

    public void Apply(Entity entity) => inner.Apply(entity);

    public bool Remove(EntityRef entity) => inner.Remove(entity);

    public virtual void Save(Stream file) => inner.Save(file);
}
