namespace IdeaStorage.Simulation.Tests.Members;

/// <summary>What members know to exist or to be on its way: what they can act on.</summary>
internal sealed class Known
{
    /// <summary>Staff of the agency.</summary>
    public const string Operator = "operator";

    /// <summary>A member who joins no cluster and is let into none.</summary>
    public const string Stranger = "stranger";

    /// <summary>The first ones coordinate the clusters, one each.</summary>
    public IReadOnlyList<string> Members { get; } = ["m0", "m1", "m2", "m3", Stranger, Operator];

    public IReadOnlyList<string> Clusters { get; } = ["c0", "c1"];

    public IReadOnlyList<string> Organisations { get; } = ["o0", "o1"];

    public List<KnownIdea> Ideas { get; } = [];

    public List<KnownComment> Comments { get; } = [];

    /// <summary>Ids of cases that somebody opened.</summary>
    public List<string> Cases { get; } = [];
}

internal sealed record KnownIdea(string Id, string ClusterId, string AuthorId, bool IsDraft);

internal sealed record KnownComment(string Id, KnownIdea Idea, string AuthorId);
