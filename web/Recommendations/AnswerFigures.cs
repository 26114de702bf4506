using IdeaStorage.Storage.Recommendations;

namespace IdeaStorage.Web.Recommendations;

/// <summary>
/// What became of recommendations, for a model or a place.
/// <para>
/// A place far down is looked at less often, so its items are opened less whatever they are worth. Rates are corrected
/// by inverse propensity (Joachims, Swaminathan and Schnabel 2017, "Unbiased Learning-to-Rank with Biased Feedback"):
/// an opening at place k counts 1/p(k), with the chance of being looked at p(k) = max(1/k, 0.1). So
/// corrected rate = Σ opened(k)/p(k) ÷ Σ shown(k). It compares models whose items stood at different places; it is
/// not a chance and may exceed 1. The curve 1/k is theirs; the floor bounds the variance (clipping, ibid.).
/// </para>
/// </summary>
public sealed record AnswerFigures
{
    private const double PropensityMin = 0.1;

    public long Shown { get; private init; }
    public long Opened { get; private init; }
    public long Accepted { get; private init; }
    public long Declined { get; private init; }

    /// <summary>Openings over items shown; null while nothing was shown.</summary>
    public double? OpenedRate { get; private init; }

    /// <summary>The same, corrected for places.</summary>
    public double? OpenedRateCorrected { get; private init; }

    /// <summary>Interested and introductions over items shown, corrected for places.</summary>
    public double? AcceptedRateCorrected { get; private init; }

    /// <summary>Interested and introductions over all answers; null without answers.</summary>
    public double? AcceptedRate { get; private init; }

    public static AnswerFigures Of(IEnumerable<ShownFigures> figures)
    {
        var all = figures.ToList();
        var (shown, accepted, declined) = (
            all.Sum(one => one.Shown), all.Sum(one => one.Accepted), all.Sum(one => one.Declined));
        return new AnswerFigures
        {
            Shown = shown,
            Opened = all.Sum(one => one.Opened),
            Accepted = accepted,
            Declined = declined,
            OpenedRate = Over(all.Sum(one => one.Opened), shown),
            OpenedRateCorrected = Over(all.Sum(one => one.Opened / Propensity(one.Place)), shown),
            AcceptedRateCorrected = Over(all.Sum(one => one.Accepted / Propensity(one.Place)), shown),
            AcceptedRate = Over(accepted, accepted + declined),
        };
    }

    /// <summary>The chance that an item at this place (from 1) is looked at.</summary>
    public static double Propensity(long place) => Math.Max(1.0 / place, PropensityMin);

    private static double? Over(double part, long whole) => whole == 0 ? null : part / whole;
}

/// <summary>Figures of the last days.</summary>
/// <param name="Days">Of how many days.</param>
/// <param name="ByModel">For each model and kind of list, the newest model first.</param>
/// <param name="ByPlace">For each kind of list and place, whoever put the items there.</param>
public sealed record AnswerReport(
    int Days, IReadOnlyList<ModelFigures> ByModel, IReadOnlyList<PlaceFigures> ByPlace)
{
    /// <summary>Places below are looked at together by nobody.</summary>
    public const int PlacesMax = 20;

    public static AnswerReport Of(int days, IReadOnlyList<ShownFigures> figures) => new(
        days,
        [
            .. figures.GroupBy(one => (one.Model, one.Trainer, one.TrainedAt, one.Kind))
                .Select(same => new ModelFigures(
                    same.Key.Model, same.Key.Trainer, same.Key.TrainedAt, same.Key.Kind, AnswerFigures.Of(same))),
        ],
        [
            .. figures.Where(one => one.Place <= PlacesMax).GroupBy(one => (one.Kind, one.Place))
                .OrderBy(same => same.Key.Kind, StringComparer.Ordinal).ThenBy(same => same.Key.Place)
                .Select(same => new PlaceFigures(same.Key.Kind, same.Key.Place, AnswerFigures.Of(same))),
        ]);
}

/// <param name="Model">The model, or the name of the built-in trainer.</param>
/// <param name="Trainer">Who made it.</param>
/// <param name="TrainedAt">When; null for the built-in one, and for one that is forgotten.</param>
/// <param name="Kind"><c>Organisation</c> or <c>Idea</c>.</param>
/// <param name="Figures">What became of what it proposed.</param>
public sealed record ModelFigures(
    string Model, string Trainer, DateTimeOffset? TrainedAt, string Kind, AnswerFigures Figures);

public sealed record PlaceFigures(string Kind, long Place, AnswerFigures Figures);
