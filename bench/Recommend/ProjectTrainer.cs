using IdeaStorage.Recommender;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Bench.Recommend;

/// <summary>
/// Learned weights as they serve: learned from the log and from projects that organisations took part in together,
/// written as a file, and put over the log. Always the same.
/// </summary>
internal sealed class ProjectTrainer : ITrainer
{
    private const int ProjectCount = 2_000;
    private const int PartnersPerProject = 5;
    private const int DaysBack = 1_000;
    private const int Seed = 3;

    private readonly HybridTrainer _trainer = new();

    public string Name => _trainer.Name;

    public IRecommendationModel Train(
        DataSet data, int seed, CancellationToken cancellation, IProgress<double>? progress = null)
    {
        var learned = _trainer.Train(
            new DataSet(data.Entities, [.. data.Interactions, .. Projects(data)]), seed, cancellation, progress);
        using var file = new MemoryStream();
        learned.Save(file);
        file.Position = 0;
        return Load(file, data, cancellation);
    }

    public IRecommendationModel Load(Stream learned, DataSet data, CancellationToken cancellation) =>
        _trainer.Load(learned, data, cancellation);

    // A few organisations are in many projects, and most are with those near to them in the list.
    private static List<Interaction> Projects(DataSet data)
    {
        var random = new Random(Seed);
        var ideas = OfKind(data, EntityKind.Idea);
        var organisations = OfKind(data, EntityKind.Organisation);
        var acts = new List<Interaction>();
        for (var project = 0; project < ProjectCount; project++)
        {
            var first = (int)(organisations.Length * Math.Pow(random.NextDouble(), 3));
            var at = SyntheticLog.Now.AddDays(-random.Next(1, DaysBack));
            for (var partner = 0; partner < PartnersPerProject; partner++)
                acts.Add(new Interaction(
                    InteractionKind.Participated,
                    organisations[(first + (partner * random.Next(1, 10))) % organisations.Length],
                    ideas[project % ideas.Length],
                    at));
        }

        return acts;
    }

    private static EntityRef[] OfKind(DataSet data, EntityKind kind) =>
        [.. data.Entities.Select(entity => entity.Ref).Where(entity => entity.Kind == kind)];
}
