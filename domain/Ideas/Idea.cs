using System.Collections.Immutable;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Ideas;

/// <summary>An idea with its comments, as far as rules need them. Prose is named, not held.</summary>
public sealed record Idea : IAggregate<Idea>
{
    public static Idea Empty { get; } = new();

    /// <summary>Empty before the first event.</summary>
    public string Id { get; init; } = "";

    public string ClusterId { get; init; } = "";

    public string AuthorId { get; init; } = "";

    public TextRef? Title { get; init; }

    public TextRef? Body { get; init; }

    public ImmutableArray<string> Tags { get; init; } = [];

    public IdeaStage Stage { get; init; }

    /// <summary>Who brought it to its stage; the author at first.</summary>
    public string StageBy { get; init; } = "";

    /// <summary>The idea that it was merged into, or null.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The organisations that take part in the project that came of it.</summary>
    public ImmutableHashSet<string> Participants { get; init; } = [];

    public Visibility Visibility { get; init; }

    /// <summary>When it left the drafts, or was posted where it was imported from; a draft's own time before.</summary>
    public DateTimeOffset PublishedAt { get; init; }

    public ImmutableHashSet<string> Supporters { get; init; } = [];

    public ImmutableHashSet<string> Followers { get; init; } = [];

    public ImmutableDictionary<string, IdeaComment> Comments { get; init; } =
        ImmutableDictionary<string, IdeaComment>.Empty;

    /// <summary>
    /// When the newest comment was posted here. Comments stand by time, so no later one is dated before it, though a
    /// clock be set back.
    /// </summary>
    public DateTimeOffset CommentedAt { get; init; }

    /// <summary>Votes from another system whose voters are not known here; may be negative.</summary>
    public int ImportedSupport { get; init; }

    /// <summary>Where it was imported from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>The number of its events.</summary>
    public long Version { get; init; }

    /// <summary>The version that title, body and tags are of: what an editor must have seen.</summary>
    public long ContentVersion { get; init; }

    /// <summary>The version that the participants are of: what whoever names others must have seen.</summary>
    public long ParticipantsVersion { get; init; }

    public bool Exists => Id.Length > 0;

    /// <summary>The cluster whose ideas may be merged into this one; null if none may.</summary>
    public string? MergeCluster => Exists && Visibility == Visibility.Visible
        && Stage is not (IdeaStage.Draft or IdeaStage.Merged)
            ? ClusterId
            : null;

    public Idea Apply(IEvent change)
    {
        var next = Fold(change) with { Version = Version + 1 };
        return change switch
        {
            IdeaPosted or IdeaImported or IdeaEdited => next with { ContentVersion = next.Version },
            ParticipantsChanged => next with { ParticipantsVersion = next.Version },
            _ => next,
        };
    }

    /// <summary>
    /// Whether the actor may know the idea: a draft is its author's alone; a hidden idea is its author's, its
    /// cluster's coordinators' and operators'. Of a removed one everyone sees that it was there.
    /// </summary>
    public bool IsKnownTo(Actor actor, ClusterStanding cluster) => Exists
        && (actor.MemberId == AuthorId
            || (Stage != IdeaStage.Draft && (Visibility != Visibility.Hidden || cluster.IsRunBy(actor))));

    internal static bool IsReadBy(string authorId, Visibility visibility, Actor actor, ClusterStanding cluster)
        => visibility == Visibility.Visible || authorId == actor.MemberId || cluster.IsRunBy(actor);

    private Idea Fold(IEvent change) => change switch
    {
        IdeaPosted e => new Idea
        {
            Id = e.IdeaId,
            ClusterId = e.ClusterId,
            AuthorId = e.By,
            Title = e.Title,
            Body = e.Body,
            Tags = e.Tags,
            Stage = e.Stage,
            StageBy = e.By,
            PublishedAt = e.At,
            Version = Version,
        },
        IdeaImported e => new Idea
        {
            Id = e.IdeaId,
            ClusterId = e.ClusterId,
            AuthorId = e.AuthorId,
            Title = e.Title,
            Body = e.Body,
            Tags = e.Tags,
            Stage = e.Stage,
            StageBy = e.By,
            PublishedAt = e.PostedAt,
            ImportedSupport = e.ImportedSupport,
            Source = e.Source,
            Version = Version,
        },
        IdeaEdited e => this with { Title = e.Title, Body = e.Body, Tags = e.Tags },
        IdeaSupported e => this with { Supporters = Supporters.Add(e.By) },
        IdeaSupportWithdrawn e => this with { Supporters = Supporters.Remove(e.By) },
        IdeaFollowed e => this with { Followers = Followers.Add(e.By) },
        IdeaUnfollowed e => this with { Followers = Followers.Remove(e.By) },
        IdeaStageChanged e => this with
        {
            Stage = e.To,
            StageBy = e.By,
            PublishedAt = e.From == IdeaStage.Draft ? e.At : PublishedAt,
        },
        ParticipantsChanged e => this with { Participants = Participants.Union(e.Joined).Except(e.Left) },
        IdeaMerged e => this with { MergedInto = e.TargetId },
        CommentPosted e => With(e.CommentId, new IdeaComment(e.ParentId, e.Depth, e.By, e.At, e.Body.Id)) with
        {
            CommentedAt = NoEarlier(e.At),
        },
        CommentImported e => With(e.CommentId, new IdeaComment(e.ParentId, e.Depth, e.AuthorId, e.PostedAt, e.Body.Id)),
        CommentEdited e => Change(e.CommentId, c => c with { BodyId = e.Body.Id, Revision = c.Revision + 1 }),
        VisibilityChanged { CommentId: null } e => this with { Visibility = e.Visibility },
        VisibilityChanged { CommentId: { } id } e => Change(id, c => c with { Visibility = e.Visibility }),
        _ => this,
    };

    /// <summary>This time, or that of the newest comment if it is later.</summary>
    internal DateTimeOffset NoEarlier(DateTimeOffset at) => at > CommentedAt ? at : CommentedAt;

    private Idea With(string commentId, IdeaComment comment)
        => this with { Comments = Comments.SetItem(commentId, comment) };

    private Idea Change(string commentId, Func<IdeaComment, IdeaComment> change)
        => Comments.TryGetValue(commentId, out var comment) ? With(commentId, change(comment)) : this;
}

/// <summary>What rules need of a comment.</summary>
/// <param name="ParentId">The comment that it stands under, or null.</param>
/// <param name="Depth">1 under the idea, at most <see cref="IdeaLimits.CommentDepthMax"/>.</param>
/// <param name="AuthorId">Who wrote it.</param>
/// <param name="PostedAt">When.</param>
/// <param name="BodyId">The id of its present text.</param>
/// <param name="Revision">1 when posted, one more per edit.</param>
/// <param name="Visibility">Who reads it.</param>
public sealed record IdeaComment(
    string? ParentId, int Depth, string AuthorId, DateTimeOffset PostedAt, string BodyId, int Revision = 1,
    Visibility Visibility = Visibility.Visible);
