using IdeaStorage.Domain.MiniClusters;

namespace IdeaStorage.Domain.Members;

public static partial class MemberDecisions
{
    /// <summary>
    /// Says what came of a wish that waits: a coordinator of one of its clusters, or an operator, but never the member
    /// who wished.
    /// </summary>
    /// <param name="state">The member who wished.</param>
    /// <param name="command">What came of it.</param>
    /// <param name="clusters">The actor's standing in the clusters of the wish.</param>
    public static Decision Decide(
        Member state, ConcludeIntroduction command, IReadOnlyCollection<ClusterStanding> clusters)
    {
        var actor = command.Context.Actor;
        if (state.Introductions.GetValueOrDefault(command.IntroductionId) is not { } wish)
            return MemberRefusals.IntroductionNotFound;
        if (!actor.IsOperator && !clusters.Any(cluster => cluster.IsRunBy(actor)))
            return MemberRefusals.OnlyCoordinatorsMayIntroduce;
        if (actor.MemberId == state.Id)
            return MemberRefusals.OwnIntroductionIsMadeByOthers;
        var note = TextRules.Normalise(command.Note);
        if (Refusal.All(
            Enum.IsDefined(command.Outcome) ? null : TextRefusals.ChoiceIsUnknown("outcome"),
            TextRules.CheckProse(
                note.Content, "note", MemberLimits.IntroductionNoteCharactersMin,
                MemberLimits.IntroductionNoteCharactersMax, MemberRefusals.IntroductionNoteLengthOutOfRange))
            is { } invalid)
            return invalid;
        if (wish.Outcome == command.Outcome && wish.NoteId == note.Id)
            return Decision.Nothing;
        if (wish.IsWithdrawn)
            return MemberRefusals.IntroductionIsWithdrawn;
        if (!wish.IsOpen)
            return MemberRefusals.IntroductionIsConcludedAlready;
        return Decision.Of(
            new IntroductionConcluded(
                command.IntroductionId, state.OrganisationId, wish.Place.OrganisationId, command.Outcome, note.Ref,
                actor.MemberId, command.Context.At),
            note);
    }

    /// <summary>
    /// Takes back a wish that waits, and with it the answer that it was. A second time changes nothing.
    /// </summary>
    public static Decision Decide(Member state, WithdrawIntroduction command)
    {
        var (actor, id) = (command.Context.Actor, command.IntroductionId);
        if (state.Introductions.GetValueOrDefault(id) is not { } wish)
            return MemberRefusals.IntroductionNotFound;
        if (actor.MemberId != state.Id)
            return MemberRefusals.OnlyTheMemberMayWithdrawIntroductions;
        if (wish.IsWithdrawn)
            return Decision.Nothing;
        return wish.IsOpen
            ? Decision.Of(new IntroductionWithdrawn(id, wish.Kind, wish.TargetId, state.Id, command.Context.At))
            : MemberRefusals.IntroductionIsConcludedAlready;
    }
}
