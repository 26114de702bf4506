namespace IdeaStorage.Recommender.Tests;

/// <summary>What every trainer's model has to do whose lists differ from member to member.</summary>
public abstract class PersonalTrainerContract : TrainerContract
{
    /// <summary>Takes away what a reason rests on; false when there was nothing.</summary>
    protected virtual bool TakeAway(IRecommendationModel model, EntityRef subject, Reason reason)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(reason);
        return reason.About is { } about && model.Withdraw(InteractionKind.Supported, subject, about);
    }

    [Fact]
    public void Ideas_OnACheckerboard_BeginWithTheOneLeftOutOfTheOwnColour()
    {
        var model = TrainCheckerboard();
        for (var i = 0; i < 2 * Given.GroupSize; i++)
            Assert.Equal(EntityRef.Idea($"i{i}"), model.Recommend(Given.IdeasFor(EntityRef.Member($"m{i}")))[0].Item);
    }

    [Fact]
    public void Organisations_OnACheckerboard_BeginWithTheOwnColour()
    {
        var model = TrainCheckerboard();
        for (var i = 0; i < 2 * Given.GroupSize; i++)
        {
            var colour = Enumerable.Range(0, 2 * Given.GroupSize)
                .Where(other => other % 2 == i % 2 && other != i)
                .Select(other => $"o{other}");
            var list = model.Recommend(Given.OrganisationsFor(EntityRef.Member($"m{i}")));
            Assert.Equal(colour.Order(), list.Take(Given.GroupSize - 1).Select(item => item.Item.Id).Order());
        }
    }

    [Fact]
    public void WhatAQueryExcludes_IsInNoList_NorWhatItsMembersPosted()
    {
        var (entities, acts) = Board();
        acts.Add(Given.Act(InteractionKind.Posted, "m6", "i4"));
        var model = Train(entities, [.. acts]);
        var excluded = new HashSet<EntityRef> { EntityRef.Organisation("o6") };
        foreach (var (query, item) in new[]
        {
            (Given.OrganisationsFor(EntityRef.Member("m4")), EntityRef.Organisation("o6")),
            (Given.IdeasFor(EntityRef.Member("m4")), EntityRef.Idea("i4")),
        })
        {
            Assert.Contains(model.Recommend(query), one => one.Item == item);
            Assert.DoesNotContain(model.Recommend(query with { Exclude = excluded }), one => one.Item == item);
        }
    }

    [Theory]
    [InlineData("m4", EntityKind.Organisation, 0)]
    [InlineData("m4", EntityKind.Organisation, 5)]
    [InlineData("m4", EntityKind.Idea, 0)]
    [InlineData("m7", EntityKind.Organisation, 1)]
    [InlineData("m7", EntityKind.Idea, 0)]
    [InlineData("m18", EntityKind.Idea, 0)]
    public void TopReason_WhenWhatItRestsOnIsGone_LowersTheScore(string member, EntityKind target, int place)
    {
        var model = TrainCheckerboard();
        var query = new RecommendationQuery(EntityRef.Member(member), target, Given.Now) { Diversity = 0 };
        var before = model.Recommend(query)[place];
        Assert.True(TakeAway(model, query.Subject, before.Reasons[0]));
        var after = model.Recommend(query with { Count = 100 }).Single(item => item.Item == before.Item);
        Assert.True(after.Score < before.Score, $"{after.Score} is not below {before.Score}.");
    }

    [Fact]
    public void Load_OverNewerData_CountsIt()
    {
        var (entities, acts) = Board();
        var query = Given.IdeasFor(EntityRef.Member("m4"));
        acts.Add(Given.Act(InteractionKind.Supported, "m4", "i4"));
        var loaded = Trainer.Load(
            new MemoryStream(Saved(TrainCheckerboard())), new DataSet(entities, acts), Cancellation);
        Assert.Equal(EntityRef.Idea("i4"), TrainCheckerboard().Recommend(query)[0].Item);
        Assert.DoesNotContain(loaded.Recommend(query), item => item.Item == EntityRef.Idea("i4"));
    }

    [Fact]
    public void EqualEntities_AreOrderedById()
    {
        var model = Train(
            [Given.Member("m") with { Tags = ["a"] }, Given.Organisation("z", "a"), Given.Organisation("y", "a")]);
        Assert.Equal(["y", "z"], Ids(model.Recommend(Given.OrganisationsFor(EntityRef.Member("m")))));
    }

    [Fact]
    public void EntitiesThatAreAllAlike_GiveFiniteScoresInTheOrderOfIds()
    {
        string[] ids = ["a", "b", "c", "d"];
        var alike = new Entity(EntityRef.Organisation("x"))
        {
            Industries = [Ksic.Path("C27")],
            Tags = ["battery"],
            Words = ["cell"],
            Region = "Ansan",
            Type = "company",
        };
        var model = Train([.. ids.Select(id => alike with { Ref = EntityRef.Organisation(id) })]);
        var list = model.Recommend(Given.OrganisationsFor(EntityRef.Organisation("b")));
        Assert.Equal(["a", "c", "d"], Ids(list));
        Assert.All(list, AssertExplained);
        Assert.Single(list.Select(item => item.Score).Distinct());
    }
}
