namespace IdeaStorage.Recommender.Evaluation;

/// <summary>
/// Data cut at a moment: what happened before is trained on, what happened afterwards is what a model should have
/// proposed. Nothing is random.
/// <list type="bullet">
/// <item><b>Ideas for a member</b>: the open ideas that the member supported, followed, commented on or called
/// interesting after the cut, and had nothing to do with before.</item>
/// <item><b>Organisations for a member</b>: those that the member met after the cut for the first time: by an answer
/// to a recommendation, or by such an act on an idea that somebody of the organisation posted.</item>
/// </list>
/// What is posted after the cut is there to be proposed, with its features, but without anything that was done to it.
/// Features are those of today, for the data keeps no older ones.
/// </summary>
public sealed class TimeSplit
{
    /// <summary>More queries of one kind are thinned out evenly.</summary>
    public const int QueriesMax = 2_000;

    private static readonly HashSet<InteractionKind> s_answers =
    [
        InteractionKind.Supported, InteractionKind.Followed, InteractionKind.Commented, InteractionKind.Interested,
        InteractionKind.Participated, InteractionKind.Connected,
    ];

    private TimeSplit(
        DataSet train, DateTimeOffset at, IReadOnlyList<EvaluationQuery> organisations,
        IReadOnlyList<EvaluationQuery> ideas) =>
        (Train, At, Organisations, Ideas) = (train, at, organisations, ideas);

    public DataSet Train { get; }

    /// <summary>The cut.</summary>
    public DateTimeOffset At { get; }

    public IReadOnlyList<EvaluationQuery> Organisations { get; }

    public IReadOnlyList<EvaluationQuery> Ideas { get; }

    /// <summary>Cuts so that about <paramref name="testShare"/> of the acts lie after the cut.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not between 0 and 1.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TimeSplit Of(DataSet data, double testShare = 0.2, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (testShare is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(testShare), testShare, "It lies between 0 and 1.");
        var times = data.Interactions.Where(act => IsAnswer(act, cancellation)).Select(act => act.At).Order().ToArray();
        var at = times.Length == 0 ? DateTimeOffset.MinValue : times[(int)(times.Length * (1 - testShare))];
        var train = new DataSet(data.Entities, [.. data.Interactions.Where(act => act.At < at)]);
        var (organisations, ideas) = new TruthFinder(data, at, act => IsAnswer(act, cancellation)).Find();
        return new TimeSplit(train, at, Thin(organisations), Thin(ideas));
    }

    /// <summary>Whether an act is what a model should have proposed. Those who keep their activity out give
    /// none.</summary>
    internal static bool IsAnswer(Interaction act) => act.Weight > 0 && s_answers.Contains(act.Kind);

    // Asked of every act again and again, so a cancelled split ends here.
    private static bool IsAnswer(Interaction act, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return IsAnswer(act);
    }

    private static List<EvaluationQuery> Thin(List<EvaluationQuery> queries) => queries.Count <= QueriesMax
        ? queries
        : [.. Enumerable.Range(0, QueriesMax).Select(i => queries[(int)((long)i * queries.Count / QueriesMax)])];
}

/// <summary>A member, and what a model should have proposed.</summary>
/// <param name="Subject">The member.</param>
/// <param name="Truth">Not empty.</param>
/// <param name="Known">What the member had met before, which is no proposal.</param>
public sealed record EvaluationQuery(
    EntityRef Subject, IReadOnlySet<EntityRef> Truth, IReadOnlySet<EntityRef> Known);
