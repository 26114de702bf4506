using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class ChangeVisibilityTests
{
    private static readonly Idea State = Scenario.Given<Idea>(Posted(), Commented("c1"));

    [Theory]
    [InlineData(null)]
    [InlineData("c1")]
    public void Change_TakesEffectOnceOnItsTarget(string? commentId)
    {
        var command = new ChangeVisibility(By(Coordinator), commentId, Visibility.Hidden, "case-1");
        var decision = IdeaDecisions.Decide(State, command);
        decision.Then(new VisibilityChanged(commentId, Visibility.Hidden, "case-1", "hyunwoo", Noon));
        var hidden = State.Apply(decision);
        Assert.Equal(commentId is null, hidden.Visibility == Visibility.Hidden);
        Assert.Equal(commentId is not null, hidden.Comments["c1"].Visibility == Visibility.Hidden);
        IdeaDecisions.Decide(hidden, command).ThenNothing();
    }

    [Fact]
    public void Change_OfWhatIsNotThere_IsRefused()
    {
        IdeaDecisions.Decide(Idea.Empty, new ChangeVisibility(By(Coordinator), null, Visibility.Hidden, "case-1"))
            .ThenRefused(IdeaRefusals.IdeaNotFound);
        IdeaDecisions.Decide(State, new ChangeVisibility(By(Coordinator), "c9", Visibility.Hidden, "case-1"))
            .ThenRefused(IdeaRefusals.CommentNotFound);
    }
}
