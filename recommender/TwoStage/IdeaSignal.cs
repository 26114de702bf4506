namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// What <see cref="HybridTrainer"/> weighs of ideas. Each is 0 or more and grows with what it is about, so that a
/// weight of 0 or more makes it a reason. What <see cref="SignalTrainer"/> sums is a sum of these.
/// </summary>
internal enum IdeaSignal
{
    /// <summary>Likeness of industries, of tags, of texts (tf-idf cosine).</summary>
    Industry,

    Tag,

    Text,

    /// <summary>All of this likeness, times the log of the idea's faded activity.</summary>
    ActiveTheme,

    /// <summary>The same region, times the activity as <see cref="SignalTrainer"/> does.</summary>
    Region,

    /// <summary>Those with whom the subject acts act on it, resources spread at each step (Zhou, Lü and Zhang 2009).
    /// </summary>
    Walk,

    /// <summary>The same in proportion to the root of how many act on it at all: it is theirs, and not everyone's (as
    /// Salton's index: Lü and Zhou 2011).</summary>
    CloseWalk,

    /// <summary>Others of the subject's organisation act on it.</summary>
    OwnOrganisation,

    /// <summary>It is in a mini-cluster that the subject joined.</summary>
    OwnCluster,

    /// <summary>Faded activity.</summary>
    Activity,

    /// <summary>How lately somebody acted on it, half as much with every quarter of a year.</summary>
    Recency,

    /// <summary>How lately it was posted, half as much with every month; one that nothing was done to yet is new.
    /// </summary>
    Freshness,
}
