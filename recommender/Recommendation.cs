namespace IdeaStorage.Recommender;

/// <summary>
/// The kind of a reason. Callers turn kind, labels, about and acts into a sentence in the reader's language.
/// </summary>
public enum ReasonKind
{
    /// <summary>
    /// The same branch of the industry tree; labels are the deepest shared nodes, such as <c>C271</c>.
    /// </summary>
    Industry,

    /// <summary>The same free tags; labels are the tags.</summary>
    Tag,

    /// <summary>Similar texts; labels are the words that weigh most.</summary>
    Text,

    /// <summary>The same region; the label is the region.</summary>
    Region,

    /// <summary>Viewed what the subject is active in. Of ideas, as the next two: others did, who are not
    /// named.</summary>
    CoViewed,

    /// <summary>Supported what the subject is active in.</summary>
    CoSupported,

    /// <summary>Follows what the subject is active in.</summary>
    CoFollowed,

    /// <summary>Acted on what the subject is active in, in a way that is not told of a named actor
    /// (<see cref="Disclosure.Counted"/>).</summary>
    CoActed,

    /// <summary>Commented on what the subject is active in.</summary>
    CoCommented,

    /// <summary>Posted what the subject is active in.</summary>
    CoPosted,

    /// <summary>Is in the same mini-clusters.</summary>
    SharedCluster,

    /// <summary>Takes part in the same projects.</summary>
    SharedProject,

    /// <summary>
    /// Acts together with organisations that the subject acts together with; about is such an organisation.
    /// </summary>
    SharedPartner,

    /// <summary>Organisations of its region often become partners of those of the subject's; the label is the
    /// region.</summary>
    RegionTies,

    /// <summary>Organisations of its type often become partners of those of the subject's; the label is the
    /// type.</summary>
    TypeTies,

    /// <summary>Others of the subject's organisation are active on it.</summary>
    OwnOrganisation,

    /// <summary>Was posted lately.</summary>
    Recent,

    /// <summary>Is active, or popular, in its own right.</summary>
    Popularity,

    /// <summary>
    /// The subject's act on about speaks for it, as all acts together teach: those who acted there act on it too.
    /// </summary>
    PastAct,

    /// <summary>What the subject says of itself speaks for it, as all acts together teach.</summary>
    Profile,
}

/// <summary>One summand of a score.</summary>
/// <param name="Kind">What kind of signal it is.</param>
/// <param name="Share">Its part of the score, in (0, 1]; the shares of a recommendation sum to 1.</param>
/// <param name="Contribution">Its part of the score in the score's own unit; the contributions sum to the
/// score.</param>
public sealed record Reason(ReasonKind Kind, double Share, double Contribution)
{
    /// <summary>Up to three shared labels, the weightiest first; empty for reasons that are about entities.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>
    /// The weightiest thing in which subject and item meet: an idea, a mini-cluster, an organisation or a member.
    /// </summary>
    public EntityRef? About { get; init; }

    /// <summary>How many labels or things the reason rests on; more than are named means "and others".</summary>
    public int Count { get; init; } = 1;

    /// <summary>
    /// What the subject did to <see cref="About"/>; null when the subject itself is what the reason is about.
    /// </summary>
    public InteractionKind? YourAct { get; init; }

    /// <summary>Whether it was the subject's organisation, not the subject, that did <see cref="YourAct"/>.</summary>
    public bool ThroughOrganisation { get; init; }

    /// <summary>
    /// What the recommended organisation did to <see cref="About"/>, or null where that is not told of it; for a
    /// recommended idea, what others who met the subject at <see cref="About"/> did to the idea.
    /// </summary>
    public InteractionKind? TheirAct { get; init; }
}

/// <summary>
/// A recommended entity with its score (above 0, comparable within one list only) and the reasons that sum to it, the
/// weightiest first. The order of a list may differ from the order of scores where diversity was asked for.
/// </summary>
public sealed record Recommendation(EntityRef Item, double Score, IReadOnlyList<Reason> Reasons);
