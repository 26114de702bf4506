using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Ideas;

public static partial class IdeaDecisions
{
    /// <summary>
    /// Comments on the idea or answers a comment. An answer to a comment of the deepest level stands beside it, under
    /// the same parent.
    /// </summary>
    /// <remarks>
    /// Every published stage but merged takes comments: why an idea was declined or retired, and what became of it once
    /// realised, is worth talking about; a merged one is talked about where it was merged into.
    /// </remarks>
    public static Decision Decide(Idea state, PostComment command, ClusterStanding cluster)
    {
        var actor = command.Context.Actor;
        if (!state.IsKnownTo(actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        if (state.Comments.TryGetValue(command.CommentId, out var earlier))
            return earlier.AuthorId == actor.MemberId ? Decision.Nothing : IdeaRefusals.CommentExistsAlready;
        if ((CheckCommenting(state, actor, cluster) ?? CheckParent(state, command.ParentId, actor, cluster))
            is { } refusal)
            return refusal;
        var body = TextRules.Normalise(command.Body);
        if (CheckComment(body) is { } invalid)
            return invalid;
        var (parentId, depth) = PlaceUnder(state, command.ParentId);
        var at = state.NoEarlier(command.Context.At);
        return Decision.Of(
            new CommentPosted(command.CommentId, parentId, depth, body.Ref, actor.MemberId, at), body);
    }

    /// <summary>Brings a comment from elsewhere as it was; its text is cleaned, no limit of length binds it.</summary>
    public static Decision Decide(Idea state, ImportComment command)
    {
        var actor = command.Context.Actor;
        if (!actor.IsOperator)
            return IdeaRefusals.OnlyOperatorsMayImport;
        if (!state.Exists)
            return IdeaRefusals.IdeaNotFound;
        if (state.Comments.ContainsKey(command.CommentId))
            return Decision.Nothing;
        if (command.ParentId is { } parent && !state.Comments.ContainsKey(parent))
            return IdeaRefusals.ParentCommentNotFound;
        if (state.Comments.Count >= IdeaLimits.CommentsPerIdeaMax)
            return IdeaRefusals.IdeaHasTooManyComments;
        var body = TextRules.Clean(command.Body);
        var (parentId, depth) = PlaceUnder(state, command.ParentId);
        return Decision.Of(
            new CommentImported(
                command.CommentId, parentId, depth, body.Ref, command.AuthorId, command.Source, command.PostedAt,
                actor.MemberId, command.Context.At),
            body);
    }

    /// <summary>Its author for 24 hours, coordinators always; never once removed.</summary>
    public static Decision Decide(Idea state, EditComment command, ClusterStanding cluster)
    {
        var context = command.Context;
        if (!state.IsKnownTo(context.Actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        if (!state.Comments.TryGetValue(command.CommentId, out var comment)
            || (comment.Visibility == Visibility.Hidden
                && !Idea.IsReadBy(comment.AuthorId, comment.Visibility, context.Actor, cluster)))
            return IdeaRefusals.CommentNotFound;
        if (!MayEdit(comment.AuthorId, comment.PostedAt, context, cluster))
            return IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit;
        if (comment.Visibility == Visibility.Removed)
            return IdeaRefusals.RemovedCommentsDoNotChange;
        var body = TextRules.Normalise(command.Body);
        if (CheckComment(body) is { } invalid)
            return invalid;
        if (body.Id == comment.BodyId)
            return Decision.Nothing;
        if (command.ExpectedRevision is { } seen && seen != comment.Revision)
            return TextRefusals.VersionIsStale(seen, comment.Revision);
        return Decision.Of(
            new CommentEdited(command.CommentId, body.Ref, context.Actor.MemberId, context.At), body);
    }

    private static Refusal? CheckCommenting(Idea state, Actor actor, ClusterStanding cluster)
    {
        if (!cluster.Admits(cluster.Rules.Commenting, actor))
            return IdeaRefusals.OnlyClusterMembersMayComment;
        if (state.Visibility != Visibility.Visible)
            return IdeaRefusals.HiddenIdeasTakeNoAnswers;
        if (state.Stage == IdeaStage.Draft)
            return IdeaRefusals.DraftsTakeNoComments;
        if (state.Stage == IdeaStage.Merged)
            return IdeaRefusals.MergedIdeasTakeNoComments;
        return state.Comments.Count < IdeaLimits.CommentsPerIdeaMax ? null : IdeaRefusals.IdeaHasTooManyComments;
    }

    private static Refusal? CheckParent(Idea state, string? parentId, Actor actor, ClusterStanding cluster)
    {
        if (parentId is null)
            return null;
        if (!state.Comments.TryGetValue(parentId, out var parent)
            || (parent.Visibility == Visibility.Hidden
                && !Idea.IsReadBy(parent.AuthorId, parent.Visibility, actor, cluster)))
            return IdeaRefusals.ParentCommentNotFound;
        return parent.Visibility == Visibility.Visible ? null : IdeaRefusals.HiddenCommentsTakeNoAnswers;
    }

    private static (string? ParentId, int Depth) PlaceUnder(Idea state, string? parentId)
    {
        if (parentId is null)
            return (null, 1);
        var parent = state.Comments[parentId];
        return parent.Depth < IdeaLimits.CommentDepthMax
            ? (parentId, parent.Depth + 1)
            : (parent.ParentId, parent.Depth);
    }

    private static Refusal? CheckComment(Text body) => TextRules.CheckProse(
        body.Content, "body", IdeaLimits.CommentCharactersMin, IdeaLimits.CommentCharactersMax,
        IdeaRefusals.CommentLengthOutOfRange);
}
