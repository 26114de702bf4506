using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.MiniClusters.Clusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class DismissCoordinatorTests
{
    private static readonly MiniCluster OfTwo = Peopled.Apply(Appointed(Colleague));

    [Fact]
    public void Dismiss_ByTheOtherCoordinator_LeavesAMember()
    {
        var decision = Decide(OfTwo, Coordinator, Colleague);
        decision.Then(new CoordinatorDismissed("jisu", "hyunwoo", Noon));
        var after = OfTwo.Apply(decision);
        Assert.Equal((true, false), (after.Members.Contains("jisu"), after.Coordinators.Contains("jisu")));
    }

    [Fact]
    public void Dismiss_OfOneselfTwice_YieldsNothing()
        => Decide(OfTwo.Apply(Decide(OfTwo, Colleague, Colleague)), Colleague, Colleague).ThenNothing();

    [Fact]
    public void Dismiss_OfTheLastOne_IsTheOperators()
    {
        Decide(Peopled, Coordinator, Coordinator)
            .ThenRefused(MiniClusterRefusals.OnlyOperatorsMayDismissTheLastCoordinator);
        Decide(Peopled, Operator, Coordinator).Only<CoordinatorDismissed>();
    }

    [Fact]
    public void Dismiss_ByAMember_IsRefused()
        => Decide(OfTwo, Outsider, Coordinator).ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayDismiss);

    private static Decision Decide(MiniCluster state, Actor actor, Actor who)
        => MiniClusterDecisions.Decide(state, new DismissCoordinator(By(actor), who.MemberId));
}
