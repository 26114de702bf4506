using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class ChangeStageTests
{
    private static readonly Text Reason = Prose("사업성을 함께 검토합니다.", "reason-1");
    private static readonly Idea Open = Scenario.Given<Idea>(Posted());
    private static readonly Idea Draft = Scenario.Given<Idea>(Posted(IdeaStage.Draft));

    private static readonly IEvent[] Nothing = [];

    private static readonly HashSet<(IdeaStage, IdeaStage)> Arrows =
    [
        (IdeaStage.Draft, IdeaStage.Open),
        (IdeaStage.Open, IdeaStage.InReview), (IdeaStage.Open, IdeaStage.Declined),
        (IdeaStage.Open, IdeaStage.Retired), (IdeaStage.Open, IdeaStage.Merged),
        (IdeaStage.InReview, IdeaStage.Open), (IdeaStage.InReview, IdeaStage.Selected),
        (IdeaStage.InReview, IdeaStage.Declined), (IdeaStage.InReview, IdeaStage.Merged),
        (IdeaStage.Selected, IdeaStage.InProject), (IdeaStage.Selected, IdeaStage.Declined),
        (IdeaStage.Selected, IdeaStage.Retired),
        (IdeaStage.InProject, IdeaStage.Realised), (IdeaStage.InProject, IdeaStage.Retired),
        (IdeaStage.InProject, IdeaStage.Declined),
        (IdeaStage.Declined, IdeaStage.Open), (IdeaStage.Retired, IdeaStage.Open),
    ];

    [Fact]
    public void Move_ByACoordinatorWithAReason_IsPublic()
        => Decide(Open, Coordinator, IdeaStage.InReview, OfCoordinator)
        .ThenTexts(Reason).Then(new IdeaStageChanged(IdeaStage.Open, IdeaStage.InReview, Reason.Ref, "hyunwoo", Noon));

    [Fact]
    public void Move_OfEveryPairOfStages_FollowsTheArrows()
    {
        foreach (var from in Enum.GetValues<IdeaStage>())
        {
            foreach (var to in Enum.GetValues<IdeaStage>().Where(to => to != from))
            {
                var actor = from == IdeaStage.Draft ? Author : Coordinator;
                var decision = Decide(Scenario.Given<Idea>(Posted(from)), actor, to, OfCoordinator);
                if (Arrows.Contains((from, to)))
                    decision.Then([
                        new IdeaStageChanged(from, to, Reason.Ref, actor.MemberId, Noon),
                        .. to == IdeaStage.Merged ? [new IdeaMerged("idea-2", actor.MemberId, Noon)] : Nothing]);
                else
                    decision.ThenRefused(IdeaRefusals.StageCannotFollow(from, to));
            }
        }
    }

    [Fact]
    public void Merge_NamesAnotherIdeaOfTheSameClusterThatTakesMerges()
    {
        var merge = new ChangeStage(By(Coordinator), IdeaStage.Merged, Reason, "idea-2");
        var merged = Open.Apply(IdeaDecisions.Decide(Open, merge, OfCoordinator, Open.ClusterId));
        Assert.Equal("idea-2", merged.MergedInto);
        Assert.Null(merged.MergeCluster);
        Assert.Null(Draft.MergeCluster);
        Assert.Equal(Open.ClusterId, Open.MergeCluster);

        Refused(merge, "another-cluster");
        Refused(merge, null);
        Refused(merge with { TargetId = Open.Id }, Open.ClusterId);
        Refused(merge with { TargetId = null }, null);
        IdeaDecisions.Decide(Open, merge with { Stage = IdeaStage.InReview }, OfCoordinator, Open.ClusterId)
            .ThenRefused(IdeaRefusals.OnlyMergingTakesATarget);

        static void Refused(ChangeStage command, string? targetCluster) =>
            IdeaDecisions.Decide(Open, command, OfCoordinator, targetCluster)
                .ThenRefused(IdeaRefusals.MergeTargetIsNotValid);
    }

    [Fact]
    public void Move_ByAMemberOrTheAuthor_IsRefusedButForRetiring()
    {
        Decide(Open, Colleague, IdeaStage.InReview).ThenRefused(IdeaRefusals.StageIsMovedByOthers);
        Decide(Open, Author, IdeaStage.InReview).ThenRefused(IdeaRefusals.StageIsMovedByOthers);
        Decide(Open, Colleague, IdeaStage.Retired).ThenRefused(IdeaRefusals.StageIsMovedByOthers);
        Decide(Open, Author, IdeaStage.Retired).Only<IdeaStageChanged>();
    }

    [Fact]
    public void Move_ByWhomTheClusterNames_IsAccepted()
    {
        var rules = ClusterRules.Default with
        {
            StageMovers = ImmutableDictionary<IdeaStage, StageMovers>.Empty
                .Add(IdeaStage.InReview, StageMovers.Author).Add(IdeaStage.Declined, StageMovers.Operator),
        };
        Decide(Open, Author, IdeaStage.InReview, Standing(true, rules: rules)).Only<IdeaStageChanged>();
        Decide(Open, Coordinator, IdeaStage.InReview, Standing(true, true, rules))
            .ThenRefused(IdeaRefusals.StageIsMovedByOthers);
        Decide(Open, Coordinator, IdeaStage.Declined, Standing(true, true, rules))
            .ThenRefused(IdeaRefusals.StageIsMovedByOthers);
        Decide(Open, Operator, IdeaStage.Declined, Standing(rules: rules)).Only<IdeaStageChanged>();
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("네", false)]
    [InlineData("승인", true)]
    public void Move_WithoutAReason_IsRefused(string reason, bool isAccepted)
    {
        var command = new ChangeStage(By(Coordinator), IdeaStage.InReview, Prose(reason));
        var decision = IdeaDecisions.Decide(Open, command, OfCoordinator);
        if (isAccepted)
            decision.Only<IdeaStageChanged>();
        else
            decision.ThenRefused(IdeaRefusals.StageReasonLengthOutOfRange(reason.Length));
    }

    [Fact]
    public void Publish_ByTheAuthor_NeedsNoReason()
        => IdeaDecisions.Decide(Draft, new ChangeStage(By(Author), IdeaStage.Open, Prose("")), OfMember)
            .Only<IdeaStageChanged>();

    [Fact]
    public void Publish_ByAnyoneElse_IsRefusedAsIfThereWereNone()
    {
        Decide(Draft, Coordinator, IdeaStage.Open, OfCoordinator).ThenRefused(IdeaRefusals.IdeaNotFound);
        Decide(Draft, Operator, IdeaStage.Open).ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    [Fact]
    public void Publish_FollowsTheRulesOfPosting()
    {
        Decide(Draft, Author, IdeaStage.Open, Standing(true, lifecycle: ClusterLifecycle.Closed))
            .ThenRefused(IdeaRefusals.ClosedClustersTakeNoNewIdeas);
        Decide(Draft, Author, IdeaStage.Open, OfOutsider).ThenRefused(IdeaRefusals.OnlyClusterMembersMayPost);
    }

    [Fact]
    public void Move_Again_YieldsNothing()
    {
        var published = Draft.Apply(Decide(Draft, Author, IdeaStage.Open));
        Decide(published, Author, IdeaStage.Open).ThenNothing();
        Decide(published, Colleague, IdeaStage.Open).ThenRefused(IdeaRefusals.StageIsMovedByOthers);
    }

    [Fact]
    public void Move_OfARemovedIdea_IsRefused()
        => Decide(Open.Apply(Turned(Visibility.Removed)), Coordinator, IdeaStage.InReview, OfCoordinator)
            .ThenRefused(IdeaRefusals.RemovedIdeasDoNotChange);

    [Fact]
    public void Move_ToAnUnknownStage_IsRefused()
        => Decide(Open, Coordinator, (IdeaStage)99, OfCoordinator).ThenRefused(TextRefusals.ChoiceIsUnknown("stage"));

    [Fact]
    public void StagesFor_OffersWhatWouldBeAccepted()
    {
        Assert.Equal([IdeaStage.Retired], IdeaDecisions.StagesFor(Open, Author, OfMember));
        Assert.Empty(IdeaDecisions.StagesFor(Open, Colleague, OfMember));
        Assert.Equal(4, IdeaDecisions.StagesFor(Open, Coordinator, OfCoordinator).Count);
    }

    private static Decision Decide(Idea state, Actor actor, IdeaStage stage, ClusterStanding? cluster = null)
        => IdeaDecisions.Decide(
            state, new ChangeStage(By(actor), stage, Reason, stage == IdeaStage.Merged ? "idea-2" : null),
            cluster ?? OfMember, state.ClusterId);
}
