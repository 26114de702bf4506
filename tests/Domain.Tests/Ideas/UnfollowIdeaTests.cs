using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class UnfollowIdeaTests
{
    private static readonly Idea Followed = Scenario.Given<Idea>(Posted(), new IdeaFollowed("visitor", Noon));

    [Fact]
    public void Unfollow_Ends() => Decide(Followed, Outsider).Then(new IdeaUnfollowed("visitor", Noon));

    [Fact]
    public void Unfollow_Twice_YieldsNothing()
        => Decide(Followed.Apply(Decide(Followed, Outsider)), Outsider).ThenNothing();

    [Fact]
    public void Unfollow_OfAHiddenIdea_IsStillPossible()
        => Decide(Followed.Apply(Turned(Visibility.Hidden)), Outsider).Only<IdeaUnfollowed>();

    [Fact]
    public void Unfollow_OfNoIdea_IsRefused() => Decide(Idea.Empty, Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);

    private static Decision Decide(Idea state, Actor actor)
        => IdeaDecisions.Decide(state, new UnfollowIdea(By(actor)));
}
