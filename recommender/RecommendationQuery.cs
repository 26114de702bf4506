namespace IdeaStorage.Recommender;

/// <summary>
/// Asks for entities of the kind <paramref name="Target"/> that suit <paramref name="Subject"/> at the time
/// <paramref name="At"/>: organisations for a member, an organisation or an idea; ideas for a member or an
/// organisation.
/// </summary>
public sealed record RecommendationQuery(EntityRef Subject, EntityKind Target, DateTimeOffset At)
{
    /// <summary>Longer lists are refused.</summary>
    public const int CountMax = 1_000;

    /// <summary>How many items at most, 1 to <see cref="CountMax"/>.</summary>
    public int Count { get; init; } = 20;

    /// <summary>
    /// How much a list gives up for being spread over regions, 0 (nothing: order of scores) to 1. See
    /// Carbonell and Goldstein 1998; this is their 1 − λ.
    /// </summary>
    public double Diversity { get; init; } = 0.2;

    /// <summary>
    /// The part of the places in lists of organisations, 0 to 1, that is kept for those outside the most active tenth,
    /// as far as there are any that suit at all. Those that are in a list anyway count; the others take the last
    /// places. A model that learned what places are worth (<see cref="TwoStage.HybridTrainer"/>) keeps it over many
    /// lists, in percent rounded up: one list may have fewer, another more. All others keep it in each list, rounded up
    /// to whole places. Lists of ideas are not touched.
    /// </summary>
    public double ExposureFloor { get; init; }

    /// <summary>
    /// Whether the subject's activity counts. A member who opted out is matched by own features only, and what others
    /// did still tells how active a candidate is.
    /// </summary>
    public bool UseActivity { get; init; } = true;

    /// <summary>
    /// More entities not to show (blocked, shown a moment ago); with an organisation goes what its members posted. The
    /// subject, its organisation, and what the rules of
    /// its interactions exclude are never shown anyway.
    /// </summary>
    public IReadOnlySet<EntityRef> Exclude { get; init; } = new HashSet<EntityRef>();

    /// <exception cref="ArgumentOutOfRangeException">A setting lies outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Count, CountMax);
        if (Diversity is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Diversity), Diversity, "Diversity lies between 0 and 1.");
        if (ExposureFloor is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(ExposureFloor), ExposureFloor, "It lies between 0 and 1.");
    }
}
