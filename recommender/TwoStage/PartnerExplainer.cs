using IdeaStorage.Recommender.Features;
using IdeaStorage.Recommender.Graph;
using IdeaStorage.Recommender.Ranking;

namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// Takes the score of one organisation apart, exactly: each weighed signal of <see cref="PartnerScorer"/> is split over
/// what it rests on; one that saturates, in proportion to the summands that went into it.
/// </summary>
internal sealed class PartnerExplainer
{
    private readonly ActivityGraph _graph;
    private readonly PartnerScorer _scorer;
    private readonly int _number;
    private readonly Node _node;
    private readonly InCommon _inCommon;
    private readonly double[] _worths = new double[PartnerWeights.Signals.Length];
    private readonly List<Reason> _reasons = [];
    private double _popularity;

    private PartnerExplainer(ActivityGraph graph, PartnerScorer scorer, int number, InCommon inCommon)
    {
        (_graph, _scorer, _number, _node, _inCommon) = (graph, scorer, number, graph.Table[number], inCommon);
        scorer.Measure(number, _worths);
        for (var i = 0; i < _worths.Length; i++)
            _worths[i] *= scorer.Weights[i];
    }

    public static Recommendation Explain(ActivityGraph graph, PartnerScorer scorer, int number, InCommon inCommon)
    {
        var explainer = new PartnerExplainer(graph, scorer, number, inCommon);
        explainer.AddContent();
        explainer.AddTies();
        explainer.AddMeetings();
        explainer.AddPartners();
        explainer.AddPopularity();
        var score = explainer._reasons.Sum(reason => reason.Contribution);
        return new Recommendation(
            explainer._node.Ref,
            score,
            [
                .. explainer._reasons
                    .OrderByDescending(reason => reason.Contribution)
                    .ThenBy(reason => reason.Kind)
                    .Select(reason => reason with { Share = reason.Contribution / score }),
            ]);
    }

    private double Worth(PartnerSignal signal) => _worths[(int)signal];

    // To be about the same, and to be active in what the subject is about, is one reason per family of terms.
    private void AddContent()
    {
        var active = new double[FeatureSet.Families.Length];
        _scorer.AddLikeness(_number, active);
        var total = active.Sum();
        foreach (var family in FeatureSet.Families)
        {
            var worth = _worths[(int)PartnerSignal.Industry + (int)family]
                + (total > 0 ? Worth(PartnerSignal.ThemeActivity) * active[(int)family] / total : 0);
            var (count, labels) = Explainer.SharedLabels(
                _graph, family, _scorer.Likeness[(int)family], _node.Profile[family]);
            if (labels.Count > 0)
                Add(new Reason(Explainer.KindOf(family), 0, worth) { Count = count, Labels = labels });
            else
                _popularity += worth;
        }
    }

    private void AddTies()
    {
        if (_node.Region is { } region)
            Add(new Reason(
                region == _scorer.Subject.Region ? ReasonKind.Region : ReasonKind.RegionTies,
                0,
                Worth(PartnerSignal.RegionTies))
            { Labels = [region] });
        if (_node.Type is { } type)
            Add(new Reason(ReasonKind.TypeTies, 0, Worth(PartnerSignal.TypeTies)) { Labels = [type] });
    }

    private void AddMeetings()
    {
        var parts = new List<(Meeting Meeting, InteractionKind Act, double Part)>();
        foreach (var act in _node.Acts)
            if (_scorer.MeetingAt(act, out var part) is { } meeting && part > 0)
                parts.Add((meeting, act.Kind, part));
        var total = parts.Sum(part => part.Part);
        foreach (var kind in parts.GroupBy(part => Explainer.KindOfNamed(part.Act)))
        {
            var strongest = kind.MaxBy(part => part.Part);
            Add(new Reason(kind.Key, 0, Worth(PartnerSignal.Direct) * kind.Sum(part => part.Part) / total)
            {
                About = _graph.Table[strongest.Meeting.Number].Ref,
                Count = kind.Select(part => part.Meeting.Number).Distinct().Count(),
                YourAct = strongest.Meeting.Act,
                ThroughOrganisation = strongest.Meeting.ThroughOrganisation,
                TheirAct = Explainer.ToldOfNamed(strongest.Act),
            });
        }
    }

    // Whom both work with is the reason of the walk and of what the factors make of whom the subject met. The rest of
    // the factors' part, and all of it where both work with no one, comes from what the subject says of itself.
    private void AddPartners()
    {
        var latent = Worth(PartnerSignal.Latent);
        if (_inCommon.Count == 0)
        {
            Add(new Reason(ReasonKind.Profile, 0, latent));
            return;
        }

        var part = latent > 0 ? _scorer.LatentPartOfActs(_number) : 1;
        Add(new Reason(ReasonKind.Profile, 0, (1 - part) * latent));
        Add(new Reason(
            ReasonKind.SharedPartner,
            0,
            Worth(PartnerSignal.Allocation) + Worth(PartnerSignal.CloseAllocation) + (part * latent))
        {
            About = _graph.Table[_inCommon.Strongest].Ref,
            Count = _inCommon.Count,
        });
    }

    private void AddPopularity() => Add(new Reason(
        ReasonKind.Popularity,
        0,
        _popularity + Worth(PartnerSignal.Activity) + Worth(PartnerSignal.Reach) + Worth(PartnerSignal.Recency)));

    private void Add(Reason reason)
    {
        if (reason.Contribution > 0)
            _reasons.Add(reason);
    }
}
