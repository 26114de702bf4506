using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Learns the weights from the last period of the data: the partners found or wished for within it are the right
/// answers. Those of newcomers are asked for from what was known before it, as newcomers will be. The others are asked
/// for a part at a time, from all that is known but this part (stacking: Wolpert 1992, "Stacked generalization"): lists
/// are made from all data, and the more there are, the more acquaintance says, and the less how active one is. Weights
/// learned on the data of a year ago would not know.
/// <para>
/// For each question the first stage takes the candidates that come first by the weights there are; on these the second
/// stage learns better ones.
/// </para>
/// </summary>
internal sealed class PartnerLearner(HybridOptions options, DataSet data, int seed, CancellationToken cancellation)
{
    /// <summary>Candidates are taken first by weights of judgement, then by those that were learned on them, so that
    /// the last lists learned on are like those that will be shown.</summary>
    private const int Rounds = 2;

    /// <summary>The period is held out in so many parts. With more, there are more graphs to build and factors to
    /// learn, and three or four were best on the tuning years.</summary>
    private const int Parts = 3;

    public PartnerWeights Learn(Action<double> progress)
    {
        if (data.Interactions.Count == 0)
            return PartnerWeights.Prior;
        var (cut, last) = Period();
        var period = new HeldOut(data, act => act.At >= cut, cut, options, seed, cancellation);
        progress(0.1);
        var isEnough = period.Questions.Count >= options.QuestionsMin;
        var learned = isEnough ? LearnFrom(period, cut, last, progress) : PartnerWeights.Prior;
        var all = GraphBuilder.Build(data, options.Signals, cancellation);
        var pairs = new PartnerPairs(data, all.Table, _ => true);
        return learned with
        {
            RegionTies = pairs.Ties(node => node.Region),
            TypeTies = pairs.Ties(node => node.Type),
            // What is too little to weigh factors by is too little to learn them from.
            Factors = isEnough
                ? PartnerFactors.Learn(all, Decay.DayOf(last), seed, cancellation)
                : PartnerFactors.None,
        };
    }

    private PartnerWeights LearnFrom(
        HeldOut period, DateTimeOffset cut, DateTimeOffset last, Action<double> progress)
    {
        var occasions = new Occasions(data, cut, Parts, seed, cancellation);
        var factors = new PartnerFactors?[Parts];
        progress(0.2);
        var learned = PartnerWeights.Prior;
        for (var round = 0; round < Rounds; round++)
        {
            var begin = 0.2 + (0.6 * round / Rounds);
            var known = ListsOfKnown(
                occasions, last, learned, factors, share => progress(begin + (0.4 * 0.6 * share / Rounds)));
            learned = LearnRound(period, known, learned, share => progress(begin + (0.6 * share / Rounds)));
        }

        learned = learned with { Exposure = period.Prices(learned) };
        progress(0.9);
        return learned;
    }

    /// <summary>One part after the other, for each is a graph of nearly all data. Only factors are kept for the next
    /// round: they take longer to learn than a graph to build.</summary>
    private List<LabelledList> ListsOfKnown(
        Occasions occasions, DateTimeOffset last, PartnerWeights given, PartnerFactors?[] factors,
        Action<double> progress)
    {
        var known = new List<LabelledList>();
        for (var part = 0; part < Parts; part++)
        {
            var left = new HeldOut(
                data, act => occasions.PartOf(act) == part, last, options, seed, cancellation, factors[part]);
            known.AddRange(left.OfKnown(given, (options.QuestionsMax + Parts - 1) / Parts));
            progress((part + 1.0) / Parts);
            factors[part] = left.Factors;
        }

        return known;
    }

    private PartnerWeights LearnRound(
        HeldOut period, List<LabelledList> known, PartnerWeights given, Action<double> progress)
    {
        var newcomers = period.OfNewcomers(given);
        progress(0.5);
        if (known.Count >= options.QuestionsMin
            && ListwiseLearner.Learn(known, cancellation, share => progress(0.5 + (0.3 * share)))
                is [var little, var much])
            given = given with { Little = little, Much = much };
        if (newcomers.Count >= options.QuestionsMin)
            given = given with
            {
                New = ListwiseLearner.Learn(newcomers, cancellation, share => progress(0.8 + (0.2 * share)))[0],
            };
        return given;
    }

    /// <summary>When the period begins, and the last act. A young installation is asked of its later half, or nothing
    /// would lie before the period.</summary>
    private (DateTimeOffset Cut, DateTimeOffset Last) Period()
    {
        var (first, last) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        foreach (var act in data.Interactions.Until(cancellation))
            (first, last) = (act.At < first ? act.At : first, act.At > last ? act.At : last);
        var half = (last - first) / 2;
        return (last - (half < options.Period ? half : options.Period), last);
    }
}
