using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class WithdrawSupportTests
{
    private static readonly Idea Supported = Scenario.Given<Idea>(Posted(), new IdeaSupported("jisu", Noon));

    [Fact]
    public void Withdraw_TakesTheVoteAway()
        => Decide(Supported, Colleague).Then(new IdeaSupportWithdrawn("jisu", Noon));

    [Fact]
    public void Withdraw_Twice_YieldsNothing()
        => Decide(Supported.Apply(Decide(Supported, Colleague)), Colleague).ThenNothing();

    [Fact]
    public void Withdraw_FromAHiddenAndDeclinedIdea_IsStillPossible()
        => Decide(Supported.Apply(Turned(Visibility.Hidden)).Apply(Moved(IdeaStage.Open, IdeaStage.Declined)),
            Colleague)
            .Only<IdeaSupportWithdrawn>();

    [Fact]
    public void Withdraw_FromWhatOneMayNotKnow_IsRefused()
    {
        Decide(Scenario.Given<Idea>(Posted(IdeaStage.Draft)), Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);
        Decide(Idea.Empty, Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    private static Decision Decide(Idea state, Actor actor)
        => IdeaDecisions.Decide(state, new WithdrawSupport(By(actor)));
}
