using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Tests.Graph;

public sealed class AcquaintancesTests
{
    private static readonly InteractionKind[] s_kinds = [InteractionKind.Participated, InteractionKind.Commented];

    private static (List<Entity> Entities, List<Interaction> Acts) Given40Acts()
    {
        var random = new Random(11);
        var entities = new List<Entity>();
        for (var i = 0; i < 8; i++)
        {
            entities.Add(Given.Organisation($"o{i}"));
            entities.Add(Given.Member($"m{i}", $"o{i}"));
            entities.Add(Given.Idea($"i{i}"));
        }

        var acts = new List<Interaction>();
        for (var i = 0; i < 40; i++)
        {
            var name = random.Next(8);
            acts.Add(new Interaction(
                s_kinds[random.Next(2)],
                random.Next(2) == 0 ? EntityRef.Member($"m{name}") : EntityRef.Organisation($"o{name}"),
                EntityRef.Idea($"i{random.Next(8)}"),
                Given.Now.AddDays(-i)));
        }

        return (entities, acts);
    }

    private static ActivityGraph Build(List<Entity> entities, IEnumerable<Interaction> acts) =>
        GraphBuilder.Build(
            new DataSet(entities, [.. acts]), new SignalOptions(), TestContext.Current.CancellationToken);

    private static int[] OthersOf(ActivityGraph graph) =>
        [.. Enumerable.Range(0, 8).Select(i =>
            graph.Table[graph.Table.Find(EntityRef.Organisation($"o{i}"))!.Value].Others)];

    /// <summary>The same from the definition: pairs that share a thing.</summary>
    private static int[] Expected(List<Interaction> acts)
    {
        var things = Enumerable.Range(0, 8)
            .Select(i => acts.Where(act => act.Actor.Id[1..] == $"{i}").Select(act => act.Target).ToHashSet())
            .ToArray();
        return [.. things.Select((mine, i) => things.Where((theirs, j) => i != j && mine.Overlaps(theirs)).Count())];
    }

    [Fact]
    public void Others_CountedAtOnceOrActByAct_AreThoseOnTheSameThings()
    {
        var (entities, acts) = Given40Acts();
        acts.RemoveRange(12, acts.Count - 12);
        var fed = Build(entities, []);
        foreach (var act in acts)
            Assert.True(fed.Act(act));
        Assert.Equal(Expected(acts), OthersOf(Build(entities, acts)));
        Assert.Equal(Expected(acts), OthersOf(fed));
        Assert.True(Expected(acts).Distinct().Count() > 2);
    }

    [Fact]
    public void Others_WhenActsAreWithdrawnAndIdeasRemoved_GoWithThem()
    {
        var (entities, acts) = Given40Acts();
        var graph = Build(entities, acts);
        foreach (var act in acts.ToList())
        {
            if (graph.Withdraw(act.Kind, act.Actor, act.Target))
                acts.RemoveAll(one => (one.Kind, one.Actor, one.Target) == (act.Kind, act.Actor, act.Target));
            Assert.Equal(Expected(acts), OthersOf(graph));
            if (acts.Count < 15)
                break;
        }

        Assert.True(graph.Remove(EntityRef.Idea("i3")));
        acts.RemoveAll(act => act.Target == EntityRef.Idea("i3"));
        Assert.Equal(Expected(acts), OthersOf(graph));
    }
}
