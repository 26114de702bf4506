using IdeaStorage.Domain.Members;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

public sealed class AppointOperatorTests
{
    private static readonly Member Mina = Scenario.Given<Member>(
        new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon));

    [Fact]
    public void Appoint_ByAnOperatorOrTheProgram_IsAccepted()
    {
        Decide(Mina, Operator).Then(new OperatorAppointed("staff", Noon));
        Decide(Mina, Actor.System).Then(new OperatorAppointed(Actor.SystemId, Noon));
    }

    [Fact]
    public void Appoint_Again_YieldsNothing() => Decide(Mina.Apply(Decide(Mina, Operator)), Operator).ThenNothing();

    [Fact]
    public void Appoint_ByOneself_IsRefused()
        => Decide(Mina, Author).ThenRefused(MemberRefusals.OnlyOperatorsMayAppointOperators);

    [Fact]
    public void Appoint_OfNobody_IsRefused()
        => Decide(Member.Empty, Operator).ThenRefused(MemberRefusals.MemberNotFound);

    private static Decision Decide(Member state, Actor actor)
        => MemberDecisions.Decide(state, new AppointOperator(By(actor)));
}
