using System.Text.Json;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
using IdeaStorage.Web.Language;
using IdeaStorage.Web.Recommendations;

namespace IdeaStorage.Web.Tests.Recommendations;

public sealed class ReasonsTests
{
    private static readonly RecommendationRequest s_partners =
        new(RecommendationSubject.Member, "m1", RecommendedKind.Organisation, 10, DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("ko", "대학")]
    [InlineData("en", "University")]
    public void Say_WhenTypesWorkTogether_NamesTheTypeInTheReadersLanguage(string language, string name)
    {
        var reason = new RecommendedReason(
            "typeTies", 1, [nameof(OrganisationKind.University)], null, null, 1, null, null, false);
        var said = Reasons.Say(reason, null, s_partners, Texts.For(language), KsicTree.BuiltIn);
        Assert.EndsWith(": " + name, said);
    }

    [Theory]
    [InlineData("줄이다 센서 모으다 바다 도금", ": 센서 · 바다 · 도금")]
    [InlineData("줄이다 센서", ": 센서 · 줄이다")]
    public void Say_OfTexts_NamesThingsBeforeVerbs_ThreeAtMost(string labels, string expected)
    {
        var reason = new RecommendedReason("text", 1, [.. labels.Split(' ')], null, null, 5, null, null, false);
        Assert.EndsWith(expected, Reasons.Say(reason, null, s_partners, Texts.Korean, KsicTree.BuiltIn));
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
            // What the subject or the idea is by itself is about no other thing.
            var isAboutThings = kind is not ("profile" or "recent" or "ownOrganisation");
            Assert.Equal(isAboutThings, texts.Has($"reason.{kind}.about"));
            Assert.Equal(isAboutThings, texts.Has($"reason.{kind}.others"));
        }
    }

    [Theory]
    [InlineData("ko", "‘로봇 팔’ 외 2건에서의 활동과 잘 어울림")]
    [InlineData("en", "Fits past activity on ‘로봇 팔’ and 2 more")]
    public void Say_OfPastActs_NamesTheThing_AndHowManyMore(string language, string expected)
    {
        var reason = new RecommendedReason("pastAct", 1, [], "idea", "i1", 3, "supported", null, false);
        Assert.Equal(expected, Reasons.Say(reason, "로봇 팔", s_partners, Texts.For(language), KsicTree.BuiltIn));
    }

    [Theory]
    [InlineData("ko", 1, "‘정밀기계’에서 활동하는 회원들이 공감함")]
    [InlineData("ko", 3, "‘정밀기계’ 외 2건에서 활동하는 회원들이 공감함")]
    [InlineData("en", 1, "Supported by members who are active in ‘정밀기계’")]
    [InlineData("en", 3, "Supported by members who are active in ‘정밀기계’ and 2 more")]
    public void Say_OfAnIdea_TellsWhatOthersDid_ForAnIdeaDoesNothing(string language, int count, string expected)
    {
        var reason = new RecommendedReason(
            "coSupported", 1, [], "miniCluster", "c1", count, "joined", "supported", false);
        var ideas = s_partners with { Target = RecommendedKind.Idea };
        Assert.Equal(expected, Reasons.Say(reason, "정밀기계", ideas, Texts.For(language), KsicTree.BuiltIn));
        Assert.DoesNotContain("정밀기계", Reasons.Say(reason, null, ideas, Texts.For(language), KsicTree.BuiltIn));
    }

    [Theory]
    [InlineData("ko", "supported", false, null, "당신이 공감한 ‘로봇 팔’ 외 1건에서 활동함")]
    [InlineData("en", "supported", false, null, "is active on ‘로봇 팔’, which you support, and on 1 more")]
    [InlineData("ko", "interested", false, "commented", "당신이 관심을 보인 ‘로봇 팔’ 외 1건에 의견을 남김")]
    [InlineData("en", "interested", false, "commented", "commented on ‘로봇 팔’, which interests you, and on 1 more")]
    [InlineData("ko", "commented", true, "participated", "우리 기관이 활동하는 ‘로봇 팔’ 외 1건의 과제에 참여함")]
    [InlineData(
        "en", "commented", true, "participated",
        "takes part in the project ‘로봇 팔’, where your organisation is active, and in 1 more")]
    public void Say_OfAPartner_TellsWhatEachDid_AndNotThatItSupports(
        string language, string yours, bool throughOrganisation, string? theirs, string expected)
    {
        var reason = new RecommendedReason(
            theirs is null ? "coActed" : "coCommented", 1, [], "idea", "i1", 2, yours, theirs, throughOrganisation);
        Assert.Equal(expected, Reasons.Say(reason, "로봇 팔", s_partners, Texts.For(language), KsicTree.BuiltIn));
    }

    [Theory]
    [InlineData("ko", "이 아이디어에 의견을 남김")]
    [InlineData("en", "Commented on this idea")]
    public void Say_OfAPartnerForAnIdea_TellsWhatItDidWithTheIdea(string language, string expected)
    {
        var reason = new RecommendedReason("coCommented", 1, [], "idea", "i1", 1, "commented", "commented", false);
        var partners = s_partners with { Subject = RecommendationSubject.Idea, SubjectId = "i1" };
        Assert.Equal(expected, Reasons.Say(reason, "로봇 팔", partners, Texts.For(language), KsicTree.BuiltIn));
    }
}
