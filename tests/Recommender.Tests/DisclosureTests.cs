using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests;

/// <summary>What others learn of an act, as its kind says (<see cref="Disclosure"/>).</summary>
public sealed class DisclosureTests
{
    private static readonly EntityRef Me = EntityRef.Member("me");

    private static readonly Entity[] Entities =
    [
        Given.Member("me", "mine"), Given.Member("other", "theirs"), Given.Member("colleague", "mine"),
        Given.Organisation("mine", "battery"), Given.Organisation("theirs", "robot"), Given.Organisation("x", "solar"),
        Given.Idea("i", "battery"), Given.Idea("j", "hydrogen"),
    ];

    public static TheoryData<string> Trainers => ["signals", "hybrid"];

    private static IRecommendationModel Train(string trainer, params Interaction[] acts)
    {
        ITrainer one = trainer == "signals" ? new SignalTrainer() : new HybridTrainer();
        return one.Train(new DataSet(Entities, acts), 1, TestContext.Current.CancellationToken);
    }

    private static Interaction Interested(string member, EntityRef target) =>
        new(InteractionKind.Interested, EntityRef.Member(member), target, Given.Now.AddDays(-1));

    private static List<Recommendation> ListsOf(IRecommendationModel model, EntityRef subject) =>
        [.. model.Recommend(Given.OrganisationsFor(subject)), .. model.Recommend(Given.IdeasFor(subject))];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnAnswer_ThatAnotherGave_LeadsToNobody(string trainer)
    {
        var model = Train(
            trainer,
            Interested("me", EntityRef.Organisation("x")), Interested("me", EntityRef.Idea("i")),
            Interested("other", EntityRef.Organisation("x")), Interested("other", EntityRef.Idea("i")),
            Interested("other", EntityRef.Idea("j")));
        foreach (var subject in new[] { Me, EntityRef.Member("colleague"), EntityRef.Organisation("x") })
            Assert.All(
                ListsOf(model, subject).SelectMany(item => item.Reasons),
                reason => Assert.True(
                    reason is { About: null, YourAct: null } && !reason.Labels.Contains("hydrogen"), $"{reason}"));
    }

    /// <summary>Both sides know of it, and nobody else: not even those who were introduced to the same.</summary>
    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnIntroduction_IsNobodysReason(string trainer)
    {
        var (mine, theirs, x) = (
            EntityRef.Organisation("mine"), EntityRef.Organisation("theirs"), EntityRef.Organisation("x"));
        var model = Train(trainer, Connected(mine, x), Connected(x, mine), Connected(theirs, x), Connected(x, theirs));
        foreach (var subject in new[] { Me, EntityRef.Member("other"), mine, x })
            Assert.All(
                ListsOf(model, subject).SelectMany(item => item.Reasons),
                reason => Assert.True(reason is { About: null, YourAct: null, TheirAct: null }, $"{reason}"));

        static Interaction Connected(EntityRef one, EntityRef other) =>
            new(InteractionKind.Connected, one, other, Given.Now.AddDays(-1));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnAnswer_OfOnesOwn_LeadsToThoseWhoActThere(string trainer)
    {
        var model = Train(
            trainer, Interested("me", EntityRef.Idea("i")), Given.Act(InteractionKind.Commented, "other", "i"));
        var item = model.Recommend(Given.OrganisationsFor(Me)).Single(item => item.Item.Id == "theirs");
        var reason = item.Reasons.Single(reason => reason.Kind == ReasonKind.CoCommented);
        Assert.Equal((EntityRef.Idea("i"), InteractionKind.Interested), (reason.About, reason.YourAct));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void AnAnswer_GivenAndTakenBackLive_LeavesNothing(string trainer)
    {
        var comment = Given.Act(InteractionKind.Commented, "other", "i");
        var (before, after) = (Train(trainer, comment), Train(trainer, comment));
        after.Apply(Interested("me", EntityRef.Idea("i")));
        Assert.NotEqual(
            before.Recommend(Given.OrganisationsFor(Me)).Select(item => item.Score),
            after.Recommend(Given.OrganisationsFor(Me)).Select(item => item.Score));
        Assert.True(after.Withdraw(InteractionKind.Interested, Me, EntityRef.Idea("i")));
        Assert.Equal(
            before.Recommend(Given.OrganisationsFor(Me)).Select(item => (item.Item, item.Score)),
            after.Recommend(Given.OrganisationsFor(Me)).Select(item => (item.Item, item.Score)));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void ASupport_IsNotToldOfAnOrganisationByName(string trainer)
    {
        var model = Train(
            trainer,
            Given.Act(InteractionKind.Supported, "me", "i"), Given.Act(InteractionKind.Supported, "other", "i"));
        var reason = model.Recommend(Given.OrganisationsFor(Me)).Single(item => item.Item.Id == "theirs").Reasons
            .Single(reason => reason.About == EntityRef.Idea("i"));
        Assert.Equal((ReasonKind.CoActed, null), (reason.Kind, reason.TheirAct));
    }
}
