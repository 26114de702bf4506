using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class HybridTrainerTests : PersonalTrainerContract
{
    private const int Groups = 6;

    protected override ITrainer Trainer { get; } = new HybridTrainer();

    /// <summary>
    /// Organisations of six themes. Three years ago each works with the next two of its theme, and a year later with
    /// the third, which one reaches over partners; half a year ago some find the fourth.
    /// </summary>
    private static DataSet Partners()
    {
        var (entities, acts) = (new List<Entity>(), new List<Interaction>());
        for (var group = 0; group < Groups; group++)
        {
            for (var i = 0; i < 10; i++)
                entities.Add(new Entity(EntityRef.Organisation($"o{group}-{i}"))
                {
                    Region = i % 2 == 0 ? "서울" : "부산",
                    Type = i % 3 == 0 ? "research" : "company",
                });
            for (var i = 0; i < 10; i++)
            {
                Project(group, i, i + 1, daysAgo: 1000);
                Project(group, i, i + 2, daysAgo: 900);
                if (i % 2 == 0)
                    Project(group, i, i + 3, daysAgo: 180);
            }
        }

        return new DataSet(entities, acts);

        void Project(int group, int one, int other, int daysAgo)
        {
            var project = EntityRef.Idea($"p{group}-{one}-{other}");
            entities.Add(new Entity(project) { Tags = [$"theme {group}"] });
            foreach (var member in new[] { one, other })
                acts.Add(new Interaction(
                    InteractionKind.Participated,
                    EntityRef.Organisation($"o{group}-{member % 10}"),
                    project,
                    Given.Now.AddDays(-daysAgo)));
        }
    }

    private static IRecommendationModel Learn(int seed = 1) =>
        new HybridTrainer(new HybridOptions { QuestionsMin = 5 })
            .Train(Partners(), seed, TestContext.Current.CancellationToken);

    [Fact]
    public void Train_WithPartnersToLearnFrom_LeavesTheWeightsOfJudgement()
    {
        var untaught = new HybridTrainer(new HybridOptions { QuestionsMin = 1_000 })
            .Train(Partners(), 1, TestContext.Current.CancellationToken);
        var query = Given.OrganisationsFor(EntityRef.Organisation("o2-1"));
        Assert.NotEqual(Text(untaught.Recommend(query)), Text(Learn().Recommend(query)));
        Assert.Equal(Text(Learn().Recommend(query)), Text(Learn().Recommend(query)));
    }

    [Fact]
    public async Task Train_WithPartnersToLearnFrom_OnAnyNumberOfThreads_WritesTheSameBytes() => Assert.Equal(
        await Given.OnThreads(1, () => Saved(Learn())), await Given.OnThreads(4, () => Saved(Learn())));

    [Fact]
    public void ALearnedReason_WhenWhatItRestsOnIsGone_LowersTheScore()
    {
        var (known, newcomer) = (EntityRef.Organisation("o2-1"), EntityRef.Organisation("new"));
        AssertLowered(known, ReasonKind.SharedPartner, (model, candidate) =>
        {
            foreach (var act in Partners().Interactions.Where(act => act.Actor == candidate))
                Assert.True(model.Withdraw(act.Kind, act.Actor, act.Target));
        });
        AssertLowered(newcomer, ReasonKind.Tag, (model, _) => model.Apply(Newcomer with { Tags = [] }));
        AssertLowered(newcomer, ReasonKind.Profile, (model, _) => model.Apply(Newcomer with { Region = "제주" }));
    }

    private static Entity Newcomer => new(EntityRef.Organisation("new")) { Tags = ["theme 4"], Region = "서울" };

    private static void AssertLowered(
        EntityRef subject, ReasonKind kind, Action<IRecommendationModel, EntityRef> takeAway)
    {
        var model = Learn();
        model.Apply(Newcomer);
        var query = Given.OrganisationsFor(subject);
        var before = model.Recommend(query).First(item => item.Reasons.Any(reason => reason.Kind == kind));
        takeAway(model, before.Item);
        var after = model.Recommend(query with { Count = 60 }).SingleOrDefault(item => item.Item == before.Item);
        Assert.True((after?.Score ?? 0) < before.Score, $"{kind}: {after?.Score} is not below {before.Score}.");
    }

    [Fact]
    public void Partners_AreOfTheOwnTheme_NeverPastOnes_AndExplained()
    {
        var list = Learn().Recommend(Given.OrganisationsFor(EntityRef.Organisation("o2-1")) with { Count = 3 });
        Assert.Equal(3, list.Count);
        Assert.All(list, item => Assert.StartsWith("o2-", item.Item.Id, StringComparison.Ordinal));
        Assert.DoesNotContain(Ids(list), id => id is "o2-0" or "o2-2" or "o2-3" or "o2-9" or "o2-8");
        Assert.All(list, AssertExplained);
        Assert.All(list, item => Assert.Contains(item.Reasons, reason => reason.Kind == ReasonKind.SharedPartner));
    }

    [Fact]
    public void Newcomer_WithTagsAlone_GetsThoseOfItsTheme_WithThatAsAReason()
    {
        var model = Learn();
        var newcomer = new Entity(EntityRef.Organisation("new")) { Tags = ["theme 4"], Region = "서울" };
        model.Apply(newcomer);
        var list = model.Recommend(Given.OrganisationsFor(newcomer.Ref) with { Count = 5 });
        Assert.Equal(5, list.Count);
        Assert.All(list, item => Assert.StartsWith("o4-", item.Item.Id, StringComparison.Ordinal));
        Assert.All(list, item => Assert.Contains(item.Reasons, reason => reason.Kind == ReasonKind.Tag));
        Assert.All(list, AssertExplained);
    }

    [Theory]
    [InlineData("서울", true)]
    [InlineData(null, false)]
    public void Newcomer_IsRankedByWhatItSaysOfItself_IfItSaysAnything(string? region, bool isReason)
    {
        var model = Learn();
        var newcomer = new Entity(EntityRef.Organisation("new")) { Region = region };
        model.Apply(newcomer);
        var list = model.Recommend(Given.OrganisationsFor(newcomer.Ref));
        Assert.NotEmpty(list);
        Assert.All(list, AssertExplained);
        Assert.Equal(isReason, list.Any(item => item.Reasons.Any(reason => reason.Kind == ReasonKind.Profile)));
    }

    [Fact]
    public void Load_OfWhatWasLearned_GivesTheSameListsAndBytes_AndRefusesCutFactors()
    {
        var query = Given.OrganisationsFor(EntityRef.Organisation("o2-1")) with { Count = 5, ExposureFloor = 0.5 };
        var (model, bytes) = (Learn(), Bytes(Learn()));
        var loaded = new HybridTrainer().Load(
            new MemoryStream(bytes), Partners(), TestContext.Current.CancellationToken);
        Assert.Equal(Text(model.Recommend(query)), Text(loaded.Recommend(query)));
        Assert.Equal(bytes, Bytes(loaded));
        Assert.Throws<InvalidModelFileException>(() => new HybridTrainer().Load(
            new MemoryStream(bytes[..^400]), Partners(), TestContext.Current.CancellationToken));

        static byte[] Bytes(IRecommendationModel learned)
        {
            using var file = new MemoryStream();
            learned.Save(file);
            return file.ToArray();
        }
    }

    [Fact]
    public void OrganisationsThatCameLater_HaveNoFactors_AndListsAreExplained()
    {
        var model = Learn();
        var late = new Entity(EntityRef.Organisation("late")) { Tags = ["theme 3"] };
        model.Apply(late);
        model.Apply(new Interaction(
            InteractionKind.Participated, late.Ref, EntityRef.Idea("p3-0-1"), Given.Now.AddDays(-1)));
        var theirs = model.Recommend(Given.OrganisationsFor(late.Ref));
        Assert.NotEmpty(theirs);
        Assert.All(theirs, AssertExplained);
        var others = model.Recommend(Given.OrganisationsFor(EntityRef.Organisation("o3-5")) with { Count = 30 });
        Assert.NotEmpty(others);
        Assert.All(others, AssertExplained);
    }

    [Fact]
    public void Options_OutsideTheirRange_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new HybridTrainer(new HybridOptions { Period = TimeSpan.Zero }));
}
