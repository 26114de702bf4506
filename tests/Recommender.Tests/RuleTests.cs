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
        var (mine, a) = (EntityRef.Organisation("mine"), EntityRef.Organisation("a"));
        var model = Given.Model(
            Entities, To(InteractionKind.Connected, mine, a), To(InteractionKind.Connected, a, mine));
        Assert.DoesNotContain("a", Shown(model));
        Assert.DoesNotContain("a", Shown(model, EntityRef.Member("colleague")));
        Assert.DoesNotContain("mine", Shown(model, a));
        Assert.Contains("a", Shown(model, EntityRef.Organisation("b")));
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

    /// <summary>Where authors are now counts. One keeps their activity out, so that it weighs nothing.</summary>
    [Fact]
    public void Exclude_OfAnOrganisation_TakesWhatItsMembersPosted()
    {
        var model = Given.Model(
            [
                .. Entities, Given.Member("author", "a"), Given.Member("other", "b"), Given.Idea("theirs", "battery"),
                Given.Idea("others", "battery"),
            ],
            Given.Act(InteractionKind.Posted, "author", "theirs") with { Weight = 0 },
            Given.Act(InteractionKind.Posted, "other", "others"),
            Given.Act(InteractionKind.Commented, "author", "others"));
        Assert.Equal(["others", "project", "theirs"], Ideas("mine"));
        Assert.Equal(["others", "project"], Ideas("a"));
        Assert.Equal(["project", "theirs"], Ideas("b"));
        model.Apply(Given.Member("author", "b"));
        Assert.Equal(["others", "project", "theirs"], Ideas("a"));
        Assert.Equal(["project"], Ideas("b"));

        IEnumerable<string> Ideas(string organisation) => TrainerContract.Ids(model.Recommend(
            Given.IdeasFor(Me) with { Exclude = new HashSet<EntityRef> { EntityRef.Organisation(organisation) } }))
            .Order();
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

    private static IRecommendationModel ModelOfBusyAndQuiet()
    {
        var entities = new List<Entity> { Given.Member("me") with { Tags = ["battery"] }, Given.Idea("i") };
        var acts = new List<Interaction>();
        for (var n = 0; n < 20; n++)
        {
            entities.Add(Given.Organisation($"o{n:00}", "battery"));
            acts.AddRange(Enumerable.Range(0, 20 - n).Select(_ =>
                To(InteractionKind.Commented, EntityRef.Organisation($"o{n:00}"), EntityRef.Idea("i"))));
        }

        return Given.Model(entities, acts);
    }

    [Theory]
    [InlineData(0, "o00 o01")]
    [InlineData(0.01, "o00 o02")]
    [InlineData(0.5, "o00 o02")]
    [InlineData(0.51, "o02 o03")]
    [InlineData(1, "o02 o03")]
    public void ExposureFloor_KeepsPlacesForAllButTheMostActiveTenth(double floor, string shown)
    {
        var query = Given.OrganisationsFor(Me) with { Count = 2, ExposureFloor = floor };
        Assert.Equal(shown.Split(' '), TrainerContract.Ids(ModelOfBusyAndQuiet().Recommend(query)));
    }

    [Fact]
    public void ExposureFloor_WhereTheListMeetsIt_ChangesNothing()
    {
        var query = Given.OrganisationsFor(Me) with { Count = 10 };
        var model = ModelOfBusyAndQuiet();
        Assert.Equal(
            TrainerContract.Text(model.Recommend(query)),
            TrainerContract.Text(model.Recommend(query with { ExposureFloor = 0.8 })));
    }

    [Fact]
    public void ExposureFloor_WhereNobodyQuietSuits_LeavesTheListFull()
    {
        var model = Given.Model(Entities, Given.Act(InteractionKind.Commented, "colleague", "project"));
        model.Apply(Given.Organisation("a"));
        var query = Given.OrganisationsFor(Me) with { Count = 5, ExposureFloor = 1 };
        Assert.Equal(["b"], TrainerContract.Ids(model.Recommend(query)));
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
