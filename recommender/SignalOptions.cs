namespace IdeaStorage.Recommender;

/// <summary>The weights of the signals of <see cref="SignalTrainer"/>, tuned as its documentation tells.</summary>
public sealed record SignalOptions
{
    /// <summary>Weight and half-life of each kind of act; a kind that is missing has its default.</summary>
    public IReadOnlyDictionary<InteractionKind, InteractionRule> Rules { get; init; } = InteractionRule.Defaults;

    /// <summary>Weight of the likeness of industry codes, which is 0 to 1 before activity multiplies it.</summary>
    public double Industry { get; init; } = 1;

    /// <summary>Weight of the likeness of free tags, 0 to 1 likewise.</summary>
    public double Tag { get; init; } = 1;

    /// <summary>Weight of the likeness of texts, 0 to 1 likewise.</summary>
    public double Text { get; init; } = 1;

    /// <summary>Weight of being in the same region.</summary>
    public double Region { get; init; } = 0.05;

    /// <summary>Weight of having acted on the same things.</summary>
    public double CoActivity { get; init; } = 0.5;

    /// <summary>Weight of having acted with the same others.</summary>
    public double Walk { get; init; } = 0.1;

    /// <summary>Weight of being active in one's own right.</summary>
    public double Popularity { get; init; } = 0.02;

    /// <summary>How steep the walk's signal is before it saturates.</summary>
    public double WalkScale { get; init; } = 100;

    /// <summary>How much a busy node spreads thin what passes through it: 0 not at all, 1 in equal parts.</summary>
    public double WalkSpread { get; init; } = 0.7;

    /// <summary>
    /// What multiplies content likeness when a candidate was never active; an active one has log(1 + activity) more.
    /// Above 0, so that an organisation that has just registered is found too.
    /// </summary>
    public double ActivityFloor { get; init; } = 1;

    /// <summary>
    /// The time in which an act loses half of its worth for the activity of its actor and its target.
    /// </summary>
    public TimeSpan ActivityHalfLife { get; init; } = TimeSpan.FromDays(1460);

    /// <summary>
    /// How much the things that one is active in count in one's profile, against one's own features at 1.
    /// </summary>
    public double ProfileOfActs { get; init; } = 0.3;

    /// <summary>A profile is made of at most so many acts, the latest.</summary>
    public int ProfileActsMax { get; init; } = 1_000;

    /// <summary>How much the acts and the profile of a member's organisation count for the member.</summary>
    public double OwnOrganisation { get; init; } = 0.3;
}
