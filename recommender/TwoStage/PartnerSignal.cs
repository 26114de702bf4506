namespace IdeaStorage.Recommender.TwoStage;

/// <summary>
/// What <see cref="HybridTrainer"/> weighs. Each is 0 or more and grows with what it is about, so that a weight of 0 or
/// more makes it a reason.
/// </summary>
internal enum PartnerSignal
{
    /// <summary>Acted on the same things; fewer actors on a thing say more (Adamic and Adar 2003).</summary>
    Direct,

    /// <summary>Acts with those with whom the subject acts: what those get from the subject they share out among all
    /// whom they act with (resource allocation: Zhou, Lü and Zhang 2009), the fewer act on a thing the closer.
    /// </summary>
    Allocation,

    /// <summary>The same in proportion to the root of how much the other does at all: does it with those, and not with
    /// everyone (as Salton's index: Lü and Zhou 2011).</summary>
    CloseAllocation,

    /// <summary>Its partners are like the subject's (<see cref="PartnerFactors"/>).</summary>
    Latent,

    /// <summary>Likeness of industries, of tags, of texts (tf-idf cosine).</summary>
    Industry,

    Tag,

    Text,

    /// <summary>Faded activity on things that are about what the subject is about.</summary>
    ThemeActivity,

    /// <summary>How much more often partners come from its region than from others, for the subject's region.</summary>
    RegionTies,

    /// <summary>How much more often partners are of its type than of others, for the subject's type.</summary>
    TypeTies,

    /// <summary>Faded activity.</summary>
    Activity,

    /// <summary>How many others it acted with.</summary>
    Reach,

    /// <summary>How lately it acted, half as much with every year.</summary>
    Recency,
}
