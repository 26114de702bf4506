using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Web.Accounts;

namespace IdeaStorage.Web.Pages.Ideas;

/// <summary>
/// What a page offers to its visitor. The domain decides; this only hides what it would refuse, by the same rules.
/// </summary>
public sealed record IdeaRights
{
    public bool MaySupport { get; init; }
    public bool MayComment { get; init; }
    public bool MayFlag { get; init; }
    public bool MayEdit { get; init; }

    /// <summary>Whether joining the cluster would allow to take part.</summary>
    public bool ShouldJoin { get; init; }

    /// <summary>Whether the visitor coordinates the cluster or is an operator.</summary>
    public bool Moderates { get; init; }

    /// <summary>The stages that the visitor may move the idea to.</summary>
    public IReadOnlyList<IdeaStage> Stages { get; init; } = [];

    /// <summary>Whether the visitor may say which organisations take part.</summary>
    public bool MayNameParticipants { get; init; }

    public static IdeaRights Of(IdeaItem idea, SignedIn? member, ClusterStanding cluster, DateTimeOffset now)
    {
        if (member is null)
            return new IdeaRights();
        var actor = member.Actor;
        var isAuthor = idea.AuthorId == member.MemberId;
        var takesPart = cluster.Admits(cluster.Rules.Commenting, actor);
        var isOpen = idea.Visibility == Visibility.Visible && idea.Stage != IdeaStage.Draft;
        var state = new Idea
        {
            Id = idea.Id,
            ClusterId = idea.ClusterId,
            AuthorId = idea.AuthorId,
            Stage = idea.Stage,
            Visibility = idea.Visibility,
        };
        return new IdeaRights
        {
            MaySupport = !isAuthor && takesPart && isOpen && IdeaDecisions.IsLive(idea.Stage),
            MayComment = takesPart && isOpen && idea.Stage != IdeaStage.Merged,
            MayFlag = !isAuthor && idea.Stage != IdeaStage.Draft,
            MayEdit = idea.Visibility != Visibility.Removed
                && MayEditAt(isAuthor, idea.Stage == IdeaStage.Draft, idea.CreatedAt, cluster.IsRunBy(actor), now),
            ShouldJoin = !takesPart && !cluster.IsMember && isOpen
                && cluster.Rules.Commenting == ClusterAccess.Members
                && cluster.Rules.Joining == ClusterAccess.Everyone && cluster.Lifecycle != ClusterLifecycle.Closed,
            Moderates = cluster.IsRunBy(actor),
            Stages = IdeaDecisions.StagesFor(state, actor, cluster),
            MayNameParticipants = IdeaDecisions.MayNameParticipants(state, actor, cluster),
        };
    }

    public static bool MayEditComment(CommentItem comment, SignedIn? member, bool moderates, DateTimeOffset now) =>
        member is not null && comment.Visibility != Visibility.Removed
        && MayEditAt(comment.AuthorId == member.MemberId, false, comment.CreatedAt, moderates, now);

    private static bool MayEditAt(
        bool isAuthor, bool isDraft, DateTimeOffset since, bool moderates, DateTimeOffset now) =>
        isDraft ? isAuthor : moderates || (isAuthor && now - since <= IdeaLimits.AuthorEditWindow);
}
