using IdeaStorage.Recommender.Collaborative;
using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

public sealed class PartnerFactorsTests
{
    private const int Groups = 4;
    private const int GroupSize = 10;

    /// <summary>Groups whose organisations have met each other in projects of two, all but neighbours of one.</summary>
    private static ActivityGraph Graph(int gathering = 0)
    {
        var (entities, acts) = (new List<Entity>(), new List<Interaction>());
        for (var one = 0; one < Groups * GroupSize; one++)
            entities.Add(Given.Organisation(Id(one)) with { Region = $"region {one / GroupSize}" });
        for (var one = 0; one < Groups * GroupSize; one++)
            for (var other = one + 2; other < (one / GroupSize * GroupSize) + GroupSize; other++)
                Meet($"{one}-{other}", [one, other]);
        if (gathering > 0)
        {
            for (var guest = 0; guest < gathering; guest++)
                entities.Add(Given.Organisation($"guest{guest}"));
            entities.Add(Given.Idea("gathering"));
            for (var guest = 0; guest < gathering; guest++)
                acts.Add(Participated($"guest{guest}", "gathering"));
        }

        return GraphBuilder.Build(
            new DataSet(entities, acts), new SignalOptions(), TestContext.Current.CancellationToken);

        void Meet(string project, int[] members)
        {
            entities.Add(Given.Idea(project));
            acts.AddRange(members.Select(member => Participated(Id(member), project)));
        }
    }

    private static string Id(int number) => $"o{number:00}";

    private static Interaction Participated(string organisation, string project) => new(
        InteractionKind.Participated,
        EntityRef.Organisation(organisation),
        EntityRef.Idea(project),
        Given.Now.AddDays(-100));

    private static PartnerFactors Learn(ActivityGraph graph) =>
        PartnerFactors.Learn(graph, Decay.DayOf(Given.Now), 1, TestContext.Current.CancellationToken);

    [Fact]
    public void Learn_ScoresThoseWhoseMeetingsAreAlike_AboveAllOthers()
    {
        var graph = Graph();
        var factors = Learn(graph);
        var places = factors.Organisations.Index().ToDictionary(one => one.Item, one => one.Index);
        // The one beside the first has met whom the first has met, and not the first itself.
        int[] met = [.. Enumerable.Range(2, GroupSize - 2).Select(number => places[Id(number)]).Order()];
        var weights = new float[met.Length];
        Array.Fill(weights, 1);
        var scores = new float[factors.Organisations.Length];
        var (features, amounts) = factors.Features.Of(graph, FeatureSet.Empty, "region 0", null);
        factors.Model!.Score(new History(met, weights, features, amounts), scores);
        var others = Enumerable.Range(GroupSize, (Groups - 1) * GroupSize).Max(number => scores[places[Id(number)]]);
        Assert.True(scores[places[Id(1)]] > 3 * others, $"{scores[places[Id(1)]]} is not far above {others}.");
    }

    [Fact]
    public void Learn_ExpectsOfANewcomer_WhatThoseOfItsRegionDo()
    {
        var (graph, scores) = (Graph(), new float[Groups * GroupSize]);
        var factors = Learn(graph);
        var (features, amounts) = factors.Features.Of(graph, FeatureSet.Empty, "region 2", null);
        factors.Model!.Score(new History([], [], features, amounts), scores);
        var ranked = factors.Organisations.Zip(scores).OrderByDescending(one => one.Second).ToList();
        Assert.All(ranked.Take(GroupSize), one => Assert.StartsWith("o2", one.First, StringComparison.Ordinal));
        Assert.True(ranked[GroupSize - 1].Second > 2 * ranked[GroupSize].Second);
    }

    [Fact]
    public void Learn_WhenRepeated_GivesTheSameToTheLastBit()
    {
        var (one, other) = (Learn(Graph()), Learn(Graph()));
        Assert.Equal(one.Organisations, other.Organisations);
        Assert.Equal(one.Scale, other.Scale);
        Assert.Equal(one.Model!.Parts, other.Model!.Parts);
    }

    [Fact]
    public void Learn_WhereTooManyAct_SeesNoMeeting()
    {
        var without = Learn(Graph());
        var with = Learn(Graph(PartnerFactors.MeetingMax + 1));
        Assert.Equal(without.Scale, with.Scale);
        Assert.Equal(PartnerFactors.MeetingMax + 1, with.Organisations.Length - without.Organisations.Length);
    }

    [Fact]
    public void Learn_WithoutMeetings_GivesNone() =>
        Assert.Same(PartnerFactors.None, Learn(GraphBuilder.Build(
            new DataSet([Given.Organisation("o")], []),
            new SignalOptions(),
            TestContext.Current.CancellationToken)));

    [Fact]
    public void Columns_OfOrganisationsThatAreGone_AreNone()
    {
        var factors = Learn(Graph());
        var fewer = GraphBuilder.Build(
            new DataSet([Given.Organisation(Id(3)), Given.Organisation("new")], []),
            new SignalOptions(),
            TestContext.Current.CancellationToken);
        Assert.Equal([Array.IndexOf(factors.Organisations, Id(3)), -1], factors.ColumnsIn(fewer.Table));
    }
}
