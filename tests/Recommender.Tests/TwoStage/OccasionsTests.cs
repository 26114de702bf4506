using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class OccasionsTests
{
    private const int Parts = 3;
    private const int Things = 30;

    private static readonly DateTimeOffset s_since = Given.Now.AddDays(-100);

    private static readonly List<Entity> s_entities =
    [
        .. Enumerable.Range(0, Things).SelectMany(n => new[]
        {
            Given.Organisation($"o{n}"), Given.Organisation($"x{n}"), Given.Member($"m{n}", $"o{n}"),
            Given.Idea($"i{n}"),
        }),
    ];

    [Fact]
    public void ActsOnAThing_AreInOnePart_AndPartsAreAsLarge()
    {
        var parts = Enumerable.Range(0, Things).Select(n => AssertTogether(
            Project($"o{n}", $"i{n}"), Project($"x{n}", $"i{n}"),
            Given.Act(InteractionKind.Commented, $"m{(n + 1) % Things}", $"i{n}"))).ToList();
        Assert.All(parts.CountBy(part => part!.Value), part => Assert.Equal(Things / Parts, part.Value));
    }

    [Fact]
    public void AnIntroduction_IsInThePartOfTheProjectThatFollowed_AndOtherwiseOnItsOwn()
    {
        for (var n = 0; n < Things; n++)
        {
            AssertTogether(
                Introduction($"o{n}", $"x{n}"), Introduction($"x{n}", $"o{n}"), Wish($"m{n}", $"x{n}"),
                Project($"o{n}", $"i{n}"), Project($"x{n}", $"i{n}"));
            AssertTogether(Introduction($"o{n}", $"x{n}"), Introduction($"x{n}", $"o{n}"), Wish($"m{n}", $"x{n}"));
        }
    }

    [Fact]
    public void ActsBeforeTheDay_AreInNoPart_AndLeadNowhere()
    {
        var early = Project("o1", "i1") with { At = s_since.AddTicks(-1) };
        var occasions = OccasionsOf([early, Project("x1", "i1"), Introduction("o1", "x1")]);
        Assert.Null(occasions.PartOf(early));
        Assert.NotNull(occasions.PartOf(Project("x1", "i1") with { At = s_since }));
        Assert.NotEqual(occasions.PartOf(Project("x1", "i1")), occasions.PartOf(Introduction("o1", "x1")));
    }

    /// <summary>The part of these acts beside others on all things.</summary>
    private static int? AssertTogether(params Interaction[] acts)
    {
        var others = Enumerable.Range(0, Things).Select(n => Given.Act(InteractionKind.Viewed, $"m{n}", $"i{n}"));
        var occasions = OccasionsOf([.. others, .. acts]);
        return Assert.Single(acts.Select(occasions.PartOf).Distinct());
    }

    private static Occasions OccasionsOf(List<Interaction> acts) =>
        new(new DataSet(s_entities, acts), s_since, Parts, 1, TestContext.Current.CancellationToken);

    private static Interaction Project(string organisation, string idea) => new(
        InteractionKind.Participated, EntityRef.Organisation(organisation), EntityRef.Idea(idea),
        Given.Now.AddDays(-1));

    private static Interaction Introduction(string one, string other) => new(
        InteractionKind.Connected, EntityRef.Organisation(one), EntityRef.Organisation(other), Given.Now.AddDays(-2));

    private static Interaction Wish(string member, string organisation) => new(
        InteractionKind.Interested, EntityRef.Member(member), EntityRef.Organisation(organisation),
        Given.Now.AddDays(-3));
}
