using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Collaborative.Lists;

namespace IdeaStorage.Recommender.Tests.Collaborative.Lists;

public sealed class ItemNeighboursListTests : PersonalTrainerContract
{
    protected override ITrainer Trainer { get; } = new CollaborativeTrainer(new ItemNeighboursTrainer(), 1_000);
}

public sealed class EaseListTests : PersonalTrainerContract
{
    protected override ITrainer Trainer { get; } = new CollaborativeTrainer(new EaseTrainer(lambda: 10), 1_000);
}

public sealed class ImplicitAlsListTests : PersonalTrainerContract
{
    protected override ITrainer Trainer { get; } = new CollaborativeTrainer(Als(), 1_000);

    internal static ImplicitAlsTrainer Als() => new(new ImplicitAlsOptions { Factors = 8, Regularisation = 0.01f });
}

public sealed class ImplicitAlsWithFeaturesListTests : PersonalTrainerContract
{
    protected override ITrainer Trainer { get; } =
        new CollaborativeTrainer(ImplicitAlsListTests.Als(), 1_000, usesFeatures: true);

    /// <summary>By features alone it can be proposed: as one that never did anything.</summary>
    public override void ActsWithoutWeight_AreNobodysReason()
    {
        var model = TrainWithSilentMember(Given.Organisation("o4-twin"));
        var list = model.Recommend(Given.OrganisationsFor(EntityRef.Member("m6")) with { Count = 100 });
        var (silent, twin) = (
            list.Single(item => item.Item.Id == "o4"), list.Single(item => item.Item.Id == "o4-twin"));
        Assert.Equal(
            twin.Reasons.Select(reason => (reason.Kind, reason.Contribution, reason.About)),
            silent.Reasons.Select(reason => (reason.Kind, reason.Contribution, reason.About)));
    }
}

