using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Ideas;

public static partial class IdeaDecisions
{
    /// <summary>
    /// By everyone with an account: one each, never for one's own, while votes count (see <see cref="IsLive"/>).
    /// </summary>
    public static Decision Decide(Idea state, SupportIdea command, ClusterStanding cluster)
    {
        var actor = command.Context.Actor;
        if (!state.IsKnownTo(actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        if (state.Supporters.Contains(actor.MemberId))
            return Decision.Nothing;
        if (actor.MemberId == state.AuthorId)
            return IdeaRefusals.OwnIdeaCannotBeSupported;
        if (state.Visibility != Visibility.Visible)
            return IdeaRefusals.HiddenIdeasTakeNoAnswers;
        if (!IsLive(state.Stage))
            return IdeaRefusals.OnlyLiveIdeasTakeSupport;
        return Decision.Of(new IdeaSupported(actor.MemberId, command.Context.At));
    }

    /// <summary>Always possible, whatever became of the idea.</summary>
    public static Decision Decide(Idea state, WithdrawSupport command)
    {
        var memberId = command.Context.Actor.MemberId;
        if (!IsPublished(state, memberId))
            return IdeaRefusals.IdeaNotFound;
        return state.Supporters.Contains(memberId)
            ? Decision.Of(new IdeaSupportWithdrawn(memberId, command.Context.At))
            : Decision.Nothing;
    }

    /// <summary>Everyone with an account may follow what they may know.</summary>
    public static Decision Decide(Idea state, FollowIdea command, ClusterStanding cluster)
    {
        var actor = command.Context.Actor;
        if (!state.IsKnownTo(actor, cluster))
            return IdeaRefusals.IdeaNotFound;
        return state.Followers.Contains(actor.MemberId)
            ? Decision.Nothing
            : Decision.Of(new IdeaFollowed(actor.MemberId, command.Context.At));
    }

    /// <summary>Always possible, whatever became of the idea.</summary>
    public static Decision Decide(Idea state, UnfollowIdea command)
    {
        var memberId = command.Context.Actor.MemberId;
        if (!IsPublished(state, memberId))
            return IdeaRefusals.IdeaNotFound;
        return state.Followers.Contains(memberId)
            ? Decision.Of(new IdeaUnfollowed(memberId, command.Context.At))
            : Decision.Nothing;
    }

    /// <summary>Whether votes still count: published, and neither realised, declined, retired nor merged.</summary>
    public static bool IsLive(IdeaStage stage)
        => stage is IdeaStage.Open or IdeaStage.InReview or IdeaStage.Selected or IdeaStage.InProject;

    // A draft is no one's business but its author's; a hidden idea's supporters may still take their vote away.
    private static bool IsPublished(Idea state, string memberId) => state.Exists
        && (state.AuthorId == memberId || state.Supporters.Contains(memberId) || state.Followers.Contains(memberId)
            || (state.Stage != IdeaStage.Draft && state.Visibility != Visibility.Hidden));
}
