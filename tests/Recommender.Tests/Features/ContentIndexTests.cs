using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Tests.Features;

/// <summary>Whether a likeness comes from the index or from the profile makes no difference.</summary>
public sealed class ContentIndexTests
{
    private const int Organisations = 200;

    private static Entity Organisation(int number, int shift = 0) => Given.Organisation($"o{number:D3}") with
    {
        Industries = [$"C/C{10 + ((number + shift) % 7)}"],
        Tags = [$"tag {(number + shift) % 11}", $"tag {(number + shift) % 13}"],
        Words = [.. Enumerable.Range(0, 1 + (number % 17)).Select(word => $"word {((number + shift) * word) % 29}")],
    };

    private static Entity Subject { get; } = Given.Member("me") with
    {
        Industries = ["C/C12"],
        Tags = ["tag 1", "tag 2", "tag 3"],
        Words = ["word 1", "word 2", "word 6", "word 6", "word 28", "nobody else's"],
    };

    private static ActivityGraph GraphOf(IEnumerable<Entity> entities) =>
        GraphBuilder.Build(new DataSet([.. entities], []), new SignalOptions(), CancellationToken.None);

    private static void AssertAlike(ActivityGraph graph, ContentIndex index, int changed)
    {
        var worths = graph.Vocabulary.Worths;
        var profile = graph.Table[graph.Table.Find(Subject.Ref)!.Value].Profile;
        var likeness = Array.ConvertAll(
            FeatureSet.Families, family => new Likeness(profile[family], worths, new Tally()));
        var toKind = new LikenessToKind(likeness, index, [[], [], []]);
        var found = new double[FeatureSet.Families.Length];
        var numbers = graph.Table.OfKind(EntityKind.Organisation);
        for (var place = 0; place < numbers.Length; place++)
        {
            var node = graph.Table[numbers[place]];
            toKind.Of(place, node.Profile, found);
            foreach (var family in FeatureSet.Families)
                Assert.Equal(likeness[(int)family].To(node.Profile[family]), found[(int)family]);
        }

        Assert.Equal(changed, toKind.Changed);
    }

    [Fact]
    public void LikenessToKind_IsTheLikenessToEach()
    {
        var graph = GraphOf([Subject, .. Enumerable.Range(0, Organisations).Select(number => Organisation(number))]);
        AssertAlike(graph, graph.Contents.Of(EntityKind.Organisation), changed: 0);
    }

    [Fact]
    public void LikenessToKind_WhenSomeChangedOrCameSince_IsTheLikenessToEach()
    {
        var graph = GraphOf([Subject, .. Enumerable.Range(0, Organisations).Select(number => Organisation(number))]);
        var index = graph.Contents.Of(EntityKind.Organisation);
        for (var number = Organisations - 5; number < Organisations + 5; number++)
            graph.Put(Organisation(number, shift: 3));
        AssertAlike(graph, index, changed: 10);
    }

    [Fact]
    public void Recommend_WhileTheIndexIsMadeAnew_GivesTheSameList()
    {
        var entities = Enumerable.Range(0, Organisations).Select(number => Organisation(number));
        var model = Given.Model([Subject, .. entities]);
        var query = Given.OrganisationsFor(Subject.Ref);
        model.Recommend(query);
        var changed = Enumerable.Range(0, Organisations).Select(number => Organisation(number, shift: 3)).ToList();
        foreach (var organisation in changed)
            model.Apply(organisation);
        // The first of these finds the index out of date; some later one finds another.
        var lists = Enumerable.Range(0, 100).Select(_ => ListOf(model, query)).ToList();
        var expected = ListOf(Given.Model([Subject, .. changed]), query);
        Assert.All(lists, list => Assert.Equal(expected, list));

        static List<(EntityRef, double)> ListOf(IRecommendationModel model, RecommendationQuery query) =>
            [.. model.Recommend(query).Select(item => (item.Item, Math.Round(item.Score, 9)))];
    }
}
