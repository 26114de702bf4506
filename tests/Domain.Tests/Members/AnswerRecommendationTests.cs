using IdeaStorage.Domain.Members;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

public sealed class AnswerRecommendationTests
{
    private static readonly Member Mina = Scenario.Given<Member>(
        new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon));

    [Fact]
    public void Answer_ByTheMember_IsKept() => Decide(Mina, Author, RecommendationAnswer.Introduce).Then(
        new RecommendationAnswered(
            RecommendedKind.Organisation, "org-1", RecommendationAnswer.Introduce, "mina", Noon));

    [Fact]
    public void Answer_TheSameAgain_YieldsNothingAndAnotherCounts()
    {
        var answered = Mina.Apply(Decide(Mina, Author, RecommendationAnswer.Interested));
        Decide(answered, Author, RecommendationAnswer.Interested).ThenNothing();
        var changed = answered.Apply(Decide(answered, Author, RecommendationAnswer.NotRelevant));
        Assert.Equal(RecommendationAnswer.NotRelevant, Assert.Single(changed.Answers).Value);
    }

    [Fact]
    public void Answer_ToAnIdeaOfTheSameId_IsAnother()
    {
        var answered = Mina.Apply(Decide(Mina, Author, RecommendationAnswer.Interested));
        var command = new AnswerRecommendation(By(Author), RecommendedKind.Idea, "org-1",
            RecommendationAnswer.Interested);
        MemberDecisions.Decide(answered, command).Only<RecommendationAnswered>();
    }

    [Fact]
    public void Answer_BySomeoneElse_IsRefusedToOperatorsToo()
        => Decide(Mina, Operator, RecommendationAnswer.Interested).ThenRefused(MemberRefusals.OnlyTheMemberMayAnswer);

    [Fact]
    public void Answer_ThatIsUnknown_IsRefused()
        => Decide(Mina, Author, (RecommendationAnswer)9).ThenRefused(TextRefusals.ChoiceIsUnknown("answer"));

    private static Decision Decide(Member state, Actor actor, RecommendationAnswer answer) => MemberDecisions.Decide(
        state, new AnswerRecommendation(By(actor), RecommendedKind.Organisation, "org-1", answer));
}
