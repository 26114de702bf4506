namespace IdeaStorage.Recommender.Tests;

/// <summary>Small data whose right answers are known.</summary>
internal static class Given
{
    public const int GroupSize = 10;

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(9));

    public static readonly SignalTrainer Trainer = new();

    public static IRecommendationModel Model(IReadOnlyList<Entity> entities, params IReadOnlyList<Interaction> acts) =>
        Trainer.Train(new DataSet(entities, acts), 1, TestContext.Current.CancellationToken);

    /// <summary>Runs work where at most so many threads do it, as training threads do.</summary>
    public static Task<T> OnThreads<T>(int threads, Func<T> work) => Task.Factory.StartNew(
        work, TestContext.Current.CancellationToken, TaskCreationOptions.None,
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler);

    public static Entity Member(string id, string? organisation = null) =>
        new(EntityRef.Member(id)) { Organisation = organisation is null ? null : EntityRef.Organisation(organisation) };

    public static Entity Organisation(string id, params string[] tags) =>
        new(EntityRef.Organisation(id)) { Tags = tags };

    public static Entity Idea(string id, params string[] tags) => new(EntityRef.Idea(id)) { Tags = tags };

    public static Interaction Act(InteractionKind kind, string member, string idea, int daysAgo = 1) =>
        new(kind, EntityRef.Member(member), EntityRef.Idea(idea), Now.AddDays(-daysAgo));

    public static RecommendationQuery OrganisationsFor(EntityRef subject) =>
        new(subject, EntityKind.Organisation, Now) { Diversity = 0 };

    public static RecommendationQuery IdeasFor(EntityRef subject) =>
        new(subject, EntityKind.Idea, Now) { Diversity = 0 };

    /// <summary>
    /// A checkerboard: even members support even ideas and odd members odd ideas, but each leaves out the idea of its
    /// own number. So the idea left out is the one that the others of its colour say it should see.
    /// </summary>
    public static (List<Entity> Entities, List<Interaction> Acts) Checkerboard()
    {
        var entities = new List<Entity>();
        var acts = new List<Interaction>();
        for (var i = 0; i < 2 * GroupSize; i++)
        {
            entities.Add(Organisation($"o{i}"));
            entities.Add(Member($"m{i}", $"o{i}"));
            entities.Add(Idea($"i{i}"));
        }
        for (var member = 0; member < 2 * GroupSize; member++)
            for (var idea = member % 2; idea < 2 * GroupSize; idea += 2)
                if (idea != member)
                    acts.Add(Act(InteractionKind.Supported, $"m{member}", $"i{idea}", 1 + member));
        return (entities, acts);
    }
}
