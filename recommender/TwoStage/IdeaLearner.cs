using IdeaStorage.Recommender.Evaluation;
using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Learns the weights of ideas from the last fifth of the answers, as <see cref="TimeSplit"/> asks for it: what is
/// known before it says what could be told then, and the ideas that members and organisations then turned to for the
/// first time are the right answers. Candidates are those that the weights of judgement put first, and in the second
/// round those that the learned ones do.
/// </summary>
internal sealed class IdeaLearner(HybridOptions options, DataSet data, int seed, CancellationToken cancellation)
{
    private const double AnswersAsked = 0.2;
    private const int Rounds = 2;

    /// <summary>The weights; null where there is too little to learn from, or where learned weights are no better than
    /// those of judgement.</summary>
    public HistoryWeights? Learn(Action<double> progress)
    {
        var answers = data.Interactions.Until(cancellation).Where(TimeSplit.IsAnswer).ToList();
        if (answers.Count == 0)
            return null;
        var times = answers.ConvertAll(act => act.At);
        times.Sort();
        var cut = times[(int)(times.Count * (1 - AnswersAsked))];
        var turned = TurnedTo(answers, cut);
        if (turned.Count < options.QuestionsMin)
            return null;
        var graph = GraphBuilder.Build(Past(cut, turned), options.Signals, cancellation);
        progress(0.2);
        return Learn(new IdeaLists(options, graph, cut, cancellation), Questions(graph, turned), progress);
    }

    private HistoryWeights? Learn(IdeaLists lists, List<IdeaQuestion> questions, Action<double> progress)
    {
        var weights = IdeaWeights.OfSignals(options.Signals);
        var known = questions.FindAll(one => lists.HasActed(one.Subject));
        var newcomers = questions.FindAll(one => !lists.HasActed(one.Subject));
        var (learnsKnown, learnsNew) = (true, true);
        for (var round = 0; round < Rounds && (learnsKnown || learnsNew); round++)
        {
            var (begin, isFirst) = (0.2 + (0.4 * round), round == 0);
            learnsKnown = learnsKnown && LearnSets(
                lists.Labelled(weights, known), [weights.Little, weights.Much], isFirst,
                share => progress(begin + (0.3 * share))) is [var little, var much]
                && Keep(weights with { Little = little, Much = much });
            learnsNew = learnsNew && LearnSets(
                lists.Labelled(weights, newcomers), [weights.New], isFirst,
                share => progress(begin + 0.3 + (0.1 * share))) is [var fresh]
                && Keep(weights with { New = fresh });
        }

        return learnsKnown || learnsNew ? weights : null;

        bool Keep(HistoryWeights learned)
        {
            weights = learned;
            return true;
        }
    }

    private double[][]? LearnSets(
        List<LabelledList> lists, double[][] given, bool isTried, Action<double> progress)
    {
        if (lists.Count < Math.Max(2, options.QuestionsMin)
            || (isTried && !ListTrial.IsLearningBetter(lists, given, cancellation, share => progress(share / 2))))
            return null;
        return ListwiseLearner.Learn(lists, cancellation, share => progress((1 + share) / 2));
    }

    /// <summary>What each turned to since the cut, and had nothing to do with before.</summary>
    private Dictionary<EntityRef, HashSet<EntityRef>> TurnedTo(List<Interaction> answers, DateTimeOffset cut)
    {
        var turned = new Dictionary<EntityRef, HashSet<EntityRef>>();
        foreach (var act in answers.Where(act => act.At >= cut && act.Target.Kind == EntityKind.Idea))
            (turned.TryGetValue(act.Actor, out var ideas) ? ideas : turned[act.Actor] = []).Add(act.Target);
        foreach (var act in data.Interactions.Until(cancellation))
            if ((act.At < cut || act.Kind == InteractionKind.Posted) && turned.TryGetValue(act.Actor, out var ideas))
                ideas.Remove(act.Target);
        foreach (var actor in turned.Where(one => one.Value.Count == 0).Select(one => one.Key).ToList())
            turned.Remove(actor);
        return turned;
    }

    // Whoever was turned to later was open then, whatever became of it. As in the evaluation, what is posted later is
    // there with what it says, and without what was done to it.
    private DataSet Past(DateTimeOffset cut, Dictionary<EntityRef, HashSet<EntityRef>> turned)
    {
        var wereOpen = turned.Values.SelectMany(ideas => ideas).ToHashSet();
        return new DataSet(
            [
                .. data.Entities.Until(cancellation).Select(entity =>
                    entity.Status == EntityStatus.Closed && wereOpen.Contains(entity.Ref)
                        ? entity with { Status = EntityStatus.Open }
                        : entity),
            ],
            [.. data.Interactions.Until(cancellation).Where(act => act.At < cut)]);
    }

    private List<IdeaQuestion> Questions(ActivityGraph graph, Dictionary<EntityRef, HashSet<EntityRef>> turned)
    {
        var questions = new List<IdeaQuestion>();
        foreach (var actor in data.Entities.Until(cancellation).Select(entity => entity.Ref))
            if (turned.TryGetValue(actor, out var ideas))
                questions.Add(new IdeaQuestion(
                    graph.Table.Find(actor)!.Value, [.. ideas.Select(idea => graph.Table.Find(idea)!.Value)]));
        var drawn = questions.ToArray();
        new Random(seed).Shuffle(drawn);
        return [.. drawn];
    }
}
