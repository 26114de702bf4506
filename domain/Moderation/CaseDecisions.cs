using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Moderation;

/// <summary>What may be done with a case: pure, state and command to events or a refusal.</summary>
public static class CaseDecisions
{
    /// <summary>
    /// Once per member and target, never one's own. All flags on a target make one case; a flag by someone new opens a
    /// decided one again. An empty note counts as none.
    /// </summary>
    public static Decision Decide(Case state, FlagContent command)
    {
        var actor = command.Context.Actor;
        if (state.Exists && state.Target != command.Target)
            return CaseRefusals.CaseIsAboutAnotherTarget;
        if (actor.MemberId == command.Target.AuthorId)
            return CaseRefusals.OwnContentCannotBeFlagged;
        var note = command.Note is null ? null : TextRules.Normalise(command.Note);
        if (note is { Content.Length: 0 })
            note = null;
        if (Refusal.All(
            Enum.IsDefined(command.Category) ? null : TextRefusals.ChoiceIsUnknown("category"),
            note is null ? null : TextRules.CheckProse(
                note.Content, "note", 0, CaseLimits.NoteCharactersMax, CaseRefusals.FlagNoteLengthOutOfRange))
            is { } invalid)
            return invalid;
        if (state.Flags.TryGetValue(actor.MemberId, out var earlier))
            return earlier == command.Category ? Decision.Nothing : CaseRefusals.ContentIsFlaggedOnce;
        if (state.Flags.Count >= CaseLimits.FlagsPerCaseMax)
            return CaseRefusals.CaseHasTooManyFlags;
        var flagged = new ContentFlagged(
            command.Target.CaseId, command.Target, command.Category, note?.Ref, actor.MemberId, command.Context.At);
        return note is null ? Decision.Of(flagged) : Decision.Of(flagged, note);
    }

    /// <summary>
    /// A coordinator of the target's cluster, or an operator, never on their own content. An open case takes any
    /// decision that means something; a decided one only the restoring of what is hidden or removed.
    /// </summary>
    /// <param name="state">The case.</param>
    /// <param name="command">The decision.</param>
    /// <param name="cluster">The actor's standing in the target's cluster.</param>
    public static Decision Decide(Case state, DecideCase command, ClusterStanding cluster)
    {
        var actor = command.Context.Actor;
        if (!state.Exists)
            return CaseRefusals.CaseNotFound;
        if (!cluster.IsRunBy(actor))
            return CaseRefusals.OnlyCoordinatorsMayDecide;
        if (actor.MemberId == state.Target!.AuthorId)
            return CaseRefusals.OwnContentIsDecidedByOthers;
        var reason = TextRules.Normalise(command.Reason);
        var badReason = TextRules.CheckProse(
            reason.Content, "reason", CaseLimits.ReasonCharactersMin, CaseLimits.ReasonCharactersMax,
            CaseRefusals.DecisionReasonLengthOutOfRange);
        if (!Enum.IsDefined(command.Decision))
            return Refusal.All(TextRefusals.ChoiceIsUnknown("decision"), badReason)!;
        if (state.Decision == command.Decision && state.ReasonId == reason.Id)
            return Decision.Nothing;
        if (command.Decision == CaseDecision.Restore && state.Visibility == Visibility.Visible)
            return CaseRefusals.OnlyHiddenContentCanBeRestored;
        if (state.Status == CaseStatus.Decided && command.Decision != CaseDecision.Restore)
            return CaseRefusals.CaseIsDecidedAlready;
        if (badReason is not null)
            return badReason;
        return Decision.Of(
            new CaseDecided(command.Decision, reason.Ref, actor.MemberId, command.Context.At), reason);
    }
}
