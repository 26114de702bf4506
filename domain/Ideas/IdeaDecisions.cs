using System.Collections.Immutable;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Tags;

namespace IdeaStorage.Domain.Ideas;

/// <summary>What may be done with an idea: pure, state and command to events or a refusal.</summary>
/// <remarks>
/// The <see cref="ClusterStanding"/> is always the actor's, in the idea's cluster. Operators may what coordinators may.
/// </remarks>
public static partial class IdeaDecisions
{
    /// <summary>Posts into the cluster of <paramref name="cluster"/>.</summary>
    /// <param name="state">The idea.</param>
    /// <param name="ideaId">Its id.</param>
    /// <param name="command">What is posted.</param>
    /// <param name="cluster">The author's standing in the cluster.</param>
    /// <param name="industries">The classification of industry tags; null: what is built in.</param>
    public static Decision Decide(
        Idea state, string ideaId, PostIdea command, ClusterStanding cluster, KsicTree? industries = null)
    {
        var actor = command.Context.Actor;
        if (state.Exists)
            return state.AuthorId == actor.MemberId ? Decision.Nothing : IdeaRefusals.IdeaExistsAlready;
        if (CheckPosting(actor, cluster) is { } refusal)
            return refusal;
        var title = TextRules.Normalise(command.Title);
        var body = TextRules.Normalise(command.Body);
        if (Refusal.All(
            CheckTitle(title), CheckBody(body), CheckTags(command.Tags, industries, [], out var tags)) is { } invalid)
            return invalid;
        var stage = command.IsDraft ? IdeaStage.Draft : IdeaStage.Open;
        return Decision.Of(
            new IdeaPosted(
                ideaId, command.ClusterId, title.Ref, body.Ref, tags, stage, actor.MemberId, command.Context.At),
            title, body);
    }

    /// <summary>Brings an idea from elsewhere as it was: texts and tags are cleaned, no limit binds them.</summary>
    public static Decision Decide(Idea state, string ideaId, ImportIdea command)
    {
        var actor = command.Context.Actor;
        if (!actor.IsOperator)
            return IdeaRefusals.OnlyOperatorsMayImport;
        if (state.Exists)
            return state.Source == command.Source ? Decision.Nothing : IdeaRefusals.IdeaExistsAlready;
        if (!Enum.IsDefined(command.Stage))
            return TextRefusals.ChoiceIsUnknown("stage");
        var title = TextRules.Clean(command.Title, isLine: true);
        var body = TextRules.Clean(command.Body);
        return Decision.Of(
            new IdeaImported(
                ideaId, command.ClusterId, title.Ref, body.Ref, Tag.CleanAll(command.Tags), command.Stage,
                command.AuthorId, command.ImportedSupport, command.Source, command.PostedAt,
                actor.MemberId, command.Context.At),
            title, body);
    }

    /// <summary>
    /// A draft's author edits it as long as it is one; afterwards for 24 hours, and coordinators always. A hidden idea
    /// may be mended, a removed one not.
    /// </summary>
    public static Decision Decide(
        Idea state, EditIdea command, ClusterStanding cluster, KsicTree? industries = null)
    {
        var context = command.Context;
        if (!state.IsKnownTo(context.Actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        var isOwnDraft = state.Stage == IdeaStage.Draft;
        if (!isOwnDraft && !MayEdit(state.AuthorId, state.PublishedAt, context, cluster))
            return IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit;
        if (state.Visibility == Visibility.Removed)
            return IdeaRefusals.RemovedIdeasDoNotChange;
        var title = command.Title is null ? null : TextRules.Normalise(command.Title);
        var body = command.Body is null ? null : TextRules.Normalise(command.Body);
        var tags = state.Tags;
        if (Refusal.All(
            title is null ? null : CheckTitle(title), body is null ? null : CheckBody(body),
            command.Tags is { } given ? CheckTags(given, industries, state.Tags, out tags) : null) is { } invalid)
            return invalid;
        var edited = new IdeaEdited(
            title?.Ref ?? state.Title!, body?.Ref ?? state.Body!, tags, context.Actor.MemberId, context.At);
        if (edited.Title == state.Title && edited.Body == state.Body && edited.Tags.SequenceEqual(state.Tags))
            return Decision.Nothing;
        if (Versions.Check(command.ExpectedVersion, state.Version, state.ContentVersion) is { } stale)
            return stale;
        return new Decision([edited], Decision.NewTexts([title, body], [state.Title, state.Body]));
    }

    /// <summary>The effect of a case's decision, whose rights were checked there; so it cannot be half done.</summary>
    public static Decision Decide(Idea state, ChangeVisibility command)
    {
        if (!state.Exists)
            return IdeaRefusals.IdeaNotFound;
        var present = state.Visibility;
        if (command.CommentId is { } id)
        {
            if (!state.Comments.TryGetValue(id, out var comment))
                return IdeaRefusals.CommentNotFound;
            present = comment.Visibility;
        }
        if (present == command.Visibility)
            return Decision.Nothing;
        return Decision.Of(new VisibilityChanged(
            command.CommentId, command.Visibility, command.CaseId, command.Context.Actor.MemberId, command.Context.At));
    }

    private static Refusal? CheckPosting(Actor actor, ClusterStanding cluster)
    {
        if (!cluster.Exists)
            return MiniClusterRefusals.ClusterNotFound;
        if (!cluster.Admits(cluster.Rules.Posting, actor))
            return IdeaRefusals.OnlyClusterMembersMayPost;
        return cluster.Lifecycle == ClusterLifecycle.Active ? null : IdeaRefusals.ClosedClustersTakeNoNewIdeas;
    }

    private static bool MayEdit(
        string authorId, DateTimeOffset since, CommandContext context, ClusterStanding cluster)
        => cluster.IsRunBy(context.Actor)
            || (context.Actor.MemberId == authorId && context.At - since <= IdeaLimits.AuthorEditWindow);

    private static Refusal? CheckTitle(Text title) => TextRules.CheckLine(
        title.Content, "title", IdeaLimits.TitleCharactersMin, IdeaLimits.TitleCharactersMax,
        IdeaRefusals.IdeaTitleLengthOutOfRange);

    private static Refusal? CheckBody(Text body) => TextRules.CheckProse(
        body.Content, "body", IdeaLimits.BodyCharactersMin, IdeaLimits.BodyCharactersMax,
        IdeaRefusals.IdeaBodyLengthOutOfRange);

    private static Refusal? CheckTags(
        ImmutableArray<string> typed, KsicTree? industries, ImmutableArray<string> present,
        out ImmutableArray<string> tags)
        => Tag.CheckAll(
            typed, IdeaLimits.TagsPerIdeaMin, IdeaLimits.TagsPerIdeaMax, industries, present, out tags);
}
