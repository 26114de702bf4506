using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class FollowIdeaTests
{
    private static readonly Idea Open = Scenario.Given<Idea>(Posted());

    [Fact]
    public void Follow_ByAnyoneWithAnAccount_IsAccepted()
        => Decide(Open, Outsider).Then(new IdeaFollowed("visitor", Noon));

    [Fact]
    public void Follow_Twice_YieldsNothing() => Decide(Open.Apply(Decide(Open, Colleague)), Colleague).ThenNothing();

    [Fact]
    public void Follow_OfADraftOfSomeoneElse_IsRefused()
        => Decide(Scenario.Given<Idea>(Posted(IdeaStage.Draft)), Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);

    private static Decision Decide(Idea state, Actor actor)
        => IdeaDecisions.Decide(state, new FollowIdea(By(actor)), OfOutsider);
}
