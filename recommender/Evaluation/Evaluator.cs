namespace IdeaStorage.Recommender.Evaluation;

/// <summary>Measures how well a trainer would have served, on a <see cref="TimeSplit"/>.</summary>
public static class Evaluator
{
    /// <summary>Fewer queries tell nothing: a kind of list with fewer does not count.</summary>
    public const int QueriesMin = 20;

    private const int ListLength = 20;
    private const int QueriesAtOnce = 64;

    /// <summary>Whether there is enough to tell trainers apart.</summary>
    public static bool IsEnough(TimeSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return split.Organisations.Count >= QueriesMin || split.Ideas.Count >= QueriesMin;
    }

    /// <summary>Trains on what was before the cut, and asks for what came after it. The same for the same
    /// split.</summary>
    /// <exception cref="InvalidModelException">A score is not a finite number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Evaluation Evaluate(
        ITrainer trainer, TimeSplit split, int seed, CancellationToken cancellation,
        IProgress<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(split);
        var model = trainer.Train(split.Train, seed, cancellation, new Part(progress, 0, 0.5));
        var organisations = Measure(
            model, split.Organisations, EntityKind.Organisation, split.At, cancellation, new Part(progress, 0.5, 0.75));
        var ideas = Measure(
            model, split.Ideas, EntityKind.Idea, split.At, cancellation, new Part(progress, 0.75, 1));
        return new Evaluation(organisations, ideas);
    }

    private static ListFigures Measure(
        IRecommendationModel model, IReadOnlyList<EvaluationQuery> queries, EntityKind target, DateTimeOffset at,
        CancellationToken cancellation, IProgress<double> progress)
    {
        var (ndcg10, ndcg20, recall20) = (0.0, 0.0, 0.0);
        for (var from = 0; from < queries.Count; from += QueriesAtOnce)
        {
            var some = queries.Skip(from).Take(QueriesAtOnce).ToList();
            var lists = model.RecommendAll(
                [
                    .. some.Select(query => new RecommendationQuery(query.Subject, target, at)
                    {
                        Count = ListLength,
                        Exclude = query.Known,
                    }),
                ],
                cancellation);
            foreach (var (query, list) in some.Zip(lists))
            {
                Check(query, list);
                ndcg10 += Ndcg(list, query.Truth, 10);
                ndcg20 += Ndcg(list, query.Truth, 20);
                recall20 += (double)list.Count(item => query.Truth.Contains(item.Item)) / query.Truth.Count;
            }

            progress.Report((double)(from + some.Count) / queries.Count);
        }

        var count = Math.Max(1, queries.Count);
        return new ListFigures(queries.Count, ndcg10 / count, ndcg20 / count, recall20 / count);
    }

    private static void Check(EvaluationQuery query, IReadOnlyList<Recommendation> list)
    {
        if (list.FirstOrDefault(item => !double.IsFinite(item.Score)) is { } bad)
            throw new InvalidModelException($"The score of {bad.Item} for {query.Subject} is {bad.Score}.");
    }

    /// <summary>Järvelin and Kekäläinen 2002, with gains of 0 and 1.</summary>
    private static double Ndcg(IReadOnlyList<Recommendation> list, IReadOnlySet<EntityRef> truth, int k)
    {
        var gain = 0.0;
        for (var rank = 0; rank < Math.Min(k, list.Count); rank++)
            if (truth.Contains(list[rank].Item))
                gain += 1 / Math.Log2(rank + 2);
        var ideal = 0.0;
        for (var rank = 0; rank < Math.Min(k, truth.Count); rank++)
            ideal += 1 / Math.Log2(rank + 2);
        return gain / ideal;
    }

    private sealed class Part(IProgress<double>? whole, double from, double to) : IProgress<double>
    {
        public void Report(double value) => whole?.Report(from + ((to - from) * value));
    }
}

/// <summary>What a trainer achieved.</summary>
public sealed record Evaluation(ListFigures Organisations, ListFigures Ideas)
{
    /// <summary>What trainers are compared by: the mean nDCG@20 of the kinds of lists with enough queries.</summary>
    public double Score
    {
        get
        {
            var counted = new[] { Organisations, Ideas }.Where(one => one.Queries >= Evaluator.QueriesMin).ToArray();
            return counted.Length == 0 ? 0 : counted.Average(one => one.Ndcg20);
        }
    }
}

/// <summary>Means over the queries of one kind of list: nDCG with binary gains, and hits over true answers.</summary>
public sealed record ListFigures(int Queries, double Ndcg10, double Ndcg20, double Recall20);

/// <summary>A model gives what no model may give; the message says what.</summary>
public sealed class InvalidModelException(string problem) : Exception(problem);
