using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.Tests.Ranking;

public sealed class CommonOthersTests
{
    private const int Things = 40;

    [Fact]
    public void FindInCommon_WhenAnotherActsMeanwhile_TellsWhatWasScored()
    {
        var (subject, other) = (Given.Organisation("subject"), Given.Organisation("other"));
        var item = Given.Organisation("item");
        var graph = GraphBuilder.Build(
            new DataSet(
                [subject, other, item, Given.Idea("here"), Given.Idea("there"), Given.Idea("later")],
                [Act(subject, "here"), Act(other, "here"), Act(other, "there"), Act(item, "there")]),
            new SignalOptions(),
            TestContext.Current.CancellationToken);
        var query = Given.OrganisationsFor(subject.Ref);
        var options = new SignalOptions();
        var scorer = new Scorer(
            graph, options, new Subject(graph, options, graph.Table.Find(subject.Ref)!.Value, query), query, new());
        Assert.True(graph.Act(Act(other, "later")));
        var found = Assert.Single(scorer.Walks.FindInCommon([graph.Table.Find(item.Ref)!.Value]));
        Assert.Equal(new InCommon(1, graph.Table.Find(other.Ref)!.Value), found);

        static Interaction Act(Entity who, string idea) =>
            new(InteractionKind.Commented, who.Ref, EntityRef.Idea(idea), Given.Now.AddDays(-9));
    }

    /// <summary>For all at once it is what it is for each alone, whether items are few or as many as fit.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(CommonOthers.ItemsMax)]
    public void Found_IsWhatEachItemHasInCommon(int items)
    {
        var random = new Random(items);
        var common = new CommonOthers();
        // Every second other is an item, and nobody is its own partner.
        int[] numbers = [.. Enumerable.Range(0, items).Select(place => 2 * place)];
        for (var list = 0; list < 3; list++)
        {
            common.Begin(numbers);
            var marks = new double[items, Things];
            for (var mark = 0; mark < 3 * items; mark++)
            {
                var (place, thing, worth) = (random.Next(items), random.Next(Things), (double)random.Next(1, 9));
                common.Mark(place, thing, worth);
                marks[place, thing] += worth;
            }

            var expected = new (int Count, int Strongest, double Most)[items];
            for (var other = 0; other < 30; other++)
            {
                End[] acts = [.. Enumerable.Range(0, random.Next(6))
                    .Select(_ => new End(random.Next(Things + 9), InteractionKind.Commented, 1, 1))];
                double[] brought = [.. acts.Select(_ => (double)random.Next(0, 3))];
                common.Add(other, acts, brought);
                for (var place = 0; place < items; place++)
                {
                    var sum = acts.Zip(brought).Where(act => act.First.Node < Things && numbers[place] != other)
                        .Sum(act => marks[place, act.First.Node] * act.Second);
                    ref var found = ref expected[place];
                    if (sum > found.Most)
                        (found.Strongest, found.Most) = (other, sum);
                    if (sum > 0)
                        found.Count++;
                }
            }

            var all = common.Found();
            for (var place = 0; place < items; place++)
            {
                Assert.Equal(expected[place].Count, all[place].Count);
                if (all[place].Count > 0)
                    Assert.Equal(expected[place].Strongest, all[place].Strongest);
            }
        }
    }
}
