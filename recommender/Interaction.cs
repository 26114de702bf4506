namespace IdeaStorage.Recommender;

/// <summary>What an actor (a member, or an organisation itself) did to something.</summary>
public enum InteractionKind
{
    /// <summary>Read an idea or looked at an organisation.</summary>
    Viewed,

    /// <summary>Supported an idea (공감).</summary>
    Supported,

    /// <summary>Follows an idea, a member, an organisation or a mini-cluster.</summary>
    Followed,

    /// <summary>Commented on an idea (의견).</summary>
    Commented,

    /// <summary>Posted an idea.</summary>
    Posted,

    /// <summary>Joined a mini-cluster.</summary>
    Joined,

    /// <summary>
    /// Takes part in the project that an idea became. Organisations in one project are connected to each other.
    /// </summary>
    Participated,

    /// <summary>
    /// Was put in touch with an organisation (an introduction that was made). An act of each side: neither is shown to
    /// the other again.
    /// </summary>
    Connected,

    /// <summary>Answered a recommendation with "interested".</summary>
    Interested,

    /// <summary>Answered a recommendation with "not relevant": it is not shown to this actor again.</summary>
    Declined,
}

/// <summary>What others may learn of an act.</summary>
public enum Disclosure
{
    /// <summary>Who did it, and what: it stands on a page with a name.</summary>
    Named,

    /// <summary>That it was done, not by whom: pages count it. Of a named actor a reason says "is active
    /// there".</summary>
    Counted,

    /// <summary>
    /// Nothing: it is known to its actor alone, or to both sides of it, and shapes the lists of its actor alone.
    /// </summary>
    Private,
}

/// <summary>What follows from the kind of an act for everyone.</summary>
public static class InteractionKinds
{
    public static Disclosure Disclosure(this InteractionKind kind) => kind switch
    {
        InteractionKind.Viewed or InteractionKind.Supported or InteractionKind.Followed
            => Recommender.Disclosure.Counted,
        InteractionKind.Interested or InteractionKind.Declined or InteractionKind.Connected
            => Recommender.Disclosure.Private,
        _ => Recommender.Disclosure.Named,
    };
}

/// <summary>
/// One act. <paramref name="Weight"/> multiplies the weight of its kind (see <see cref="InteractionRule"/>); it is
/// 0 to <see cref="WeightMax"/>. An act that lies in the future of a query counts as if it had just happened.
/// </summary>
public sealed record Interaction(
    InteractionKind Kind, EntityRef Actor, EntityRef Target, DateTimeOffset At, double Weight = 1)
{
    /// <summary>A larger weight is refused, as an error in the data; sums of weights stay finite.</summary>
    public const double WeightMax = 1_000_000;

    /// <summary>An earlier act is refused, as an error in the data.</summary>
    public static readonly DateTimeOffset AtMin = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
}

/// <summary>Whom an act keeps from being shown its target again.</summary>
public enum ExclusionScope
{
    None,

    /// <summary>The actor alone.</summary>
    Actor,

    /// <summary>Everyone in the actor's organisation.</summary>
    Organisation,
}

/// <summary>
/// How much an act of one kind counts: <paramref name="Weight"/> when it happens, half of it after each
/// <paramref name="HalfLife"/>; and whom it keeps from seeing the target in a list again.
/// </summary>
public sealed record InteractionRule(double Weight, TimeSpan HalfLife, ExclusionScope Excludes)
{
    /// <summary>The rules that the product starts with, one for each kind.</summary>
    public static IReadOnlyDictionary<InteractionKind, InteractionRule> Defaults { get; } =
        new Dictionary<InteractionKind, InteractionRule>
        {
            [InteractionKind.Viewed] = new(0.1, TimeSpan.FromDays(30), ExclusionScope.None),
            [InteractionKind.Supported] = new(1, TimeSpan.FromDays(365), ExclusionScope.Actor),
            [InteractionKind.Followed] = new(1, TimeSpan.FromDays(365), ExclusionScope.Actor),
            [InteractionKind.Commented] = new(1.5, TimeSpan.FromDays(365), ExclusionScope.Actor),
            [InteractionKind.Posted] = new(2, TimeSpan.FromDays(365), ExclusionScope.Actor),
            [InteractionKind.Joined] = new(0.5, TimeSpan.FromDays(1460), ExclusionScope.Actor),
            [InteractionKind.Participated] = new(3, TimeSpan.FromDays(1460), ExclusionScope.Organisation),
            [InteractionKind.Connected] = new(3, TimeSpan.FromDays(1460), ExclusionScope.Organisation),
            [InteractionKind.Interested] = new(2, TimeSpan.FromDays(365), ExclusionScope.Actor),
            [InteractionKind.Declined] = new(0, TimeSpan.FromDays(365), ExclusionScope.Actor),
        };
}
