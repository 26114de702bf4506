namespace IdeaStorage.Recommender;

/// <summary>
/// What a thing is. Members and organisations act; ideas and mini-clusters are acted on; all may be asked about.
/// </summary>
public enum EntityKind
{
    Member,
    Organisation,
    Idea,
    MiniCluster,
}

/// <summary>Whether an entity may appear in lists and in reasons.</summary>
public enum EntityStatus
{
    /// <summary>May be recommended, and named in reasons.</summary>
    Open,

    /// <summary>Is never recommended, but what happened around it still counts and may be named in reasons.</summary>
    Closed,

    /// <summary>
    /// Is never recommended, counts for nothing and is named nowhere, because viewers may not see it.
    /// </summary>
    Hidden,
}

/// <summary>Names an entity: its kind and the id that the caller knows it by. Ids are compared ordinally.</summary>
public readonly record struct EntityRef(EntityKind Kind, string Id)
{
    public static EntityRef Member(string id) => new(EntityKind.Member, id);

    public static EntityRef Organisation(string id) => new(EntityKind.Organisation, id);

    public static EntityRef Idea(string id) => new(EntityKind.Idea, id);

    public static EntityRef MiniCluster(string id) => new(EntityKind.MiniCluster, id);

    public override string ToString() => $"{Kind} {Id}";
}

/// <summary>An entity with the features that it carries itself. What it is active in is told by interactions.</summary>
public sealed record Entity(EntityRef Ref)
{
    /// <summary>More industries on one entity are refused, as an error in the data.</summary>
    public const int IndustriesMax = 100;

    /// <summary>More tags on one entity are refused, as an error in the data.</summary>
    public const int TagsMax = 1_000;

    /// <summary>More words on one entity are refused: pass an extract of a longer text.</summary>
    public const int WordsMax = 20_000;

    /// <summary>
    /// Industry codes as paths from the root of the classification, levels separated by <c>/</c>, each level named so
    /// that it can be shown alone: <c>C/C27/C271/C2711</c> (see <see cref="Ksic.Path"/>).
    /// </summary>
    public IReadOnlyList<string> Industries { get; init; } = [];

    /// <summary>Free tags. Compared without regard to case; a repeated tag counts once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>
    /// The words of the entity's texts (title, body, products, offers, needs), cut by the caller's analyser;
    /// repetition counts.
    /// </summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>
    /// The region, as the caller names it; two entities are near when it is equal. Also what lists are spread over.
    /// </summary>
    public string? Region { get; init; }

    /// <summary>The type of an organisation (company, university, institute, …), as the caller names it.</summary>
    public string? Type { get; init; }

    /// <summary>
    /// The organisation of a member: what the member does counts for it too, and it is never recommended to the
    /// member.
    /// </summary>
    public EntityRef? Organisation { get; init; }

    /// <summary>The mini-cluster of an idea: it concerns those who joined it.</summary>
    public EntityRef? MiniCluster { get; init; }

    public EntityStatus Status { get; init; } = EntityStatus.Open;
}