/// <summary>What is said of the lists of matrix trainers beyond the contract.</summary>
public sealed class CollaborativeTrainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Train_LearnsAboutTheMostActiveOnly()
    {
        var (entities, acts) = Given.Checkerboard();
        // Every idea has as many supports, but these two have some more.
        acts.Add(Given.Act(InteractionKind.Commented, "m0", "i0"));
        acts.Add(Given.Act(InteractionKind.Commented, "m1", "i2"));
        var list = Train(new CollaborativeTrainer(new EaseTrainer(), columnsMax: 2), entities, acts)
            .Recommend(Given.IdeasFor(EntityRef.Member("m0")));
        Assert.DoesNotContain(
            list, item => item.Reasons.Any(reason => reason.Kind == ReasonKind.PastAct)
                && item.Item.Id is not ("i0" or "i2"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhoNeverActed_GetsTheListOfSignals(bool usesFeatures)
    {
        var (entities, acts) = Given.Checkerboard();
        entities.Add(Given.Member("new") with { Tags = ["robots"] });
        entities.Add(Given.Idea("of robots", "robots"));
        var item = Train(new CollaborativeTrainer(ImplicitAlsListTests.Als(), 100, usesFeatures), entities, acts)
            .Recommend(Given.IdeasFor(EntityRef.Member("new")))[0];
        Assert.Equal(("of robots", ReasonKind.Tag), (item.Item.Id, item.Reasons[0].Kind));
    }

    [Fact]
    public void WhoOptedOut_IsMatchedByTagsAndToldWhich()
    {
        var (entities, acts) = Given.Checkerboard();
        entities[entities.FindIndex(entity => entity.Ref == EntityRef.Member("m4"))] =
            Given.Member("m4", "o4") with { Tags = ["robots"] };
        entities.Add(Given.Idea("of robots", "robots"));
        var item = Train(new CollaborativeTrainer(ImplicitAlsListTests.Als(), 100, usesFeatures: true), entities, acts)
            .Recommend(Given.IdeasFor(EntityRef.Member("m4")) with { UseActivity = false })[0];
        Assert.Equal(("of robots", ReasonKind.Tag), (item.Item.Id, item.Reasons[0].Kind));
    }

    [Fact]
    public void AnIdea_OfWhichNoRowIsLearned_GetsTheListOfSignals()
    {
        var (entities, acts) = Given.Checkerboard();
        entities.Add(Given.Organisation("of robots", "robots"));
        entities[entities.FindIndex(entity => entity.Ref == EntityRef.Idea("i3"))] = Given.Idea("i3", "robots");
        var query = Given.OrganisationsFor(EntityRef.Idea("i3"));
        var list = Train(new CollaborativeTrainer(ImplicitAlsListTests.Als(), 100, usesFeatures: true), entities, acts)
            .Recommend(query);
        Assert.Equal(
            Given.Model(entities, acts).Recommend(query).Select(item => (item.Item, item.Score)),
            list.Select(item => (item.Item, item.Score)));
        Assert.Contains(list, item => item.Reasons.Any(reason => reason.Kind == ReasonKind.Tag));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("even")]
    public void ProfileIsAReason_OfThoseAloneWhoHaveOne(string? tag)
    {
        var (entities, acts) = Given.Checkerboard();
        if (tag is not null)
            entities = [.. entities.Select(entity => entity with { Tags = [IsEven(entity) ? tag : "odd"] })];
        var list = Train(new CollaborativeTrainer(ImplicitAlsListTests.Als(), 100, usesFeatures: true), entities, acts)
            .Recommend(Given.IdeasFor(EntityRef.Member("m4")));
        Assert.NotEmpty(list);
        Assert.Equal(
            tag is not null, list.Any(item => item.Reasons.Any(reason => reason.Kind == ReasonKind.Profile)));
        Assert.All(list, TrainerContract.AssertExplained);

        static bool IsEven(Entity entity) => int.Parse(entity.Ref.Id[1..], null) % 2 == 0;
    }

    [Fact]
    public void AnAct_AfterTraining_IsInTheNextList()
    {
        var (entities, acts) = Given.Checkerboard();
        entities.Add(Given.Member("new"));
        var model = Train(new CollaborativeTrainer(new ItemNeighboursTrainer(), 100), entities, acts);
        Assert.True(model.Apply(Given.Act(InteractionKind.Supported, "new", "i3")));
        var list = model.Recommend(Given.IdeasFor(EntityRef.Member("new")));
        Assert.All(list, item =>
        {
            Assert.Equal(1, int.Parse(item.Item.Id[1..], null) % 2);
            var reason = Assert.Single(item.Reasons);
            Assert.Equal(
                (ReasonKind.PastAct, EntityRef.Idea("i3"), InteractionKind.Supported),
                (reason.Kind, reason.About, reason.YourAct));
        });
        Assert.Equal(Given.GroupSize - 1, list.Count);
    }

    [Fact]
    public void WhatCameAfterTraining_IsProposedByItsFeatures_OnceTheFileIsPutOverIt()
    {
        var (entities, acts) = Given.Checkerboard();
        entities = [.. entities.Select(WithColour)];
        var trainer = new CollaborativeTrainer(ImplicitAlsListTests.Als(), 100, usesFeatures: true);
        using var file = new MemoryStream();
        Train(trainer, entities, acts).Save(file);
        file.Position = 0;
        entities.AddRange([Given.Idea("new even", "even"), Given.Idea("new odd", "odd")]);
        var list = trainer.Load(file, new DataSet(entities, acts), Cancellation)
            .Recommend(Given.IdeasFor(EntityRef.Member("m4")));
        var (even, odd) = (Score("new even"), Score("new odd"));
        Assert.True(even > odd, $"{even} is not above {odd}.");

        double Score(string id) => list.SingleOrDefault(item => item.Item.Id == id)?.Score ?? 0;
        static Entity WithColour(Entity entity) =>
            entity with { Tags = [int.Parse(entity.Ref.Id[1..], null) % 2 == 0 ? "even" : "odd"] };
    }

    [Fact]
    public void WhatSpeaksAgainst_IsTakenFromTheReasons_InProportion()
    {
        // EASE has acts that speak against: what m does beside x keeps it from y, which those of x alone like.
        var (entities, acts) = (new List<Entity> { Given.Member("m") }, new List<Interaction>());
        foreach (var idea in new[] { "x", "y", "z" })
            entities.Add(Given.Idea(idea));
        for (var i = 0; i < 20; i++)
        {
            entities.Add(Given.Member($"m{i}"));
            acts.Add(Given.Act(InteractionKind.Supported, $"m{i}", "x"));
            acts.Add(Given.Act(InteractionKind.Supported, $"m{i}", i % 2 == 0 ? "y" : "z"));
        }

        acts.Add(Given.Act(InteractionKind.Supported, "m", "x"));
        var model = Train(new CollaborativeTrainer(new EaseTrainer(lambda: 1), 100), entities, acts);
        var query = Given.IdeasFor(EntityRef.Member("m"));
        var before = model.Recommend(query).Single(item => item.Item.Id == "y");
        Assert.True(model.Apply(Given.Act(InteractionKind.Viewed, "m", "z")));
        var after = model.Recommend(query).Single(item => item.Item.Id == "y");
        Assert.True(after.Score < before.Score, $"{after.Score} is not below {before.Score}.");
        Assert.Equal(EntityRef.Idea("x"), Assert.Single(after.Reasons).About);
        TrainerContract.AssertExplained(after);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(CollaborativeTrainer.ColumnsLimit + 1)]
    public void Columns_OutsideTheirRange_AreRefused(int columns) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new CollaborativeTrainer(new EaseTrainer(), columns));

    private static IRecommendationModel Train(
        CollaborativeTrainer trainer, IReadOnlyList<Entity> entities, IReadOnlyList<Interaction> acts) =>
        trainer.Train(new DataSet(entities, acts), 1, Cancellation);
}
