namespace IdeaStorage.Recommender;

/// <summary>The weights of the signals of <see cref="SignalTrainer"/>, tuned as its documentation tells.</summary>
public sealed record SignalOptions
{
    /// <summary>Weight and half-life of each kind of act; a kind that is missing has its default.</summary>
    public IReadOnlyDictionary<InteractionKind, InteractionRule> Rules { get; init; } = InteractionRule.Defaults;

    /// <summary>Weight of the likeness of industry codes, which is 0 to 1 before activity multiplies it.</summary>
    public double Industry { get; init; } = 0.4;

    /// <summary>Weight of the likeness of free tags, 0 to 1 likewise.</summary>
    public double Tag { get; init; } = 1;

    /// <summary>Weight of the likeness of texts, 0 to 1 likewise.</summary>
    public double Text { get; init; } = 1;

    /// <summary>
    /// How often a word must be repeated in one text until it has half of the most that it can weigh: the k₁ of BM25
    /// (Robertson and Zaragoza 2009, "The probabilistic relevance framework: BM25 and beyond").
    /// </summary>
    public double TextSaturation { get; init; } = 4;

    /// <summary>Weight of being in the same region.</summary>
    public double Region { get; init; } = 0.05;

    /// <summary>Weight of having acted on the same things.</summary>
    public double CoActivity { get; init; } = 0.5;

    /// <summary>Weight of having acted with the same others.</summary>
    public double Walk { get; init; } = 0.1;

    /// <summary>Weight of being active in one's own right.</summary>
    public double Popularity { get; init; } = 0.02;

    /// <summary>How steep the walk's signal is before it saturates.</summary>
    public double WalkScale { get; init; } = 10;

    /// <summary>How much a busy node spreads thin what passes through it: 0 not at all, 1 in equal parts.</summary>
    public double WalkSpread { get; init; } = 0.7;

    /// <summary>
    /// What multiplies content likeness when a candidate was never active; an active one has log(1 + activity) more.
    /// Above 0, so that an organisation that has just registered is found too.
    /// </summary>
    public double ActivityFloor { get; init; } = 3;

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

    /// <summary>No signal weighs anything: what is to be measured alone is added.</summary>
    public static SignalOptions Nothing { get; } = new()
    {
        Industry = 0,
        Tag = 0,
        Text = 0,
        Region = 0,
        CoActivity = 0,
        Walk = 0,
        Popularity = 0,
    };

    internal void Check()
    {
        foreach (var (kind, rule) in Rules)
            if (!double.IsFinite(rule.Weight) || rule.Weight < 0 || rule.HalfLife <= TimeSpan.Zero)
                throw new ArgumentException($"{kind} needs a weight of 0 or more, a half-life above 0.", nameof(Rules));
        CheckWeight(Industry, nameof(Industry));
        CheckWeight(Tag, nameof(Tag));
        CheckWeight(Text, nameof(Text));
        CheckWeight(TextSaturation, nameof(TextSaturation));
        CheckWeight(Region, nameof(Region));
        CheckWeight(CoActivity, nameof(CoActivity));
        CheckWeight(Walk, nameof(Walk));
        CheckWeight(WalkScale, nameof(WalkScale));
        CheckWeight(WalkSpread, nameof(WalkSpread));
        CheckWeight(Popularity, nameof(Popularity));
        CheckWeight(ActivityFloor, nameof(ActivityFloor));
        CheckWeight(ProfileOfActs, nameof(ProfileOfActs));
        CheckWeight(OwnOrganisation, nameof(OwnOrganisation));
        if (ActivityHalfLife <= TimeSpan.Zero)
            throw new ArgumentException("The half-life of activity is not above 0.", nameof(ActivityHalfLife));
        if (ProfileActsMax < 0)
            throw new ArgumentException("The number of acts in a profile is below 0.", nameof(ProfileActsMax));
    }

    private static void CheckWeight(double weight, string name)
    {
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentException($"{weight} is not a finite number of 0 or more.", name);
    }
}
