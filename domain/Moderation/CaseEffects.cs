using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Domain.Moderation;

/// <summary>What a decision on a case does to the content that the case is about.</summary>
public static class CaseEffects
{
    /// <summary>The command for the idea's aggregate, under an id of its own; null if the decision changes nothing.</summary>
    public static ChangeVisibility? Of(CaseTarget target, DecideCase command) => command.Decision switch
    {
        CaseDecision.Hide => To(Visibility.Hidden, target, command),
        CaseDecision.Remove => To(Visibility.Removed, target, command),
        CaseDecision.Restore => To(Visibility.Visible, target, command),
        _ => null,
    };

    private static ChangeVisibility To(Visibility visibility, CaseTarget target, DecideCase command) => new(
        command.Context with { CommandId = command.Context.CommandId + ":effect" },
        target.CommentId,
        visibility,
        target.CaseId);
}
