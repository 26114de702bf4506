using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Moderation;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Moderation;

public sealed class DecideCaseTests
{
    private static readonly CaseTarget Target = new(ClusterId, IdeaId, null, Author.MemberId);
    private static readonly Text Reason = Prose("광고를 되풀이했습니다.", "reason-1");
    private static readonly Case Open = Scenario.Given<Case>(FlagBy("jisu"));

    [Theory]
    [InlineData(CaseDecision.Dismiss, Visibility.Visible)]
    [InlineData(CaseDecision.Hide, Visibility.Hidden)]
    [InlineData(CaseDecision.Remove, Visibility.Removed)]
    public void Decide_OfAnOpenCase_HasItsEffect(CaseDecision decision, Visibility expected)
    {
        var decided = Decide(Open, Coordinator, decision);
        decided.ThenTexts(Reason).Then(new CaseDecided(decision, Reason.Ref, "hyunwoo", Noon));
        var state = Open.Apply(decided);
        Assert.Equal((CaseStatus.Decided, expected), (state.Status, state.Visibility));
        var effect = CaseEffects.Of(state, "command-1");
        Assert.Equal(
            (expected, "command-1:effect:2", IdeaId), (effect.Visibility, effect.Context.CommandId, effect.CaseId));
        Assert.Equal(("hyunwoo", Noon), (effect.Context.Actor.MemberId, effect.Context.At));
    }

    [Fact]
    public void Decide_Again_YieldsNothing()
        => Decide(Open.Apply(Decide(Open, Coordinator, CaseDecision.Hide)), Coordinator, CaseDecision.Hide)
            .ThenNothing();

    [Fact]
    public void Decide_ByAnyoneElse_IsRefused()
    {
        Decide(Open, Colleague, CaseDecision.Hide, OfMember).ThenRefused(CaseRefusals.OnlyCoordinatorsMayDecide);
        Decide(Open, Coordinator, CaseDecision.Hide, OfOutsider).ThenRefused(CaseRefusals.OnlyCoordinatorsMayDecide);
        Decide(Open, Operator, CaseDecision.Hide, OfOutsider).Only<CaseDecided>();
    }

    [Fact]
    public void Decide_OnOnesOwnContent_IsRefusedToCoordinatorsAndOperators()
    {
        Decide(Open, Author, CaseDecision.Dismiss).ThenRefused(CaseRefusals.OwnContentIsDecidedByOthers);
        Decide(Open, Author with { IsOperator = true }, CaseDecision.Dismiss)
            .ThenRefused(CaseRefusals.OwnContentIsDecidedByOthers);
    }

    [Fact]
    public void Decide_OfADecidedCase_TakesOnlyARestoring()
    {
        var removed = Open.Apply(Decide(Open, Coordinator, CaseDecision.Remove));
        Decide(removed, Coordinator, CaseDecision.Dismiss).ThenRefused(CaseRefusals.CaseIsDecidedAlready);
        var restored = removed.Apply(Decide(removed, Coordinator, CaseDecision.Restore));
        Assert.Equal(Visibility.Visible, restored.Visibility);
        var again = Command(Coordinator, CaseDecision.Restore) with { Reason = Prose("한 번 더", "reason-2") };
        CaseDecisions.Decide(restored, again, OfCoordinator).ThenRefused(CaseRefusals.OnlyHiddenContentCanBeRestored);
    }

    [Fact]
    public void Decide_OfACaseThatWasOpenedAgain_TakesANewDecision()
    {
        var reopened = Open.Apply(Decide(Open, Coordinator, CaseDecision.Dismiss)).Apply(FlagBy("visitor"));
        var command = Command(Coordinator, CaseDecision.Hide) with { Reason = Prose("이번에는 맞습니다.", "reason-2") };
        CaseDecisions.Decide(reopened, command, OfCoordinator).Only<CaseDecided>();
    }

    [Fact]
    public void Decide_ToDismissNewFlagsOnHiddenContent_KeepsItHidden()
    {
        var reopened = Open.Apply(Decide(Open, Coordinator, CaseDecision.Hide)).Apply(FlagBy("visitor"));
        var dismissed = reopened.Apply(Decide(reopened, Coordinator, CaseDecision.Dismiss));
        Assert.Equal(Visibility.Hidden, CaseEffects.Of(dismissed, "command-2").Visibility);
    }

    [Fact]
    public void Decide_WithoutAReason_IsRefused()
    {
        var command = Command(Coordinator, CaseDecision.Hide) with { Reason = Prose("-") };
        CaseDecisions.Decide(Open, command, OfCoordinator).ThenRefused(CaseRefusals.DecisionReasonLengthOutOfRange(1));
    }

    [Fact]
    public void Decide_OfNoCaseOrInAnUnknownWay_IsRefused()
    {
        Decide(Case.Empty, Coordinator, CaseDecision.Hide).ThenRefused(CaseRefusals.CaseNotFound);
        Decide(Open, Coordinator, (CaseDecision)9).ThenRefused(TextRefusals.ChoiceIsUnknown("decision"));
    }

    private static ContentFlagged FlagBy(string memberId)
        => new(IdeaId, Target, FlagCategory.Spam, null, memberId, Noon);

    private static DecideCase Command(Actor actor, CaseDecision decision) => new(By(actor), decision, Reason);

    private static Decision Decide(Case state, Actor actor, CaseDecision decision, ClusterStanding? cluster = null)
        => CaseDecisions.Decide(state, Command(actor, decision), cluster ?? OfCoordinator);
}
