using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Tests.Recommendations;

public sealed class ReasonsTests
{
    [Theory]
    [InlineData("ko", "대학")]
    [InlineData("en", "University")]
    public void Say_WhenTypesWorkTogether_NamesTheTypeInTheReadersLanguage(string language, string name)
    {
        var reason = new RecommendedReason(
            "typeTies", 1, [nameof(OrganisationKind.University)], null, null, 1, null, null, false);
        var said = Reasons.Say(reason, null, true, Texts.For(language), KsicTree.BuiltIn);
        Assert.EndsWith(": " + name, said);
    }
}
