using IdeaStorage.Recommender;

namespace IdeaStorage.Grains.Recommendations.Training;

/// <summary>When models are trained by themselves, and what an operator asks of every list.</summary>
public sealed class TrainingSettings
{
    public const int HourMax = 23;
    public const int ImpressionDaysMax = 365;
    public const int ExposurePercentMax = 100;
    public const int CoresMax = 1_024;

    /// <summary>Whether models are trained every night.</summary>
    public bool Nightly { get; set; } = true;

    /// <summary>The hour (UTC) at which the night's run begins, 0 to 23; 18 is three in the morning in Korea.</summary>
    public int Hour { get; set; } = 18;

    /// <summary>A run begins after so many acts since the last one; 0: only by night and by hand.</summary>
    public int AfterActs { get; set; } = 2_000;

    /// <summary>
    /// Cores that a run takes from the requests beside it, at most as many as there are; 0: half of them.
    /// </summary>
    public int Cores { get; set; }

    /// <summary>For how many days it is kept what was shown to whom.</summary>
    public int ImpressionDays { get; set; } = 90;

    /// <summary>
    /// The part of the places in lists of organisations, in percent, that is kept for those outside the most active
    /// tenth: over many lists, or in each, as the model can. See
    /// <see cref="RecommendationQuery.ExposureFloor"/>.
    /// </summary>
    public int ExposurePercent { get; set; }

    /// <summary>How many cores a run takes on a machine with so many; one at least.</summary>
    public int CoresOf(int processors) => Math.Max(1, Cores == 0 ? processors / 2 : Math.Min(Cores, processors));
}
