using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate.Horizon;

/// <summary>Asks methods for the lists of all queries, each in its own way.</summary>
internal static class HorizonRankings
{
    public static List<int[]> Ask(HorizonSplit split, IRecommendationModel model, int count) =>
        Ask(split, model, query => query with { Count = count });

    /// <summary>A model of the whole library: it knows itself what to leave out. Past partners are named all the same,
    /// for models that were not shown all of them.</summary>
    public static List<int[]> Ask(
        HorizonSplit split, IRecommendationModel model, Func<RecommendationQuery, RecommendationQuery> setting) =>
    [
        .. model.RecommendAll(
            [
                .. split.Queries.Select(query => setting(QueryOf(split, RefOf(split, query.Organisation)) with
                {
                    Exclude = split.Partners[query.Organisation].Select(other => RefOf(split, other)).ToHashSet(),
                })),
            ],
            CancellationToken.None).Select(list => NumbersOf(split, list)),
    ];

    /// <summary>Newcomers register one at a time, so that none is known when another asks.</summary>
    public static List<int[]> AskNewcomers(HorizonSplit split, IRecommendationModel model)
    {
        var lists = new List<int[]>();
        foreach (var (entity, _) in split.Newcomers)
        {
            model.Apply(entity);
            lists.Add(NumbersOf(split, model.Recommend(QueryOf(split, entity.Ref))));
            model.Remove(entity.Ref);
        }

        return lists;
    }

    /// <summary>
    /// A matrix model on partners, asked with the past partners; <paramref name="columns"/> are the organisations it
    /// knows, all others come last.
    /// </summary>
    public static List<int[]> Ask(HorizonSplit split, MatrixModel model, FeedbackMatrix partners, int[] columns)
    {
        var lists = new int[split.Queries.Count][];
        Parallel.For(
            0, lists.Length, () => new float[model.ColumnCount],
            (i, _, scores) =>
            {
                var query = split.Queries[i];
                model.Score(partners.History(query.Organisation), scores);
                lists[i] = Best(scores, columns, number =>
                    number != query.Organisation && !split.Partners[query.Organisation].Contains(number));
                return scores;
            },
            static _ => { });
        return [.. lists];
    }

    /// <summary>The best by scores, equal ones by number.</summary>
    public static int[] Best(ReadOnlySpan<float> scores, int[] numbers, Func<int, bool> isCandidate)
    {
        var best = new PriorityQueue<int, (float Score, int Number)>(Comparer<(float Score, int Number)>.Create(
            (one, other) => one.Score != other.Score
                ? one.Score.CompareTo(other.Score)
                : other.Number.CompareTo(one.Number)));
        for (var column = 0; column < numbers.Length; column++)
        {
            var number = numbers[column];
            if (best.Count == QueryLists.Depth
                && best.TryPeek(out _, out var worst) && scores[column] < worst.Score)
                continue;
            if (!isCandidate(number))
                continue;
            if (best.Count < QueryLists.Depth)
                best.Enqueue(number, (scores[column], number));
            else
                best.EnqueueDequeue(number, (scores[column], number));
        }

        var list = new int[best.Count];
        for (var place = list.Length - 1; place >= 0; place--)
            list[place] = best.Dequeue();
        return list;
    }

    private static RecommendationQuery QueryOf(HorizonSplit split, EntityRef subject) =>
        new(subject, EntityKind.Organisation, split.At) { Count = QueryLists.Depth, Diversity = 0 };

    private static EntityRef RefOf(HorizonSplit split, int organisation) =>
        EntityRef.Organisation(split.Organisations[organisation].Pic);

    private static int[] NumbersOf(HorizonSplit split, IReadOnlyList<Recommendation> list) =>
        [.. list.Select(item => split.Numbers[item.Item.Id])];
}
