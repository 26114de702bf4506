using System.Collections.Immutable;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.MiniClusters;

public sealed class CreateClusterTests
{
    private static readonly CreateCluster Valid = new(
        By(Operator), Prose("이차전지 미니클러스터", "name-1"), Prose("", "description-1"), Words("C2820", "전고체"),
        ClusterRules.Default);

    [Fact]
    public void Create_ByAnOperator_FoundsIt() => Decide(Valid).ThenTexts(Valid.Name, Valid.Description).Then(
        new ClusterCreated(
            ClusterId, Valid.Name.Ref, Valid.Description.Ref, ["C2820", "전고체"], ClusterRules.Default, null, "staff",
                Noon));

    [Fact]
    public void Create_ByAMember_IsRefused() => Decide(Valid with { Context = By(Colleague) })
        .ThenRefused(MiniClusterRefusals.OnlyOperatorsMayCreateClusters);

    [Fact]
    public void Create_Again_YieldsNothing()
        => MiniClusterDecisions.Decide(MiniCluster.Empty.Apply(Decide(Valid)), ClusterId, Valid).ThenNothing();

    [Fact]
    public void Create_FromAnotherSourceUnderTheSameId_IsRefused() => MiniClusterDecisions
        .Decide(MiniCluster.Empty.Apply(Decide(Valid)), ClusterId, Valid with { Source = "ideascale:1" })
        .ThenRefused(MiniClusterRefusals.ClusterExistsAlready);

    [Theory]
    [InlineData(1)]
    [InlineData(81)]
    public void Create_WithANameOutOfRange_IsRefused(int length) => Decide(Valid with { Name = Letters(length) })
        .ThenRefused(MiniClusterRefusals.ClusterNameLengthOutOfRange(length));

    [Fact]
    public void Create_WithTooMuchDescriptionOrTooManyTags_IsRefused()
    {
        Decide(Valid with { Description = Letters(5_001) })
            .ThenRefused(MiniClusterRefusals.ClusterDescriptionLengthOutOfRange(5_001));
        Decide(Valid with { Tags = [.. Enumerable.Range(0, 21).Select(number => "tag" + number)] })
            .ThenRefused(TagRefusals.TagCountOutOfRange(0, 20, 21));
    }

    [Fact]
    public void Create_AsAnImport_CleansInsteadOfRefusing()
    {
        var decision = Decide(Valid with { Name = Prose("F\n1"), Source = "ideascale:c1", Tags = Words("\0") });
        Assert.Equal("F 1", decision.Texts[0].Content);
        Assert.Empty(decision.Only<ClusterCreated>().Tags);
    }

    [Fact]
    public void Create_WithUnknownRules_IsRefused()
    {
        var movers = ImmutableDictionary<IdeaStage, StageMovers>.Empty.Add(IdeaStage.Open, (StageMovers)64);
        Decide(Valid with { Rules = ClusterRules.Default with { StageMovers = movers } })
            .ThenRefused(TextRefusals.ChoiceIsUnknown("rules"));
        Decide(Valid with { Rules = ClusterRules.Default with { Posting = (ClusterAccess)9 } })
            .ThenRefused(TextRefusals.ChoiceIsUnknown("rules"));
    }

    private static Decision Decide(CreateCluster command)
        => MiniClusterDecisions.Decide(MiniCluster.Empty, ClusterId, command);
}
