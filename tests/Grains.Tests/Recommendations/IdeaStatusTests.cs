using IdeaStorage.Domain.Ideas;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Tests.Recommendations;

public sealed class IdeaStatusTests
{
    [Theory]
    [InlineData(IdeaStage.Open, EntityStatus.Open)]
    [InlineData(IdeaStage.InProject, EntityStatus.Open)]
    [InlineData(IdeaStage.Realised, EntityStatus.Closed)]
    [InlineData(IdeaStage.Declined, EntityStatus.Closed)]
    [InlineData(IdeaStage.Draft, EntityStatus.Hidden)]
    public void AnIdea_IsProposedWhileItTakesSupport(IdeaStage stage, EntityStatus status) =>
        Assert.Equal(status, new IdeaStatus(stage, Visibility.Visible).ForRecommendation);
}
