using IdeaStorage.Recommender.Graph;

namespace IdeaStorage.Recommender.Ranking;

/// <summary>Scores every candidate of one query.</summary>
internal interface ICandidateScorer
{
    Subject Subject { get; }

    RecommendationQuery Query { get; }

    /// <summary>What places for quiet organisations cost; null where that was not learned, and every list keeps as
    /// many.</summary>
    ExposurePrices? Exposure => null;

    /// <summary>
    /// The scores of candidates, in their order; above 0 where one suits at all. Valid until the scorer's next call.
    /// </summary>
    ReadOnlySpan<double> Score(ReadOnlySpan<int> candidates);

    /// <summary>How active a candidate is on the day of the query.</summary>
    double Activity(Node node);
}
