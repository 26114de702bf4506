using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.MiniClusters.Clusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class AppointCoordinatorTests
{
    [Fact]
    public void Appoint_ByAnOperator_MakesAMemberToo()
    {
        var decision = Decide(Founded, Operator, Outsider);
        decision.Then(new CoordinatorAppointed("visitor", "staff", Noon));
        Assert.Contains("visitor", Founded.Apply(decision).Members);
    }

    [Fact]
    public void Appoint_ByACoordinator_IsAccepted()
        => Decide(Peopled, Coordinator, Colleague).Only<CoordinatorAppointed>();

    [Fact]
    public void Appoint_Again_YieldsNothing() => Decide(Peopled, Operator, Coordinator).ThenNothing();

    [Fact]
    public void Appoint_ByAMember_IsRefusedEvenWhereItChangesNothing()
    {
        Decide(Peopled, Colleague, Colleague).ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayAppoint);
        Decide(Peopled, Colleague, Coordinator).ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayAppoint);
    }

    [Fact]
    public void Appoint_BeyondTheMost_IsRefused()
    {
        var many = Peopled with
        {
            Coordinators = [.. Enumerable.Range(0, MiniClusterLimits.CoordinatorsMax).Select(number => "m" + number)],
        };
        Decide(many, Operator, Colleague).ThenRefused(MiniClusterRefusals.ClusterHasTooManyCoordinators);
    }

    [Fact]
    public void Appoint_OfNobody_IsRefused() => MiniClusterDecisions
        .Decide(Peopled, new AppointCoordinator(By(Operator), "ghost"), memberExists: false)
        .ThenRefused(MemberRefusals.MemberNotFound);

    private static Decision Decide(MiniCluster state, Actor actor, Actor who)
        => MiniClusterDecisions.Decide(state, new AppointCoordinator(By(actor), who.MemberId), memberExists: true);
}
