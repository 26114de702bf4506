using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Domain.Moderation;

/// <summary>What a decision on a case does to the content that the case is about.</summary>
public static class CaseEffects
{
    /// <summary>
    /// The command for the idea's aggregate, under an id of its own. A dismissal has one too: it puts the target back
    /// to what the case knows, in case an earlier decision took effect but was never recorded. Usually it changes
    /// nothing.
    /// </summary>
    /// <param name="state">A case that exists.</param>
    /// <param name="command">The decision.</param>
    public static ChangeVisibility Of(Case state, DecideCase command) => new(
        command.Context with { CommandId = command.Context.CommandId + ":effect" },
        state.Target!.CommentId,
        VisibilityAfter(state.Visibility, command.Decision),
        state.Target.CaseId);

    internal static Visibility VisibilityAfter(Visibility present, CaseDecision decision) => decision switch
    {
        CaseDecision.Hide => Visibility.Hidden,
        CaseDecision.Remove => Visibility.Removed,
        CaseDecision.Restore => Visibility.Visible,
        _ => present,
    };
}
