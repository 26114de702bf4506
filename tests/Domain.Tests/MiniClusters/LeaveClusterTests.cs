using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.MiniClusters.Clusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class LeaveClusterTests
{
    [Fact]
    public void Leave_ByOneself_IsAccepted() => Decide(Peopled, Colleague, Colleague)
        .Then(new ClusterMemberLeft("jisu", "jisu", Noon));

    [Fact]
    public void Leave_Again_YieldsNothing()
        => Decide(Peopled.Apply(Decide(Peopled, Colleague, Colleague)), Colleague, Colleague).ThenNothing();

    [Fact]
    public void Leave_ByACoordinatorsHand_IsAccepted()
        => Decide(Peopled, Coordinator, Colleague).Then(new ClusterMemberLeft("jisu", "hyunwoo", Noon));

    [Fact]
    public void Leave_OfSomeoneElseByAMember_IsRefused()
        => Decide(Peopled, Outsider, Colleague).ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayActForOthers);

    [Fact]
    public void Leave_ByACoordinator_WaitsForDismissal()
        => Decide(Peopled, Coordinator, Coordinator).ThenRefused(MiniClusterRefusals.CoordinatorsLeaveAfterDismissal);

    private static Decision Decide(MiniCluster state, Actor actor, Actor who)
        => MiniClusterDecisions.Decide(state, new LeaveCluster(By(actor), who.MemberId));
}
