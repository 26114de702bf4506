using IdeaStorage.Recommender;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>
/// Ideas that nobody has acted on yet: the projects after the split come in as new ideas, of which models know what
/// they are about and nothing else; a query is an organisation known by then; the truth is which of them it joined.
/// </summary>
internal static class IdeaEvaluation
{
    private const int Depth = 10;
    private const int Seed = 1;
    private const string Reference = "hybrid";

    public static void Run(PartnerSplit split, PartnerMethods methods, PartnerChoice choice, Figures figures)
    {
        var queries = QueriesOf(split);
        figures.Add("ideas.candidates", split.NextProjects.Count, "ideas");
        figures.Add("ideas.queries", queries.Count, "queries");
        (string Name, Func<List<int[]>> Ask)[] all =
        [
            ("random", () => Random(split, queries)),
            ("codes", () => Codes(split, queries)),
            ("text", () => Ask(split, queries, methods.BareText.Value, Depth)),
            ("signals", () => Ask(split, queries, methods.Signals.Value, Depth)),
            (Reference, () => Ask(split, queries, methods.Hybrid.Value, Depth)),
        ];
        var truths = queries.ConvertAll(query => query.Truth);
        var asked = new List<(string Name, QueryLists Lists)>();
        foreach (var (name, ask) in all.Where(one => choice.Has(one.Name)))
        {
            asked.Add((name, new QueryLists(ask(), truths, Depth)));
            asked[^1].Lists.Report(figures, $"ideas.{name}");
        }

        QueryLists.ReportDifferences(figures, asked, Reference, ".ideas");
    }

    /// <summary>What a better order of the same candidates could reach.</summary>
    public static void Ceiling(PartnerSplit split, IRecommendationModel model, Figures figures)
    {
        var queries = QueriesOf(split);
        CandidatePools.Report(
            figures, "ceiling.ideas", Depth, Ask(split, queries, model, CandidatePools.Depth),
            [.. queries.Select(query => query.Truth)]);
    }

    private static List<(int Organisation, HashSet<int> Truth)> QueriesOf(PartnerSplit split)
    {
        var numbers = split.NextProjects.Index().ToDictionary(one => one.Item, one => one.Index);
        return
        [
            .. split.Next.GroupBy(row => row.Organisation, row => numbers[row.Project])
                .Select(joined => (joined.Key, joined.ToHashSet())).OrderBy(query => query.Key),
        ];
    }

    private static List<int[]> Ask(
        PartnerSplit split, List<(int Organisation, HashSet<int> Truth)> queries, IRecommendationModel model, int count)
    {
        foreach (var project in split.NextProjects)
            model.Apply(project.Idea);
        var numbers = split.NextProjects.Index().ToDictionary(one => one.Item.Id, one => one.Index);
        var lists = model.RecommendAll(
            [
                .. queries.Select(query => new RecommendationQuery(
                    split.Organisations[query.Organisation].Entity.Ref, EntityKind.Idea, split.At)
                {
                    Count = count,
                    Diversity = 0,
                }),
            ],
            CancellationToken.None);
        foreach (var project in split.NextProjects)
            model.Remove(project.Idea.Ref);
        return [.. lists.Select(list => list.Select(item => numbers[item.Item.Id]).ToArray())];
    }

    /// <summary>The part of the codes of both, the past projects' and the idea's, that they have in common (Jaccard
    /// 1901).</summary>
    private static List<int[]> Codes(PartnerSplit split, List<(int Organisation, HashSet<int> Truth)> queries)
    {
        var past = split.Past.ToLookup(row => row.Organisation, row => row.Project);
        return Rank(split, queries, (organisation, scores) =>
        {
            var own = past[organisation].SelectMany(project => project.Parts).ToHashSet();
            foreach (var (number, project) in split.NextProjects.Index())
            {
                var common = project.Parts.Count(own.Contains);
                scores[number] = common == 0 ? 0 : common / (float)(own.Count + project.Parts.Count - common);
            }
        });
    }

    private static List<int[]> Random(PartnerSplit split, List<(int Organisation, HashSet<int> Truth)> queries) =>
        Rank(split, queries, (organisation, scores) => PartnerRankings.Fill(scores, Seed + organisation));

    private static List<int[]> Rank(
        PartnerSplit split, List<(int Organisation, HashSet<int> Truth)> queries, Action<int, float[]> score)
    {
        int[] numbers = [.. Enumerable.Range(0, split.NextProjects.Count)];
        var scores = new float[numbers.Length];
        return
        [
            .. queries.Select(query =>
            {
                score(query.Organisation, scores);
                return PartnerRankings.Best(scores, numbers, Depth, _ => true);
            }),
        ];
    }
}
