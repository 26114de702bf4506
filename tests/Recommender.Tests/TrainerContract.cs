using System.Globalization;

namespace IdeaStorage.Recommender.Tests;

/// <summary>What every trainer's model has to do, on data where the right answer is known.</summary>
public abstract partial class TrainerContract
{
    protected abstract ITrainer Trainer { get; }

    /// <summary>Data on which the trainer has something to say.</summary>
    protected virtual (List<Entity> Entities, List<Interaction> Acts) Board() => Given.Checkerboard();

    private protected IRecommendationModel Train(
        IReadOnlyList<Entity> entities, params IReadOnlyList<Interaction> acts) =>
        Trainer.Train(new DataSet(entities, acts), 1, TestContext.Current.CancellationToken);

    private protected IRecommendationModel TrainCheckerboard()
    {
        var (entities, acts) = Board();
        return Train(entities, acts);
    }

    [Fact]
    public void List_NeverHoldsWhatTheMemberActedOn_NorTheOwnOrganisation()
    {
        var (entities, acts) = Board();
        var model = Train(entities, acts);
        for (var i = 0; i < 2 * Given.GroupSize; i++)
        {
            var member = EntityRef.Member($"m{i}");
            var seen = acts.Where(act => act.Actor == member).Select(act => act.Target).ToHashSet();
            Assert.DoesNotContain(model.Recommend(Given.IdeasFor(member)), item => seen.Contains(item.Item));
            Assert.DoesNotContain(
                model.Recommend(Given.OrganisationsFor(member)), item => item.Item == EntityRef.Organisation($"o{i}"));
        }
    }

    [Fact]
    public void RecommendAll_GivesWhatOneByOneGives()
    {
        var model = TrainCheckerboard();
        var queries = Enumerable.Range(0, 2 * Given.GroupSize)
            .SelectMany(i => new[]
            {
                Given.IdeasFor(EntityRef.Member($"m{i}")),
                Given.OrganisationsFor(EntityRef.Member($"m{i}")),
                Given.OrganisationsFor(EntityRef.Idea($"i{i}")),
            })
            .ToList();
        var all = model.RecommendAll(queries, TestContext.Current.CancellationToken);
        Assert.Equal(queries.Select(query => Text(model.Recommend(query))), all.Select(Text));
        Assert.Contains(all, list => list.Count > 0);
    }

    [Fact]
    public void Train_WhenRepeated_GivesTheSameListsToTheLastBit()
    {
        var query = Given.OrganisationsFor(EntityRef.Member("m3"));
        Assert.Equal(Text(TrainCheckerboard().Recommend(query)), Text(TrainCheckerboard().Recommend(query)));
    }

    [Theory]
    [InlineData(EntityKind.Member, "m4", EntityKind.Organisation)]
    [InlineData(EntityKind.Member, "m4", EntityKind.Idea)]
    [InlineData(EntityKind.Organisation, "o4", EntityKind.Organisation)]
    [InlineData(EntityKind.Organisation, "o4", EntityKind.Idea)]
    [InlineData(EntityKind.Idea, "i4", EntityKind.Organisation)]
    public void Reasons_SumToTheScore_AndTheirSharesToOne(EntityKind kind, string id, EntityKind target)
    {
        var list = TrainCheckerboard().Recommend(new RecommendationQuery(new EntityRef(kind, id), target, Given.Now));
        Assert.NotEmpty(list);
        Assert.All(list, AssertExplained);
    }

    [Fact]
    public void Reasons_AreOrderedByWeight()
    {
        var list = TrainCheckerboard().Recommend(Given.OrganisationsFor(EntityRef.Member("m4")));
        Assert.All(list, item =>
            Assert.Equal(item.Reasons.OrderByDescending(reason => reason.Share), item.Reasons));
    }

    [Fact]
    public void EmptyData_GivesEmptyLists()
    {
        var model = Train([]);
        Assert.Empty(model.Recommend(Given.OrganisationsFor(EntityRef.Member("nobody"))));
        Assert.Empty(model.Recommend(Given.IdeasFor(EntityRef.Organisation("nobody"))));
        Assert.Empty(model.RecommendAll([], TestContext.Current.CancellationToken));
    }

    [Fact]
    public void OneMemberAlone_GetsEmptyLists()
    {
        var model = Train([Given.Member("m")]);
        Assert.Empty(model.Recommend(Given.OrganisationsFor(EntityRef.Member("m"))));
        Assert.Empty(model.Recommend(Given.IdeasFor(EntityRef.Member("m"))));
    }

    [Fact]
    public void EntitiesWithoutAnything_GiveNoNaN()
    {
        var model = Train(
            [Given.Member("m", "o1"), Given.Organisation("o1"), Given.Organisation("o2", "a"), Given.Idea("i")],
            Given.Act(InteractionKind.Viewed, "m", "i", daysAgo: 40_000));
        foreach (var kind in new[] { EntityKind.Organisation, EntityKind.Idea })
            Assert.All(
                model.Recommend(new RecommendationQuery(EntityRef.Member("m"), kind, Given.Now)), AssertExplained);
    }

    [Fact]
    public void ActInTheFuture_CountsAsJustHappened()
    {
        var (entities, acts) = Board();
        var now = acts.Select(act => act with { At = Given.Now }).ToList();
        var later = acts.Select(act => act with { At = Given.Now.AddYears(100) }).ToList();
        var query = Given.OrganisationsFor(EntityRef.Member("m4"));
        Assert.Equal(Text(Train(entities, now).Recommend(query)), Text(Train(entities, later).Recommend(query)));
    }

    [Fact]
    public void Count_LimitsTheList()
    {
        var query = Given.OrganisationsFor(EntityRef.Member("m4"));
        Assert.Equal(3, TrainCheckerboard().Recommend(query with { Count = 3 }).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => TrainCheckerboard().Recommend(query with { Count = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => TrainCheckerboard().Recommend(query with { Diversity = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => TrainCheckerboard().Recommend(query with { ExposureFloor = double.NaN }));
    }

    internal static void AssertExplained(Recommendation item)
    {
        Assert.True(item.Score > 0 && double.IsFinite(item.Score), $"{item.Item}: {item.Score}");
        Assert.Equal(1, item.Reasons.Sum(reason => reason.Share), 1e-9);
        Assert.Equal(item.Score, item.Reasons.Sum(reason => reason.Contribution), 1e-9);
        Assert.All(item.Reasons, reason => Assert.InRange(reason.Share, double.Epsilon, 1));
    }

    internal static string[] Ids(IReadOnlyList<Recommendation> list) => [.. list.Select(item => item.Item.Id)];

    /// <summary>A list with all its figures to the last bit, for comparing.</summary>
    internal static string Text(IReadOnlyList<Recommendation> list) =>
        string.Join('\n', list.Select(item => string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Item} {item.Score:R}: {string.Join("; ", item.Reasons.Select(Text))}")));

    private static string Text(Reason reason) => string.Create(
        CultureInfo.InvariantCulture,
        $"{reason.Kind} {reason.Share:R} {reason.Contribution:R} {reason.About} {string.Join(',', reason.Labels)}");
}
