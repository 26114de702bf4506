using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

/// <summary>Clusters that the tests start from.</summary>
internal static class Clusters
{
    public static readonly MiniCluster Founded = Scenario.Given<MiniCluster>(new ClusterCreated(
        ClusterId, Prose("반도체 장비 미니클러스터", "name-1").Ref, Prose("", "description-1").Ref, ["C2927"],
        ClusterRules.Default, null, Operator.MemberId, Noon));

    /// <summary>With a coordinator and a member.</summary>
    public static readonly MiniCluster Peopled = Founded.Apply(Appointed(Coordinator)).Apply(Joined(Colleague));

    public static CoordinatorAppointed Appointed(Actor who) => new(who.MemberId, Operator.MemberId, Noon);

    public static ClusterMemberJoined Joined(Actor who) => new(who.MemberId, who.MemberId, Noon);

    public static MiniCluster In(this MiniCluster cluster, ClusterLifecycle lifecycle)
        => cluster.Apply(new ClusterLifecycleChanged(cluster.Lifecycle, lifecycle, Operator.MemberId, Noon));

    public static MiniCluster With(this MiniCluster cluster, ClusterRules rules)
        => cluster.Apply(new ClusterRulesChanged(rules, Operator.MemberId, Noon));
}
