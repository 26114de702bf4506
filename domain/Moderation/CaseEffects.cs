using System.Globalization;
using IdeaStorage.Domain.Ideas;

namespace IdeaStorage.Domain.Moderation;

/// <summary>What a decision on a case does to the content that the case is about.</summary>
public static class CaseEffects
{
    /// <summary>
    /// The command for the idea's aggregate, under an id of its own: makes the target as visible as the decisions so
    /// far say. Usually it changes nothing.
    /// </summary>
    /// <param name="state">A case that was decided.</param>
    /// <param name="cause">Unique to the occasion; one cause has one effect for each version of the case.</param>
    public static ChangeVisibility Of(Case state, string cause) => new(
        new CommandContext(
            new Actor(state.DecidedBy), state.DecidedAt,
            string.Create(CultureInfo.InvariantCulture, $"{cause}:effect:{state.Version}")),
        state.Target!.CommentId,
        state.Visibility,
        state.Target.CaseId);

    internal static Visibility VisibilityAfter(Visibility present, CaseDecision decision) => decision switch
    {
        CaseDecision.Hide => Visibility.Hidden,
        CaseDecision.Remove => Visibility.Removed,
        CaseDecision.Restore => Visibility.Visible,
        _ => present,
    };
}
