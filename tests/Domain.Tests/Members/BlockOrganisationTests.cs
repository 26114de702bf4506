using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

public sealed class BlockOrganisationTests
{
    private static readonly Member Mina = Scenario.Given<Member>(
        new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon),
        new MemberOrganisationChanged("own", "mina", Noon));

    private static readonly Member Blocking = Mina.Apply(new OrganisationBlocked("org-1", "mina", Noon));

    [Fact]
    public void Block_ByTheMember_IsKept()
    {
        var decision = Block(Mina, Author);
        decision.Then(new OrganisationBlocked("org-1", "mina", Noon));
        Assert.Equal(["org-1"], Mina.Apply(decision).Blocked);
    }

    [Fact]
    public void Block_OfWhatIsBlocked_YieldsNothing_EvenIfItIsGone() =>
        MemberDecisions.Decide(Blocking, new BlockOrganisation(By(Author), "org-1"), organisationExists: false)
            .ThenNothing();

    [Fact]
    public void Block_BySomeoneElse_IsRefusedToOperatorsToo() =>
        Block(Mina, Operator).ThenRefused(MemberRefusals.OnlyTheMemberMayBlock);

    [Fact]
    public void Block_OfAMemberWhoIsNone_IsRefused() =>
        Block(Member.Empty, Author).ThenRefused(MemberRefusals.MemberNotFound);

    [Fact]
    public void Block_OfWhatIsNoOrganisation_IsRefused() =>
        MemberDecisions.Decide(Mina, new BlockOrganisation(By(Author), "org-1"), organisationExists: false)
            .ThenRefused(OrganisationRefusals.OrganisationNotFound);

    [Fact]
    public void Block_OfOnesOwnOrganisation_IsRefused() =>
        Block(Mina, Author, "own").ThenRefused(MemberRefusals.OwnOrganisationCannotBeBlocked);

    [Fact]
    public void Block_WhenAsManyAreBlockedAsMayBe_IsRefused()
    {
        var full = Mina with
        {
            Blocked = [.. Enumerable.Range(0, MemberLimits.OrganisationsBlockedMax).Select(number => $"o{number}")],
        };
        Block(full, Author).ThenRefused(MemberRefusals.MemberBlockedTooMuch);
        Block(full with { Blocked = full.Blocked.Remove("o7") }, Author).Only<OrganisationBlocked>();
    }

    [Fact]
    public void Unblock_TakesItBack_AndYieldsNothingWhereNothingIsBlocked()
    {
        var decision = Unblock(Blocking, Author);
        decision.Then(new OrganisationUnblocked("org-1", "mina", Noon));
        Unblock(Blocking.Apply(decision), Author).ThenNothing();
    }

    [Fact]
    public void Unblock_BySomeoneElse_IsRefusedToOperatorsToo() =>
        Unblock(Blocking, Operator).ThenRefused(MemberRefusals.OnlyTheMemberMayBlock);

    [Fact]
    public void Change_ToAnOrganisationThatIsBlocked_BlocksItNoMore() => MemberDecisions.Decide(
            Blocking, new ChangeMember(By(Author), OrganisationId: "org-1"), organisationExists: true)
        .Then(
            new MemberOrganisationChanged("org-1", "mina", Noon), new OrganisationUnblocked("org-1", "mina", Noon));

    [Fact]
    public void Blocks_LeaveTheVersionOfWhatIsEdited()
    {
        Assert.Equal(Mina.ContentVersion, Blocking.ContentVersion);
        Assert.Equal(Mina.Version + 1, Blocking.Version);
    }

    private static Decision Block(Member state, Actor actor, string id = "org-1") => MemberDecisions.Decide(
        state, new BlockOrganisation(By(actor), id), organisationExists: true);

    private static Decision Unblock(Member state, Actor actor) =>
        MemberDecisions.Decide(state, new UnblockOrganisation(By(actor), "org-1"));
}
