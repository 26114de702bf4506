using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.MiniClusters.Clusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class ChangeClusterTests
{
    private static readonly Text Name = Prose("반도체 소부장 미니클러스터", "name-2");
    private static readonly ClusterRules OpenPosting = ClusterRules.Default with { Posting = ClusterAccess.Everyone };

    [Fact]
    public void Change_ByACoordinator_ChangesWhatIsGiven()
        => Decide(new ChangeCluster(By(Coordinator), Name, Rules: OpenPosting)).ThenTexts(Name).Then(
            new ClusterDescribed(Name.Ref, Peopled.Description!, Peopled.Tags, "hyunwoo", Noon),
            new ClusterRulesChanged(OpenPosting, "hyunwoo", Noon));

    [Fact]
    public void Change_Again_YieldsNothing()
    {
        var command = new ChangeCluster(By(Operator), Name, Rules: OpenPosting, Lifecycle: ClusterLifecycle.Closed);
        var changed = Peopled.Apply(Decide(command));
        MiniClusterDecisions.Decide(changed, command).ThenNothing();
    }

    [Fact]
    public void Change_ByAMember_IsRefused() => Decide(new ChangeCluster(By(Colleague), Name))
        .ThenRefused(MiniClusterRefusals.OnlyCoordinatorsMayChangeClusters);

    [Fact]
    public void Change_OfTheLifecycle_IsTheOperators()
    {
        Decide(new ChangeCluster(By(Coordinator), Lifecycle: ClusterLifecycle.Closed))
            .ThenRefused(MiniClusterRefusals.OnlyOperatorsMayChangeLifecycles);
        Decide(new ChangeCluster(By(Operator), Lifecycle: ClusterLifecycle.Closed)).Only<ClusterLifecycleChanged>();
    }

    [Theory]
    [InlineData(ClusterLifecycle.Active, ClusterLifecycle.Graduated, true)]
    [InlineData(ClusterLifecycle.Active, ClusterLifecycle.Closed, true)]
    [InlineData(ClusterLifecycle.Graduated, ClusterLifecycle.Active, true)]
    [InlineData(ClusterLifecycle.Graduated, ClusterLifecycle.Closed, true)]
    [InlineData(ClusterLifecycle.Closed, ClusterLifecycle.Active, true)]
    [InlineData(ClusterLifecycle.Closed, ClusterLifecycle.Graduated, false)]
    public void Change_OfTheLifecycle_FollowsTheArrows(ClusterLifecycle from, ClusterLifecycle to, bool isAccepted)
    {
        var state = from == ClusterLifecycle.Active ? Peopled : Peopled.In(from);
        var decision = MiniClusterDecisions.Decide(state, new ChangeCluster(By(Operator), Lifecycle: to));
        if (isAccepted)
            decision.Then(new ClusterLifecycleChanged(from, to, "staff", Noon));
        else
            decision.ThenRefused(MiniClusterRefusals.LifecycleCannotFollow(from, to));
    }

    [Fact]
    public void Change_OfAStaleVersion_IsRefusedButNewMembersDoNotMakeItStale()
    {
        Decide(new ChangeCluster(By(Coordinator), Name, ExpectedVersion: 1)).Only<ClusterDescribed>();
        MiniClusterDecisions.Decide(Peopled.With(OpenPosting), new ChangeCluster(By(Coordinator), Name,
            ExpectedVersion: 1))
            .ThenRefused(TextRefusals.VersionIsStale(1, 4));
    }

    [Fact]
    public void Change_OfNoCluster_IsRefused() => MiniClusterDecisions
        .Decide(MiniCluster.Empty, new ChangeCluster(By(Operator), Name))
        .ThenRefused(MiniClusterRefusals.ClusterNotFound);

    private static Decision Decide(ChangeCluster command) => MiniClusterDecisions.Decide(Peopled, command);
}
