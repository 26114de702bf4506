using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class SupportIdeaTests
{
    private static readonly Idea Open = Scenario.Given<Idea>(Posted());

    [Fact]
    public void Support_ByAMember_Counts() => Decide(Open, Colleague).Then(new IdeaSupported("jisu", Noon));

    [Fact]
    public void Support_Twice_YieldsNothing() => Decide(Open.Apply(Decide(Open, Colleague)), Colleague).ThenNothing();

    [Fact]
    public void Support_OfOnesOwn_IsRefused()
        => Decide(Open, Author).ThenRefused(IdeaRefusals.OwnIdeaCannotBeSupported);

    [Fact]
    public void Support_ByAnOutsider_FollowsTheRulesOfTheCluster()
    {
        Decide(Open, Outsider, OfOutsider).Only<IdeaSupported>();
        var openToAll = Standing(rules: ClusterRules.Default with { Commenting = ClusterAccess.Everyone });
        Decide(Open, Outsider, openToAll).Only<IdeaSupported>();
    }

    [Theory]
    [InlineData(IdeaStage.Declined)]
    [InlineData(IdeaStage.Retired)]
    [InlineData(IdeaStage.Merged)]
    [InlineData(IdeaStage.Realised)]
    public void Support_OfAnIdeaThatIsOver_IsRefused(IdeaStage stage)
        => Decide(Scenario.Given<Idea>(Posted(stage)), Colleague).ThenRefused(IdeaRefusals.OnlyLiveIdeasTakeSupport);

    [Fact]
    public void Support_OfADraft_IsRefusedAsIfThereWereNone()
        => Decide(Scenario.Given<Idea>(Posted(IdeaStage.Draft)), Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);

    [Fact]
    public void Support_OfWhatIsHiddenOrRemoved_IsRefused()
    {
        Decide(Open.Apply(Turned(Visibility.Hidden)), Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);
        Decide(Open.Apply(Turned(Visibility.Hidden)), Coordinator, OfCoordinator)
            .ThenRefused(IdeaRefusals.HiddenIdeasTakeNoAnswers);
        Decide(Open.Apply(Turned(Visibility.Removed)), Colleague).ThenRefused(IdeaRefusals.HiddenIdeasTakeNoAnswers);
    }

    private static Decision Decide(Idea state, Actor actor, ClusterStanding? cluster = null)
        => IdeaDecisions.Decide(state, new SupportIdea(By(actor)), cluster ?? OfMember);
}
