using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class HybridExposureTests
{
    private const int Organisations = 400;
    private const int Busy = Organisations / 10;
    private const int ListLength = 10;

    private static readonly IRecommendationModel s_model =
        new HybridTrainer().Train(Data(), 1, CancellationToken.None);

    /// <summary>Projects of three organisations, drawn by a seed; a tenth of all take half of the places.</summary>
    private static DataSet Data()
    {
        var random = new Random(7);
        var entities = Enumerable.Range(0, Organisations).Select(n => new Entity(Ref(n))).ToList();
        var acts = new List<Interaction>();
        for (var project = 0; project < 300; project++)
        {
            var theme = random.Next(4);
            var idea = new Entity(EntityRef.Idea($"p{project}")) { Tags = [$"theme {theme}"] };
            entities.Add(idea);
            for (var place = 0; place < 3; place++)
            {
                var member = random.Next(2) == 0 ? random.Next(Busy) : random.Next(Busy, Organisations);
                acts.Add(new Interaction(
                    InteractionKind.Participated, Ref((member / 4 * 4) + theme), idea.Ref,
                    Given.Now.AddDays(-random.Next(1_500))));
            }
        }

        return new DataSet(entities, acts);
    }

    private static EntityRef Ref(int organisation) => EntityRef.Organisation($"o{organisation:000}");

    /// <summary>How many of each list are outside the most active tenth.</summary>
    private static List<int> QuietPlaces(double floor) =>
    [
        .. Enumerable.Range(0, Organisations).Select(n => s_model.Recommend(QueryOf(n, floor)))
            .Select(list => list.Count(item => string.CompareOrdinal(item.Item.Id, Ref(Busy).Id) >= 0)),
    ];

    private static RecommendationQuery QueryOf(int organisation, double floor) =>
        Given.OrganisationsFor(Ref(organisation)) with { Count = ListLength, ExposureFloor = floor };

    [Fact]
    public void Floor_IsKeptOverAllLists_AndNotInEach()
    {
        var (without, with) = (QuietPlaces(0), QuietPlaces(0.5));
        Assert.InRange(without.Average(), 1, 4);
        Assert.InRange(with.Average(), 5, 7);
        Assert.All(without.Zip(with), list => Assert.True(list.First <= list.Second));
        Assert.Contains(with, count => count < 5);
    }

    [Fact]
    public void Lists_WithAFloor_AreExplained_AndTheSameAgain()
    {
        var query = QueryOf(Organisations - 1, 0.5);
        var list = s_model.Recommend(query);
        Assert.Equal(ListLength, list.Count);
        Assert.All(list, TrainerContract.AssertExplained);
        Assert.Equal(TrainerContract.Text(list), TrainerContract.Text(s_model.Recommend(query)));
    }
}
