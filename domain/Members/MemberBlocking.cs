using IdeaStorage.Domain.Organisations;

namespace IdeaStorage.Domain.Members;

public static partial class MemberDecisions
{
    /// <summary>
    /// Keeps an organisation out of all recommendations to the member, who alone may say so. The same again changes
    /// nothing.
    /// </summary>
    /// <param name="state">The member.</param>
    /// <param name="command">Which organisation.</param>
    /// <param name="organisationExists">Whether there is such an organisation.</param>
    public static Decision Decide(Member state, BlockOrganisation command, bool organisationExists)
    {
        var (actor, id) = (command.Context.Actor, command.OrganisationId);
        if (!state.Exists)
            return MemberRefusals.MemberNotFound;
        if (actor.MemberId != state.Id)
            return MemberRefusals.OnlyTheMemberMayBlock;
        if (state.Blocked.Contains(id))
            return Decision.Nothing;
        if (!organisationExists)
            return OrganisationRefusals.OrganisationNotFound;
        if (id == state.OrganisationId)
            return MemberRefusals.OwnOrganisationCannotBeBlocked;
        if (state.Blocked.Count >= MemberLimits.OrganisationsBlockedMax)
            return MemberRefusals.MemberBlockedTooMuch;
        return Decision.Of(new OrganisationBlocked(id, actor.MemberId, command.Context.At));
    }

    /// <summary>Takes a block back; where there is none, nothing changes.</summary>
    public static Decision Decide(Member state, UnblockOrganisation command)
    {
        var (actor, id) = (command.Context.Actor, command.OrganisationId);
        if (!state.Exists)
            return MemberRefusals.MemberNotFound;
        if (actor.MemberId != state.Id)
            return MemberRefusals.OnlyTheMemberMayBlock;
        return state.Blocked.Contains(id)
            ? Decision.Of(new OrganisationUnblocked(id, actor.MemberId, command.Context.At))
            : Decision.Nothing;
    }
}
