using IdeaStorage.Recommender.TwoStage;

namespace IdeaStorage.Recommender.Tests.TwoStage;

/// <summary>
/// Organisations that know each other by now, and did not when the last period began: what acquaintance says can only
/// be learned from what is known now.
/// </summary>
public sealed class GrowingDataTests
{
    private const int Groups = 20;
    private const int GroupSize = 10;
    private const int PairsPerGroup = 24;

    /// <summary>Two years ago everybody worked with whoever came, some more often than others; in the last year most
    /// pairs of each group work together, one project after the other.</summary>
    private static (DataSet Data, HashSet<(int One, int Other)> Met) Data()
    {
        var random = new Random(11);
        var entities = Enumerable.Range(0, Groups * GroupSize).Select(n => new Entity(Ref(n))).ToList();
        var acts = new List<Interaction>();
        var met = new HashSet<(int, int)>();
        for (var project = 0; project < 400; project++)
            Meet(random.Next(random.Next(1, Groups * GroupSize)), random.Next(Groups * GroupSize), 400);
        for (var group = 0; group < Groups; group++)
        {
            var pairs = (from one in Enumerable.Range(0, GroupSize)
                         from other in Enumerable.Range(one + 1, GroupSize - one - 1)
                         select (one, other)).ToArray();
            random.Shuffle(pairs);
            foreach (var (one, other) in pairs[..PairsPerGroup])
                Meet((group * GroupSize) + one, (group * GroupSize) + other, 0);
        }

        return (new DataSet(entities, acts), met);

        void Meet(int one, int other, int daysAgo)
        {
            var project = EntityRef.Idea($"p{acts.Count}");
            entities.Add(new Entity(project));
            var at = Given.Now.AddDays(-daysAgo - random.Next(300));
            foreach (var member in new[] { one, other }.Distinct())
                acts.Add(new Interaction(InteractionKind.Participated, Ref(member), project, at));
            met.UnionWith([(one, other), (other, one)]);
        }
    }

    private static EntityRef Ref(int organisation) => EntityRef.Organisation($"{organisation:000}");

    [Fact]
    public void Train_OnDataThatHaveGrown_LearnsThatAcquaintanceLeadsToPartners()
    {
        var (data, met) = Data();
        var model = new HybridTrainer().Train(data, 1, TestContext.Current.CancellationToken);
        var (found, sought) = (0, 0);
        for (var one = 0; one < Groups * GroupSize; one++)
        {
            var group = one / GroupSize;
            var right = Enumerable.Range(group * GroupSize, GroupSize)
                .Where(other => other != one && !met.Contains((one, other))).Select(Ref).ToHashSet();
            found += model.Recommend(Given.OrganisationsFor(Ref(one)) with { Count = right.Count + 1 })
                .Take(right.Count).Count(item => right.Contains(item.Item));
            sought += right.Count;
        }

        var share = (double)found / sought;
        Assert.True(share > 0.8, $"{share:P0} of those left in the group stand first.");
    }
}
