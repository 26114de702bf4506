using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Ideas;

public static partial class IdeaDecisions
{
    /// <summary>
    /// Moves along an arrow, by whom the cluster's rules name for the new stage, with a reason that everyone reads.
    /// Publishing a draft is its author's, needs no reason, and follows the rules of posting.
    /// </summary>
    /// <param name="state">The idea.</param>
    /// <param name="command">Where it goes, and why.</param>
    /// <param name="cluster">The actor's standing in its cluster.</param>
    /// <param name="targetCluster">The <see cref="Idea.MergeCluster"/> of the command's target.</param>
    public static Decision Decide(
        Idea state, ChangeStage command, ClusterStanding cluster, string? targetCluster = null)
    {
        var actor = command.Context.Actor;
        if (!state.IsKnownTo(actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        if (!Enum.IsDefined(command.Stage))
            return TextRefusals.ChoiceIsUnknown("stage");
        if (state.Stage == command.Stage && state.StageBy == actor.MemberId)
            return Decision.Nothing;
        if (!MayMove(state, command.Stage, actor, cluster))
            return IdeaRefusals.StageIsMovedByOthers;
        if (state.Stage == command.Stage)
            return Decision.Nothing;
        if (state.Visibility == Visibility.Removed)
            return IdeaRefusals.RemovedIdeasDoNotChange;
        if (!NextStages(state.Stage).Contains(command.Stage))
            return IdeaRefusals.StageCannotFollow(state.Stage, command.Stage);
        var isPublishing = state.Stage == IdeaStage.Draft;
        if (isPublishing && CheckPosting(actor, cluster) is { } refusal)
            return refusal;
        var reason = TextRules.Normalise(command.Reason);
        if (Refusal.All(
            CheckTarget(state, command, targetCluster),
            TextRules.CheckProse(
                reason.Content, "reason", isPublishing ? 0 : IdeaLimits.StageReasonCharactersMin,
                IdeaLimits.StageReasonCharactersMax, IdeaRefusals.StageReasonLengthOutOfRange)) is { } invalid)
            return invalid;
        var changed = new IdeaStageChanged(
            state.Stage, command.Stage, reason.Ref, actor.MemberId, command.Context.At);
        return command.TargetId is { } target
            ? new Decision([changed, new IdeaMerged(target, actor.MemberId, command.Context.At)], [reason])
            : Decision.Of(changed, reason);
    }

    private static Refusal? CheckTarget(Idea state, ChangeStage command, string? targetCluster)
    {
        if (command.Stage != IdeaStage.Merged)
            return command.TargetId is null ? null : IdeaRefusals.OnlyMergingTakesATarget;
        return command.TargetId is { } target && target != state.Id && targetCluster == state.ClusterId
            ? null
            : IdeaRefusals.MergeTargetIsNotValid;
    }

    /// <summary>The arrows. Nothing leads on from a realised or merged idea.</summary>
    public static IReadOnlyList<IdeaStage> NextStages(IdeaStage from) => from switch
    {
        IdeaStage.Draft => [IdeaStage.Open],
        IdeaStage.Open => [IdeaStage.InReview, IdeaStage.Declined, IdeaStage.Retired, IdeaStage.Merged],
        IdeaStage.InReview => [IdeaStage.Open, IdeaStage.Selected, IdeaStage.Declined, IdeaStage.Merged],
        IdeaStage.Selected => [IdeaStage.InProject, IdeaStage.Declined, IdeaStage.Retired],
        IdeaStage.InProject => [IdeaStage.Realised, IdeaStage.Retired, IdeaStage.Declined],
        IdeaStage.Declined or IdeaStage.Retired => [IdeaStage.Open],
        _ => [],
    };

    /// <summary>The stages that this actor may move the idea to now: what a page offers.</summary>
    public static IReadOnlyList<IdeaStage> StagesFor(Idea state, Actor actor, ClusterStanding cluster)
        => state.IsKnownTo(actor, cluster) && state.Visibility != Visibility.Removed
            ? [.. NextStages(state.Stage).Where(stage => MayMove(state, stage, actor, cluster))]
            : [];

    private static bool MayMove(Idea state, IdeaStage to, Actor actor, ClusterStanding cluster)
    {
        var isAuthor = actor.MemberId == state.AuthorId;
        if (state.Stage == IdeaStage.Draft)
            return isAuthor;
        var movers = cluster.Rules.MoversTo(to);
        return (movers.HasFlag(StageMovers.Author) && isAuthor)
            || (movers.HasFlag(StageMovers.Coordinator) && cluster.IsRunBy(actor))
            || (movers.HasFlag(StageMovers.Operator) && actor.IsOperator);
    }
}
