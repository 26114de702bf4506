using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>A member or an organisation, and the ideas that it turned to afterwards for the first time.</summary>
internal sealed record IdeaQuestion(int Subject, HashSet<int> Right);

/// <summary>The lists that given weights make for questions about ideas, from what was known at one moment.</summary>
internal sealed class IdeaLists(
    HybridOptions options, ActivityGraph graph, DateTimeOffset at, CancellationToken cancellation)
{
    private static readonly int s_signals = IdeaWeights.Signals.Length;

    /// <summary>The candidates that come first, with their signals; questions whose right answers all lie below are
    /// left out.</summary>
    public List<LabelledList> Labelled(HistoryWeights weights, IReadOnlyList<IdeaQuestion> questions)
    {
        var lists = new LabelledList?[Math.Min(questions.Count, options.QuestionsMax)];
        Parallel.For(
            0, lists.Length, Cores.Options(cancellation), () => new Scratch(),
            (i, _, scratch) =>
            {
                lists[i] = Labelled(weights, questions[i], scratch);
                scratch.Clear();
                return scratch;
            },
            static _ => { });
        return [.. lists.OfType<LabelledList>()];
    }

    /// <summary>Whether a subject acted by then, or its organisation.</summary>
    public bool HasActed(int subject) => SubjectOf(subject, QueryOf(subject)).Meetings.Count > 0;

    private LabelledList? Labelled(HistoryWeights weights, IdeaQuestion question, Scratch scratch)
    {
        var query = QueryOf(question.Subject);
        var subject = SubjectOf(question.Subject, query);
        var scorer = new IdeaScorer(graph, options.Signals, weights, subject, query, scratch);
        var pool = Ranker.Rank(graph.Table, scorer);
        int[] found = [.. Enumerable.Range(0, pool.Count).Where(i => question.Right.Contains(pool[i].Number))];
        if (found.Length == 0)
            return null;
        var list = new LabelledList(
            pool.Count, s_signals, found, HistoryWeights.Parts(subject.Meetings.Count), question.Right.Count);
        var row = new double[s_signals];
        for (var i = 0; i < pool.Count; i++)
        {
            scorer.Measure(pool[i].Number, row);
            for (var signal = 0; signal < row.Length; signal++)
                list[i, signal] = (float)row[signal];
        }

        return list;
    }

    private RecommendationQuery QueryOf(int subject) => new(graph.Table[subject].Ref, EntityKind.Idea, at)
    {
        Count = options.Candidates,
        Diversity = 0,
    };

    private Subject SubjectOf(int subject, RecommendationQuery query) => new(graph, options.Signals, subject, query);
}
