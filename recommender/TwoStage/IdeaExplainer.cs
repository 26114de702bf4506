using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Takes the score of one idea apart, exactly: each weighed signal of <see cref="IdeaScorer"/> is split over what it
/// rests on; one that saturates, in proportion to the summands that went into it.
/// </summary>
internal static class IdeaExplainer
{
    public static Recommendation Explain(ActivityGraph graph, IdeaScorer scorer, int number)
    {
        var (worths, reasons) = (new double[IdeaWeights.Signals.Length], new List<Reason>());
        scorer.Measure(number, worths);
        var node = graph.Table[number];
        AddContent(graph, scorer, node, worths, reasons);
        var freshness = worths[(int)IdeaSignal.Freshness];
        for (var i = 0; i < worths.Length; i++)
            worths[i] *= scorer.Weights[i];
        if (node.Region is { } region)
            Add(reasons, new Reason(ReasonKind.Region, 0, Worth(IdeaSignal.Region)) { Labels = [region] });
        if (Worth(IdeaSignal.Walk) + Worth(IdeaSignal.CloseWalk) is > 0 and var walk)
            MeetingParts.OfWalk(graph, scorer.Subject, scorer.Walks, number).Split(graph, walk, reasons);
        if (Worth(IdeaSignal.OwnCluster) is > 0 and var near)
            reasons.Add(new Reason(ReasonKind.SharedCluster, 0, near)
            {
                About = graph.Table[node.MiniCluster].Ref,
                YourAct = InteractionKind.Joined,
            });
        Add(reasons, new Reason(ReasonKind.OwnOrganisation, 0, Worth(IdeaSignal.OwnOrganisation)));
        Add(reasons, new Reason(
            ReasonKind.Popularity, 0, Worth(IdeaSignal.Activity) + Worth(IdeaSignal.Recency)));
        var rest = reasons.Sum(reason => reason.Contribution);
        Add(reasons, new Reason(ReasonKind.Recent, 0, scorer.FreshnessWorth(freshness, rest)));
        var score = reasons.Sum(reason => reason.Contribution);
        return new Recommendation(
            node.Ref,
            score,
            [
                .. reasons
                    .OrderByDescending(reason => reason.Contribution)
                    .ThenBy(reason => reason.Kind)
                    .Select(reason => reason with { Share = reason.Contribution / score }),
            ]);

        double Worth(IdeaSignal signal) => worths[(int)signal];
    }

    // To be about the same, and to be active and about the same, is one reason per family of terms.
    private static void AddContent(
        ActivityGraph graph, IdeaScorer scorer, Node node, double[] signals, List<Reason> reasons)
    {
        var whole = FeatureSet.Families.Sum(family => scorer.PartOf(family) * signals[(int)family]);
        var active = scorer.Weights[(int)IdeaSignal.ActiveTheme] * signals[(int)IdeaSignal.ActiveTheme];
        foreach (var family in FeatureSet.Families)
        {
            var worth = scorer.Weights[(int)family] * signals[(int)family];
            if (whole > 0)
                worth += active * scorer.PartOf(family) * signals[(int)family] / whole;
            if (!(worth > 0))
                continue;
            var (count, labels) = Explainer.SharedLabels(
                graph, family, scorer.Likeness[(int)family], node.Profile[family]);
            reasons.Add(new Reason(Explainer.KindOf(family), 0, worth) { Count = count, Labels = labels });
        }
    }

    private static void Add(List<Reason> reasons, Reason reason)
    {
        if (reason.Contribution > 0)
            reasons.Add(reason);
    }
}
