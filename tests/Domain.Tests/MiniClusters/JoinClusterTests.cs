using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.MiniClusters.Clusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class JoinClusterTests
{
    [Fact]
    public void Join_ByOneself_WhenTheClusterIsOpen_IsAccepted()
        => Decide(Peopled, Outsider, Outsider).Then(new ClusterMemberJoined("visitor", "visitor", Noon));

    [Fact]
    public void Join_Again_YieldsNothing() => Decide(Peopled, Colleague, Colleague).ThenNothing();

    [Fact]
    public void Join_WhenTheClusterAdmitsByHand_IsACoordinatorsToGrant()
    {
        var byHand = Peopled.With(ClusterRules.Default with { Joining = ClusterAccess.CoordinatorsOnly });
        Decide(byHand, Outsider, Outsider).ThenRefused(MiniClusterRefusals.MembersAreAdmittedByCoordinators);
        Decide(byHand, Coordinator, Outsider).Then(new ClusterMemberJoined("visitor", "hyunwoo", Noon));
    }

    [Fact]
    public void Join_OfSomeoneElseByAMember_IsRefused()
        => Decide(Peopled, Colleague, Outsider).ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayActForOthers);

    [Fact]
    public void Join_OfAClosedCluster_IsRefusedAndOfAGraduatedOneAccepted()
    {
        Decide(Peopled.In(ClusterLifecycle.Closed), Outsider, Outsider)
            .ThenRefused(MiniClusterRefusals.ClosedClustersTakeNoNewMembers);
        Decide(Peopled.In(ClusterLifecycle.Graduated), Outsider, Outsider).Only<ClusterMemberJoined>();
    }

    [Fact]
    public void Join_OfAFullCluster_IsRefused()
    {
        var full = Peopled with
        {
            Members = [.. Enumerable.Range(0, MiniClusterLimits.MembersMax).Select(number => "m" + number)],
        };
        Decide(full, Outsider, Outsider).ThenRefused(MiniClusterRefusals.ClusterIsFull);
    }

    [Fact]
    public void Join_OfNobodyOrNowhere_IsRefused()
    {
        MiniClusterDecisions.Decide(Peopled, new JoinCluster(By(Coordinator), "ghost"), memberExists: false)
            .ThenRefused(MemberRefusals.MemberNotFound);
        Decide(MiniCluster.Empty, Outsider, Outsider).ThenRefused(MiniClusterRefusals.ClusterNotFound);
    }

    [Fact]
    public void StandingOf_SaysWhoIsWho()
    {
        Assert.Equal((true, true), (Peopled.StandingOf("hyunwoo").IsMember,
            Peopled.StandingOf("hyunwoo").IsCoordinator));
        Assert.Equal((true, false), (Peopled.StandingOf("jisu").IsMember, Peopled.StandingOf("jisu").IsCoordinator));
        Assert.Equal((true, false), (Peopled.StandingOf(null).Exists, Peopled.StandingOf(null).IsMember));
        Assert.False(MiniCluster.Empty.StandingOf("jisu").Exists);
    }

    private static Decision Decide(MiniCluster state, Actor actor, Actor who)
        => MiniClusterDecisions.Decide(state, new JoinCluster(By(actor), who.MemberId), memberExists: true);
}
