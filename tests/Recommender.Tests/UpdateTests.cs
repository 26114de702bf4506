namespace IdeaStorage.Recommender.Tests;

/// <summary>A model that is fed act by act is the model that is trained on all of them.</summary>
public sealed class UpdateTests
{
    private static readonly RecommendationQuery Query = Given.OrganisationsFor(EntityRef.Member("m4"));

    private static void AssertSame(IRecommendationModel expected, IRecommendationModel actual)
    {
        var ideaQuery = Given.OrganisationsFor(EntityRef.Idea("i3"));
        foreach (var query in new[] { Query, Given.IdeasFor(Query.Subject), ideaQuery })
        {
            var (one, other) = (expected.Recommend(query), actual.Recommend(query));
            Assert.Equal(
                one.OrderBy(item => item.Item.Id).Select(item => (item.Item, Math.Round(item.Score, 9))),
                other.OrderBy(item => item.Item.Id).Select(item => (item.Item, Math.Round(item.Score, 9))));
        }
    }

    [Fact]
    public void Apply_ActByAct_EqualsTrainingOnAll()
    {
        var (entities, acts) = Given.Checkerboard();
        var fed = Given.Model(entities, [.. acts.Take(acts.Count / 2)]);
        foreach (var act in acts.Skip(acts.Count / 2).Reverse())
            Assert.True(fed.Apply(act));
        AssertSame(Given.Model(entities, acts), fed);
    }

    [Fact]
    public void Apply_EntityByEntity_EqualsTrainingOnAll()
    {
        var (entities, acts) = Given.Checkerboard();
        var tagged = entities.ConvertAll(entity => entity with { Tags = [$"tag {entity.Ref.Id[^1]}"] });
        var fed = Given.Model(entities, acts);
        foreach (var entity in tagged)
            fed.Apply(entity);
        AssertSame(Given.Model(tagged, acts), fed);
    }

    [Fact]
    public void Apply_ChangesTheNextList()
    {
        var model = Given.Model(
            [Given.Member("me"), Given.Member("m", "a"), Given.Organisation("a"), Given.Idea("i")],
            Given.Act(InteractionKind.Commented, "m", "i"));
        var query = Given.OrganisationsFor(EntityRef.Member("me"));
        Assert.DoesNotContain(model.Recommend(query)[0].Reasons, reason => reason.Kind == ReasonKind.CoCommented);
        model.Apply(Given.Act(InteractionKind.Supported, "me", "i"));
        Assert.Contains(model.Recommend(query)[0].Reasons, reason => reason.Kind == ReasonKind.CoCommented);
    }

    [Fact]
    public void Withdraw_UndoesAnAct()
    {
        var (entities, acts) = Given.Checkerboard();
        var model = Given.Model(entities, acts);
        var act = Given.Act(InteractionKind.Supported, "m4", "i3");
        model.Apply(act);
        Assert.NotEqual(
            TrainerContract.Text(Given.Model(entities, acts).Recommend(Query)),
            TrainerContract.Text(model.Recommend(Query)));
        Assert.True(model.Withdraw(act.Kind, act.Actor, act.Target));
        Assert.False(model.Withdraw(act.Kind, act.Actor, act.Target));
        AssertSame(Given.Model(entities, acts), model);
    }

    [Fact]
    public void Apply_WhenActorOrTargetIsUnknown_ChangesNothing()
    {
        var model = Given.Model([Given.Member("me")]);
        Assert.False(model.Apply(Given.Act(InteractionKind.Supported, "me", "nothing")));
        Assert.False(model.Withdraw(InteractionKind.Supported, EntityRef.Member("me"), EntityRef.Idea("nothing")));
        Assert.False(model.Remove(EntityRef.Idea("nothing")));
    }

    [Fact]
    public void Apply_WhenTheWeightIsNoNumber_IsRefused()
    {
        var (entities, acts) = Given.Checkerboard();
        var model = Given.Model(entities, acts);
        Assert.Throws<InvalidDataSetException>(() => model.Apply(acts[0] with { Weight = double.NaN }));
        AssertSame(Given.Model(entities, acts), model);
    }

    [Fact]
    public void Apply_WhenAnEntityIsWrong_IsRefused_AndNothingChanges()
    {
        var (entities, acts) = Given.Checkerboard();
        var model = Given.Model(entities, acts);
        var error = Assert.Throws<InvalidDataSetException>(
            () => model.Apply(Given.Idea("i3") with { Tags = [" "] }));
        Assert.Equal(("entities", "Tags"), (error.Table, error.Field));
        AssertSame(Given.Model(entities, acts), model);
    }

    [Fact]
    public void Remove_ForgetsAnIdeaWithAllThatWasDoneToIt()
    {
        var (entities, acts) = Given.Checkerboard();
        var gone = EntityRef.Idea("i6");
        var model = Given.Model(entities, acts);
        Assert.True(model.Remove(gone));
        AssertSame(
            Given.Model(
                [.. entities.Where(entity => entity.Ref != gone)], [.. acts.Where(act => act.Target != gone)]),
            model);
    }

    [Fact]
    public void Remove_ForgetsAMember_AndItsOrganisationKeepsWhatItDid()
    {
        var (entities, acts) = Given.Checkerboard();
        var model = Given.Model(entities, acts);
        Assert.True(model.Remove(EntityRef.Member("m6")));
        Assert.Empty(model.Recommend(Given.IdeasFor(EntityRef.Member("m6"))));
        Assert.Contains("o6", TrainerContract.Ids(model.Recommend(Query)).Take(Given.GroupSize - 1));
    }

    [Fact]
    public async Task Recommend_WhileActsAreApplied_GivesWholeLists()
    {
        var (entities, acts) = Given.Checkerboard();
        var model = Given.Model(entities);
        var cancellation = TestContext.Current.CancellationToken;
        var writer = Task.Run(
            () =>
            {
                for (var round = 0; round < 20; round++)
                    foreach (var act in acts)
                        model.Apply(act with { At = act.At.AddHours(round) });
            },
            cancellation);
        do
        {
            foreach (var item in model.Recommend(Query))
                TrainerContract.AssertExplained(item);
        }
        while (!writer.IsCompleted);
        await writer;
        Assert.NotEmpty(model.Recommend(Query));
    }
}
