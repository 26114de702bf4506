namespace IdeaStorage.Recommender.Tests;

/// <summary>What is never shown.</summary>
public sealed class RuleTests
{
    private static readonly EntityRef Me = EntityRef.Member("me");

    private static readonly Entity[] Entities =
    [
        Given.Member("me", "mine") with { Tags = ["battery"] },
        Given.Member("colleague", "mine"),
        Given.Organisation("mine", "battery"),
        Given.Organisation("a", "battery"),
        Given.Organisation("b", "battery"),
        Given.Idea("project", "battery"),
    ];

    private static string[] Shown(IRecommendationModel model, EntityRef? subject = null) =>
        TrainerContract.Ids(model.Recommend(Given.OrganisationsFor(subject ?? Me)));

    private static Interaction To(InteractionKind kind, EntityRef actor, EntityRef target) =>
        new(kind, actor, target, Given.Now);

    [Fact]
    public void OwnOrganisation_IsNotShown() => Assert.Equal(["a", "b"], Shown(Given.Model(Entities)));

    [Fact]
    public void Declined_IsNotShownToTheMember_ButToAColleague()
    {
        var model = Given.Model(Entities, To(InteractionKind.Declined, Me, EntityRef.Organisation("a")));
        Assert.Equal(["b"], Shown(model));
        Assert.Contains("a", Shown(model, EntityRef.Member("colleague")));
    }

    [Fact]
    public void Connected_IsShownToNobodyOfEitherSide()
    {
        var model = Given.Model(Entities, To(InteractionKind.Connected, Me, EntityRef.Organisation("a")));
        Assert.DoesNotContain("a", Shown(model));
        Assert.DoesNotContain("a", Shown(model, EntityRef.Member("colleague")));
        Assert.DoesNotContain("mine", Shown(model, EntityRef.Organisation("a")));
    }

    [Fact]
    public void PartnersOfOneProject_AreConnected()
    {
        var model = Given.Model(
            Entities,
            To(InteractionKind.Participated, EntityRef.Organisation("mine"), EntityRef.Idea("project")),
            To(InteractionKind.Participated, EntityRef.Organisation("a"), EntityRef.Idea("project")));
        Assert.Equal(["b"], Shown(model));
        Assert.Equal(["b"], Shown(model, EntityRef.Idea("project")));
    }

    [Fact]
    public void OrganisationOfTheAuthor_IsNotShownForTheIdea()
    {
        var model = Given.Model(Entities, Given.Act(InteractionKind.Posted, "me", "project"));
        Assert.Equal(["a", "b"], Shown(model, EntityRef.Idea("project")));
    }

    [Fact]
    public void Exclude_IsKept()
    {
        var excluded = new HashSet<EntityRef> { EntityRef.Organisation("b") };
        var query = Given.OrganisationsFor(Me) with { Exclude = excluded };
        Assert.Equal(["a"], TrainerContract.Ids(Given.Model(Entities).Recommend(query)));
    }

    [Theory]
    [InlineData(EntityStatus.Closed)]
    [InlineData(EntityStatus.Hidden)]
    public void ClosedAndHidden_AreNotShown(EntityStatus status)
    {
        var model = Given.Model(Entities);
        model.Apply(Given.Organisation("a", "battery") with { Status = status });
        Assert.Equal(["b"], Shown(model));
    }

    [Theory]
    [InlineData(EntityStatus.Closed, true)]
    [InlineData(EntityStatus.Hidden, false)]
    public void Idea_IsNamedInReasonsWhenClosed_NotWhenHidden(EntityStatus status, bool named)
    {
        var model = Given.Model(
            [.. Entities, Given.Member("other", "a")],
            Given.Act(InteractionKind.Supported, "me", "project"),
            Given.Act(InteractionKind.Commented, "other", "project"));
        model.Apply(Given.Idea("project", "battery") with { Status = status });
        var reasons = model.Recommend(Given.OrganisationsFor(Me)).SelectMany(item => item.Reasons);
        Assert.Equal(named, reasons.Any(reason => reason.About == EntityRef.Idea("project")));
    }

    [Fact]
    public void OptedOutMember_IsMatchedByOwnFeaturesOnly()
    {
        var model = Given.Model(
            [.. Entities, Given.Member("other", "a")],
            Given.Act(InteractionKind.Supported, "me", "project"),
            Given.Act(InteractionKind.Supported, "other", "project"));
        var list = model.Recommend(Given.OrganisationsFor(Me) with { UseActivity = false });
        Assert.Equal(["a", "b"], TrainerContract.Ids(list));
        Assert.All(list.SelectMany(item => item.Reasons), reason => Assert.Null(reason.About));
    }

    [Fact]
    public void Diversity_SpreadsTheListOverRegions()
    {
        var entities = new List<Entity> { Given.Member("me") with { Tags = ["battery", "cell"] } };
        entities.AddRange(Enumerable.Range(0, 10).Select(n =>
            Given.Organisation($"near{n}", "battery", "cell") with { Region = "Ansan" }));
        entities.AddRange(Enumerable.Range(0, 3).Select(n =>
            Given.Organisation($"far{n}", "battery") with { Region = $"Region {n}" }));
        var model = Given.Model(entities);
        var query = Given.OrganisationsFor(Me) with { Count = 5 };
        Assert.DoesNotContain(model.Recommend(query), item => item.Item.Id.StartsWith("far", StringComparison.Ordinal));
        var spread = TrainerContract.Ids(model.Recommend(query with { Diversity = 0.5 }));
        Assert.Equal("near0", spread[0]);
        Assert.Equal(3, spread.Count(id => id.StartsWith("far", StringComparison.Ordinal)));
    }
}
