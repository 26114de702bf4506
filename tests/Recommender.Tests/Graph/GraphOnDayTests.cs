using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Tests.Graph;

public sealed class GraphOnDayTests
{
    private const int Organisations = 6;
    private const int Ideas = 5;
    private static readonly DateTimeOffset s_first = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Entity Organisation(int number) =>
        new(EntityRef.Organisation($"o{number}")) { Region = $"region {number % 3}" };

    private static Interaction Act(int number) => new(
        number % 2 == 0 ? InteractionKind.Supported : InteractionKind.Commented,
        EntityRef.Organisation($"o{number % Organisations}"),
        EntityRef.Idea($"i{number % Ideas}"),
        s_first.AddDays(7 * number))
    { Weight = number % 4 };

    private static ActivityGraph GraphOf(double halfLifeDays) => GraphBuilder.Build(
        new DataSet(
            [
                .. Enumerable.Range(0, Organisations).Select(Organisation),
                .. Enumerable.Range(0, Ideas).Select(number => new Entity(EntityRef.Idea($"i{number}"))),
            ],
            [.. Enumerable.Range(0, 40).Select(Act)]),
        new SignalOptions
        {
            ActivityHalfLife = TimeSpan.FromDays(halfLifeDays),
            Rules = Enum.GetValues<InteractionKind>().ToDictionary(
                kind => kind, _ => new InteractionRule(1, TimeSpan.FromDays(halfLifeDays), ExclusionScope.None)),
        },
        CancellationToken.None);

    private static void AssertWorths(ActivityGraph graph, double day)
    {
        var view = new GraphOnDay(graph, day);
        for (var number = 0; number < graph.Table.Nodes.Length; number++)
        {
            var node = graph.Table[number];
            AssertRow(node.Acts, view.ActsOf(number));
            AssertRow(node.Organisations, view.ActorsOf(number, EntityKind.Organisation));
            AssertRow(node.Members, view.ActorsOf(number, EntityKind.Member));
            var last = node.Acts.Select(act => act.Day).DefaultIfEmpty(double.NegativeInfinity).Max();
            var recency = Halving.Exp2((last - day) / GraphOnDay.DaysPerYear);
            Assert.Equal(recency, view.RecencyOf(graph.Table.Facts[number]), 1e-9 * recency);
            var activity = graph.ActivityOn(day, node);
            Assert.Equal(activity, view.ActivityOf(graph.Table.Facts[number], number), 1e-9 * activity);
        }

        void AssertRow(Edge[] edges, ReadOnlySpan<End> ends)
        {
            Assert.Equal(edges.Length, ends.Length);
            for (var i = 0; i < edges.Length; i++)
            {
                var worth = graph.Decay.WorthOn(day, edges[i]);
                Assert.Equal(edges[i].Node, ends[i].Node);
                Assert.Equal(worth, view.WorthOf(ends[i]), 1e-9 * worth);
                Assert.Equal(worth, view.WorthOf(edges[i]), 1e-9 * worth);
            }
        }
    }

    /// <summary>Half-lives for which no double holds what an act was worth decades ago are among them, and days before
    /// some of the acts and before all.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(1_460)]
    [InlineData(1e6)]
    public void Worths_AreThoseOfThatDay(double halfLifeDays)
    {
        var graph = GraphOf(halfLifeDays);
        foreach (var days in new[] { -400, 0, 70, 100.5, 273, 274, 4_000, 400_000 })
            AssertWorths(graph, Decay.DayOf(s_first) + days);
    }

    [Fact]
    public void Worths_FollowEveryChange()
    {
        var graph = GraphOf(365);
        var now = Decay.DayOf(s_first) + 300;
        Assert.True(graph.Act(Act(3) with { Weight = 2, At = s_first.AddDays(290) }));
        AssertWorths(graph, now);
        Assert.True(graph.Act(Act(3) with { Weight = 2, At = s_first.AddDays(500) }));
        AssertWorths(graph, now);
        Assert.True(graph.Withdraw(InteractionKind.Commented, EntityRef.Organisation("o3"), EntityRef.Idea("i3")));
        AssertWorths(graph, now);
        graph.Put(Organisation(17));
        Assert.True(graph.Act(Act(5) with { Actor = EntityRef.Organisation("o17"), Weight = 1 }));
        AssertWorths(graph, now);
        Assert.True(graph.Remove(EntityRef.Organisation("o1")));
        AssertWorths(graph, now);
    }

    [Fact]
    public void Facts_AreThoseOfTheNode_AfterEveryChange()
    {
        var graph = GraphOf(365);
        graph.Put(Organisation(2) with { Region = "elsewhere", Status = EntityStatus.Hidden, Tags = ["t"] });
        Assert.True(graph.Remove(EntityRef.Organisation("o1")));
        graph.Put(Organisation(17) with { Type = "PRC" });
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            var numbers = graph.Table.OfKind(kind);
            for (var place = 0; place < numbers.Length; place++)
            {
                var (node, facts) = (graph.Table[numbers[place]], graph.Table.Facts[numbers[place]]);
                Assert.Equal(place, facts.Place);
                Assert.Equal(node.Status, facts.Status);
                Assert.Equal(node.Others, facts.Others);
                Assert.Same(node.Profile, facts.Profile);
                Assert.Equal(graph.Table.Names.Find(node.Region), facts.Region);
                Assert.Equal(graph.Table.Names.Find(node.Type), facts.Type);
                Assert.Equal(node.Region is null, facts.Region == 0);
                Assert.Equal(new Crowd(node), graph.Table.Crowds[numbers[place]]);
                Assert.Equal(node.Acts.Select(act => act.Node), facts.Acts.Select(act => act.Node));
                Assert.Equal(node.Members.Select(act => act.Node), facts.Members.Select(act => act.Node));
                Assert.Equal(node.Organisations.Select(act => act.Node), facts.Organisations.Select(act => act.Node));
            }
        }
    }
}
