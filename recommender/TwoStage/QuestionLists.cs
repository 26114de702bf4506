using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>An organisation, and the partners that it found afterwards.</summary>
internal sealed record PartnerQuestion(int Organisation, HashSet<int> Right);

/// <summary>The lists that given weights make for questions, from what was known at one moment.</summary>
internal sealed class QuestionLists(
    HybridOptions options, ActivityGraph graph, DateTimeOffset at, CancellationToken cancellation)
{
    /// <summary>Lists that prices of exposure are found from: 1,000 have 20,000 places.</summary>
    private const int FieldsMax = 1_000;

    private static readonly int s_signals = PartnerWeights.Signals.Length;

    public bool HasActed(int organisation) => graph.Table[organisation].Acts.Length > 0;

    /// <summary>The candidates that come first, with their signals; questions whose true partners all lie below are
    /// left out.</summary>
    public List<LabelledList> Labelled(PartnerWeights weights, IEnumerable<PartnerQuestion> questions) =>
    [
        .. Each(weights, questions, (question, scorer) => Labelled(question, scorer))
            .OfType<LabelledList>(),
    ];

    /// <summary>What prices of exposure are learned from.</summary>
    public IReadOnlyList<(Field Field, int Acts, int Found)> Fields(
        PartnerWeights weights, IEnumerable<PartnerQuestion> questions) =>
        Each(weights, questions.Take(FieldsMax), (question, scorer) => (
            Ranker.FieldOf(graph.Table, scorer, ExposurePrices.Depth, ExposurePrices.Lengths[^1]),
            scorer.Subject.Meetings.Count,
            question.Right.Count));

    private T[] Each<T>(
        PartnerWeights weights, IEnumerable<PartnerQuestion> questions, Func<PartnerQuestion, PartnerScorer, T> ask)
    {
        var columns = weights.Factors.ColumnsIn(graph.Table);
        var drawn = questions.ToList();
        var answers = new T[drawn.Count];
        Parallel.For(
            0, drawn.Count, Cores.Options(cancellation), () => new PartnerScratch(),
            (i, _, scratch) =>
            {
                var query = new RecommendationQuery(
                    graph.Table[drawn[i].Organisation].Ref, EntityKind.Organisation, at)
                {
                    Count = options.Candidates,
                    Diversity = 0,
                };
                var subject = new Subject(graph, options.Signals, drawn[i].Organisation, query);
                answers[i] = ask(drawn[i], new PartnerScorer(graph, weights, columns, subject, query, scratch));
                scratch.End();
                return scratch;
            },
            static _ => { });
        return answers;
    }

    private LabelledList? Labelled(PartnerQuestion question, PartnerScorer scorer)
    {
        var pool = Ranker.Rank(graph.Table, scorer);
        int[] found = [.. Enumerable.Range(0, pool.Count).Where(i => question.Right.Contains(pool[i].Number))];
        if (found.Length == 0)
            return null;
        var acts = graph.Table[question.Organisation].Acts.Length;
        var list = new LabelledList(
            pool.Count, s_signals, found, HistoryWeights.Parts(acts), question.Right.Count);
        var row = new double[s_signals];
        for (var i = 0; i < pool.Count; i++)
        {
            scorer.Measure(pool[i].Number, row);
            for (var signal = 0; signal < row.Length; signal++)
                list[i, signal] = (float)row[signal];
        }

        return list;
    }
}
