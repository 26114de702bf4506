using System.Text.Json;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
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

    public static TheoryData<string> Kinds =>
        [.. Enum.GetNames<ReasonKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EveryKind_CanBeSaid_WithOrWithoutANameInIt(string kind)
    {
        foreach (var texts in new[] { Texts.Korean, Texts.English })
        {
            if (texts.Has($"reason.{kind}")) continue;
            Assert.True(texts.Has($"reason.{kind}.plain"), kind);
            // What the subject says of itself is about no thing.
            Assert.Equal(kind != "profile", texts.Has($"reason.{kind}.about"));
            Assert.Equal(kind != "profile", texts.Has($"reason.{kind}.others"));
        }
    }

    [Theory]
    [InlineData("ko", "‘로봇 팔’ 외 2건에서의 활동과 잘 어울림")]
    [InlineData("en", "Fits past activity on ‘로봇 팔’ and 2 more")]
    public void Say_OfPastActs_NamesTheThing_AndHowManyMore(string language, string expected)
    {
        var reason = new RecommendedReason("pastAct", 1, [], "idea", "i1", 3, "supported", null, false);
        Assert.Equal(expected, Reasons.Say(reason, "로봇 팔", true, Texts.For(language), KsicTree.BuiltIn));
    }
}
