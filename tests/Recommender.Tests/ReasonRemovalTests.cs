namespace IdeaStorage.Recommender.Tests;

/// <summary>A reason is one: without what it rests on, the score is lower. For every kind of reason of the signals.
/// </summary>
public sealed class ReasonRemovalTests
{
    private static readonly EntityRef Me = EntityRef.Member("me");
    private static readonly EntityRef Candidate = EntityRef.Organisation("candidate");

    private static readonly Entity CandidateAsItIs = new(Candidate)
    {
        Industries = ["C/C27"],
        Tags = ["battery"],
        Words = ["cell"],
        Region = "Ansan",
    };

    private static readonly Entity[] Entities =
    [
        Given.Member("me", "mine"), Given.Member("theirs", "candidate"), Given.Member("between", "partner"),
        CandidateAsItIs with { Ref = EntityRef.Organisation("mine") }, CandidateAsItIs,
        Given.Organisation("partner"), Given.Organisation("another", "other"), Given.Organisation("third", "other"),
        new(EntityRef.MiniCluster("cluster")),
        .. new[] { "viewed", "supported", "commented", "posted", "met", "project", "alone" }
            .Select(id => Given.Idea(id)),
    ];

    private static readonly Interaction[] Acts =
    [
        .. Both(InteractionKind.Supported, EntityRef.Idea("supported")),
        .. Both(InteractionKind.Commented, EntityRef.Idea("commented")),
        .. Both(InteractionKind.Joined, EntityRef.MiniCluster("cluster")),
        Act(InteractionKind.Supported, "me", EntityRef.Idea("posted")),
        Act(InteractionKind.Posted, "theirs", EntityRef.Idea("posted")),
        Act(InteractionKind.Commented, "me", EntityRef.Idea("project")),
        Act(InteractionKind.Participated, "theirs", EntityRef.Idea("project")),
        Act(InteractionKind.Supported, "me", EntityRef.Idea("met")),
        Act(InteractionKind.Commented, "between", EntityRef.Idea("met")),
        Act(InteractionKind.Commented, "between", EntityRef.Idea("viewed")),
        Act(InteractionKind.Commented, "theirs", EntityRef.Idea("viewed")),
        Act(InteractionKind.Posted, "theirs", EntityRef.Idea("alone")),
    ];

    public static TheoryData<ReasonKind> Kinds =>
    [
        ReasonKind.Industry, ReasonKind.Tag, ReasonKind.Text, ReasonKind.Region, ReasonKind.Popularity,
        ReasonKind.CoActed, ReasonKind.CoCommented, ReasonKind.CoPosted, ReasonKind.SharedCluster,
        ReasonKind.SharedProject, ReasonKind.SharedPartner,
    ];

    private static Interaction Act(InteractionKind kind, string member, EntityRef thing) =>
        new(kind, EntityRef.Member(member), thing, Given.Now.AddDays(-1));

    private static Interaction[] Both(InteractionKind kind, EntityRef thing) =>
        [Act(kind, "me", thing), Act(kind, "theirs", thing)];

    private static Recommendation Find(IRecommendationModel model) =>
        model.Recommend(Given.OrganisationsFor(Me)).Single(item => item.Item == Candidate);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AReason_WhenWhatItRestsOnIsGone_LowersTheScore(ReasonKind kind)
    {
        var model = Given.Model(Entities, Acts);
        var before = Find(model);
        Assert.Contains(before.Reasons, reason => reason.Kind == kind);
        TakeAway(model, kind);
        var after = Find(model);
        Assert.True(after.Score < before.Score, $"{after.Score} is not below {before.Score}.");
        TrainerContract.AssertExplained(after);
    }

    private static void TakeAway(IRecommendationModel model, ReasonKind kind)
    {
        switch (kind)
        {
            case ReasonKind.Industry:
                model.Apply(CandidateAsItIs with { Industries = [] });
                break;
            case ReasonKind.Tag:
                model.Apply(CandidateAsItIs with { Tags = [] });
                break;
            case ReasonKind.Text:
                model.Apply(CandidateAsItIs with { Words = [] });
                break;
            case ReasonKind.Region:
                model.Apply(CandidateAsItIs with { Region = null });
                break;
            case ReasonKind.Popularity:
                Withdraw(InteractionKind.Posted, "theirs", EntityRef.Idea("alone"));
                break;
            case ReasonKind.CoActed:
                Withdraw(InteractionKind.Supported, "theirs", EntityRef.Idea("supported"));
                break;
            case ReasonKind.CoCommented:
                Withdraw(InteractionKind.Commented, "theirs", EntityRef.Idea("commented"));
                break;
            case ReasonKind.CoPosted:
                Withdraw(InteractionKind.Supported, "me", EntityRef.Idea("posted"));
                break;
            case ReasonKind.SharedCluster:
                Withdraw(InteractionKind.Joined, "me", EntityRef.MiniCluster("cluster"));
                break;
            case ReasonKind.SharedProject:
                Withdraw(InteractionKind.Commented, "me", EntityRef.Idea("project"));
                break;
            default:
                Withdraw(InteractionKind.Commented, "between", EntityRef.Idea("viewed"));
                break;
        }

        void Withdraw(InteractionKind act, string member, EntityRef thing) =>
            Assert.True(model.Withdraw(act, EntityRef.Member(member), thing));
    }
}
