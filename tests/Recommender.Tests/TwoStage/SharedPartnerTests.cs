using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class SharedPartnerTests
{
    private const int Candidates = 6;

    private static Interaction Act(string organisation, string idea, double weight = 1) => new(
        InteractionKind.Commented, EntityRef.Organisation(organisation), EntityRef.Idea(idea), Given.Now.AddDays(-9))
    { Weight = weight };

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void OthersInCommon_AreAllNamedAndCounted_HoweverMuchElseTheyDo(int otherActs)
    {
        var elsewhere = Enumerable.Range(0, otherActs).Select(number => $"else{number}").ToList();
        Entity[] entities =
        [
            .. new[] { "subject", "strong", "weak" }.Select(name => Given.Organisation(name)),
            .. Enumerable.Range(0, Candidates).Select(number => Given.Organisation($"c{number}")),
            .. elsewhere.Concat(["here", "there"]).Select(name => Given.Idea(name)),
        ];
        Interaction[] acts =
        [
            Act("subject", "here"), Act("strong", "here", 3), Act("weak", "here"),
            Act("strong", "there", 3), Act("weak", "there"),
            .. Enumerable.Range(0, Candidates).Select(number => Act($"c{number}", "there")),
            .. elsewhere.Select(idea => Act("strong", idea)),
        ];
        var list = new HybridTrainer().Train(new DataSet(entities, acts), 1, TestContext.Current.CancellationToken)
            .Recommend(Given.OrganisationsFor(EntityRef.Organisation("subject")));
        foreach (var number in Enumerable.Range(0, Candidates))
            AssertShares(list.Single(item => item.Item.Id == $"c{number}"), "strong", 2);
        AssertShares(list.Single(item => item.Item.Id == "weak"), "strong", 1);
    }

    private static void AssertShares(Recommendation item, string strongest, int count)
    {
        var reason = item.Reasons.Single(reason => reason.Kind == ReasonKind.SharedPartner);
        Assert.Equal(EntityRef.Organisation(strongest), reason.About);
        Assert.Equal(count, reason.Count);
    }
}
