using IdeaStorage.Recommender;
using IdeaStorage.Recommender.Collaborative;

namespace IdeaStorage.Bench.Evaluate.Partners;

/// <summary>Asks methods for the lists of all queries, each in its own way.</summary>
internal static class PartnerRankings
{
    public const int Depth = 20;

    public static List<int[]> Ask(PartnerSplit split, IRecommendationModel model, int count = Depth) =>
        Ask(split, model, query => query with { Count = count });

    /// <summary>A model of the whole library: it knows itself what to leave out. Past partners are named all the same,
    /// for models that were not shown all of them.</summary>
    public static List<int[]> Ask(
        PartnerSplit split, IRecommendationModel model, Func<RecommendationQuery, RecommendationQuery> setting) =>
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
    public static List<int[]> AskNewcomers(PartnerSplit split, IRecommendationModel model)
    {
        var lists = new List<int[]>();
        foreach (var (entity, _, _) in split.Newcomers)
        {
            model.Apply(entity);
            lists.Add(NumbersOf(split, model.Recommend(QueryOf(split, entity.Ref))));
            model.Remove(entity.Ref);
        }

        return lists;
    }

    /// <summary>
    /// A matrix model on partners, asked with the past partners; <paramref name="columns"/> are the organisations it
    /// knows, all others are in no list.
    /// </summary>
    public static List<int[]> Ask(
        PartnerSplit split, MatrixModel model, FeedbackMatrix partners, int[] columns, int count = Depth) =>
        Best(split.Queries.Count, columns, count, (query, scores) =>
        {
            var organisation = split.Queries[query].Organisation;
            model.Score(partners.History(organisation), scores);
            return IsCandidate(split, organisation);
        });

    /// <summary>The best of all known organisations for each newcomer.</summary>
    public static List<int[]> AskNewcomers(PartnerSplit split, Action<int, float[]> score) =>
        Best(split.Newcomers.Count, Everyone(split), Depth, (newcomer, scores) =>
        {
            score(newcomer, scores);
            return _ => true;
        });

    /// <summary>The same scores for each query.</summary>
    public static List<int[]> Ask(PartnerSplit split, float[] scores) =>
        Best(split.Queries.Count, Everyone(split), Depth, (query, own) =>
        {
            scores.CopyTo(own, 0);
            return IsCandidate(split, split.Queries[query].Organisation);
        });

    /// <summary>Another draw for each query.</summary>
    public static List<int[]> AskAtRandom(PartnerSplit split, int seed) =>
        Best(split.Queries.Count, Everyone(split), Depth, (query, scores) =>
        {
            Fill(scores, seed + query);
            return IsCandidate(split, split.Queries[query].Organisation);
        });

    /// <summary>The best by scores, equal ones by number.</summary>
    public static int[] Best(ReadOnlySpan<float> scores, int[] numbers, int count, Func<int, bool> isCandidate)
    {
        var best = new PriorityQueue<int, (float Score, int Number)>(Comparer<(float Score, int Number)>.Create(
            (one, other) => one.Score != other.Score
                ? one.Score.CompareTo(other.Score)
                : other.Number.CompareTo(one.Number)));
        for (var column = 0; column < numbers.Length; column++)
        {
            var number = numbers[column];
            if (best.Count == count && best.TryPeek(out _, out var worst) && scores[column] < worst.Score)
                continue;
            if (!isCandidate(number))
                continue;
            if (best.Count < count)
                best.Enqueue(number, (scores[column], number));
            else
                best.EnqueueDequeue(number, (scores[column], number));
        }

        var list = new int[best.Count];
        for (var place = list.Length - 1; place >= 0; place--)
            list[place] = best.Dequeue();
        return list;
    }

    /// <summary>Scores at random, which follow from a seed.</summary>
    public static void Fill(Span<float> scores, int seed)
    {
        var random = new Random(seed);
        foreach (ref var score in scores)
            score = random.NextSingle();
    }

    /// <summary>The best of each query, whose scores are filled in by <paramref name="score"/>, which also says who is
    /// a candidate.</summary>
    private static List<int[]> Best(
        int queries, int[] numbers, int count, Func<int, float[], Func<int, bool>> score)
    {
        var lists = new int[queries][];
        Parallel.For(
            0, queries, () => new float[numbers.Length],
            (query, _, scores) =>
            {
                var isCandidate = score(query, scores);
                lists[query] = Best(scores, numbers, count, isCandidate);
                return scores;
            },
            static _ => { });
        return [.. lists];
    }

    private static int[] Everyone(PartnerSplit split) => [.. Enumerable.Range(0, split.Organisations.Count)];

    private static Func<int, bool> IsCandidate(PartnerSplit split, int organisation) =>
        number => number != organisation && !split.Partners[organisation].Contains(number);

    private static RecommendationQuery QueryOf(PartnerSplit split, EntityRef subject) =>
        new(subject, EntityKind.Organisation, split.At) { Count = Depth, Diversity = 0 };

    private static EntityRef RefOf(PartnerSplit split, int organisation) =>
        EntityRef.Organisation(split.Organisations[organisation].Id);

    private static int[] NumbersOf(PartnerSplit split, IReadOnlyList<Recommendation> list) =>
        [.. list.Select(item => split.Numbers[item.Item.Id])];
}
