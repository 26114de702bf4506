using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Members;

/// <summary>The wish to be introduced, and what comes of it.</summary>
public sealed class IntroductionTests
{
    private static readonly string Id = Introduction.IdOf("mina", "org-1");

    private static readonly IntroductionPlace Place = new("org-1", [ClusterId]);

    private static readonly Member Mina = Scenario.Given<Member>(
        new MemberRegistered("mina", MemberOrigin.Registered, "ko", false, "mina", Noon),
        new MemberOrganisationChanged("own", "mina", Noon));

    private static readonly IntroductionAsked Asked =
        new(Id, RecommendedKind.Organisation, "org-1", "org-1", [ClusterId], "mina", Noon);

    private static readonly IntroductionWithdrawn Withdrawn =
        new(Id, RecommendedKind.Organisation, "org-1", "mina", Noon);

    private static readonly Member Wishing = Mina.Apply(Answer(Mina, RecommendationAnswer.Introduce));

    private static readonly Text Note = Prose("서로의 연락처를 보냈습니다.", "note-1");

    [Fact]
    public void Introduce_AsksWhoSeesToIt_Once()
    {
        Answer(Mina, RecommendationAnswer.Introduce).Then(
            new RecommendationAnswered(
                RecommendedKind.Organisation, "org-1", RecommendationAnswer.Introduce, "mina", Noon),
            Asked);
        Assert.True(Wishing.Introductions[Id].IsOpen);
        Answer(Wishing, RecommendationAnswer.Introduce).ThenNothing();
    }

    [Fact]
    public void Introduce_AfterAnIdeaOfTheSameOrganisation_AsksNobodyTwice() => MemberDecisions.Decide(
            Wishing, new AnswerRecommendation(
                By(Author), RecommendedKind.Idea, IdeaId, RecommendationAnswer.Introduce, Place))
        .Only<RecommendationAnswered>();

    [Fact]
    public void Introduce_ThatWasAnsweredBeforeAnybodyWasAsked_IsAskedNow()
    {
        var answered = Mina.Apply(new RecommendationAnswered(
            RecommendedKind.Organisation, "org-1", RecommendationAnswer.Introduce, "mina", Noon));
        Answer(answered, RecommendationAnswer.Introduce).Then(Asked);
    }

    [Fact]
    public void Introduce_ToOnesOwnOrganisation_IsRefused() => MemberDecisions.Decide(
            Mina, new AnswerRecommendation(
                By(Author), RecommendedKind.Idea, IdeaId, RecommendationAnswer.Introduce, new("own", [ClusterId])))
        .ThenRefused(MemberRefusals.OwnOrganisationNeedsNoIntroduction);

    [Fact]
    public void Introduce_WhenAsManyWaitAsMay_IsRefused()
    {
        var wishes = Enumerable.Range(0, MemberLimits.IntroductionsOpenMax).ToDictionary(
            number => $"{number}",
            number => new Introduction(RecommendedKind.Organisation, $"o{number}", new($"o{number}", [])));
        var full = Mina with { Introductions = Mina.Introductions.SetItems(wishes) };
        Answer(full, RecommendationAnswer.Introduce).ThenRefused(MemberRefusals.MemberAwaitsTooManyIntroductions);
        var one = wishes["0"] with { Outcome = IntroductionOutcome.NotMade };
        var less = full with { Introductions = full.Introductions.SetItem("0", one) };
        Assert.Null(Answer(less, RecommendationAnswer.Introduce).Refusal);
    }

    [Fact]
    public void Introduce_KeepsOnlySoManyClusters()
    {
        string[] many = [.. Enumerable.Range(0, MemberLimits.ClustersPerIntroductionMax + 1).Select(n => $"c{n}")];
        var decision = MemberDecisions.Decide(Mina, new AnswerRecommendation(
            By(Author), RecommendedKind.Organisation, "org-1", RecommendationAnswer.Introduce,
            new("org-1", [.. many, .. many])));
        var asked = Assert.IsType<IntroductionAsked>(decision.Events[^1]);
        Assert.Equal(many.Take(MemberLimits.ClustersPerIntroductionMax), asked.ClusterIds);
    }

    [Fact]
    public void AnotherAnswer_TakesTheWishBack()
    {
        var decision = Answer(Wishing, RecommendationAnswer.NotRelevant);
        decision.Then(Withdrawn, new RecommendationAnswered(
            RecommendedKind.Organisation, "org-1", RecommendationAnswer.NotRelevant, "mina", Noon));
        var after = Wishing.Apply(decision);
        Assert.False(after.Introductions[Id].IsOpen);
        Assert.Equal(RecommendationAnswer.NotRelevant, Assert.Single(after.Answers).Value);
    }

    [Theory]
    [InlineData(IntroductionOutcome.Made)]
    [InlineData(IntroductionOutcome.NotMade)]
    public void Conclude_ByACoordinatorOfItsCluster_IsKeptWithBothSidesAndTheNote(IntroductionOutcome outcome)
    {
        var decision = Conclude(Wishing, Coordinator, OfCoordinator, outcome);
        decision.ThenTexts(Note).Then(
            new IntroductionConcluded(Id, "own", "org-1", outcome, Note.Ref, "hyunwoo", Noon));
        var after = Wishing.Apply(decision);
        Conclude(after, Coordinator, OfCoordinator, outcome).ThenNothing();
        Conclude(after, Coordinator, OfCoordinator, outcome, Prose("다시 씁니다.", "note-2"))
            .ThenRefused(MemberRefusals.IntroductionIsConcludedAlready);
    }

    [Fact]
    public void Conclude_ByAnOperator_NeedsNoCluster() =>
        Conclude(Wishing, Operator, null).Only<IntroductionConcluded>();

    [Fact]
    public void Conclude_ByWhoCoordinatesNoneOfItsClusters_IsRefused()
    {
        Conclude(Wishing, Coordinator, null).ThenRefused(MemberRefusals.OnlyCoordinatorsMayIntroduce);
        Conclude(Wishing, Colleague, OfMember).ThenRefused(MemberRefusals.OnlyCoordinatorsMayIntroduce);
    }

    [Fact]
    public void Conclude_OfOnesOwnWish_IsRefusedToOperatorsToo()
    {
        Conclude(Wishing, Author, OfCoordinator).ThenRefused(MemberRefusals.OwnIntroductionIsMadeByOthers);
        Conclude(Wishing, Author with { IsOperator = true }, null)
            .ThenRefused(MemberRefusals.OwnIntroductionIsMadeByOthers);
    }

    [Fact]
    public void Conclude_OfWhatIsNoWish_OrWithoutASense_IsRefused()
    {
        Conclude(Mina, Operator, null).ThenRefused(MemberRefusals.IntroductionNotFound);
        Conclude(Wishing, Operator, null, (IntroductionOutcome)9).ThenRefused(TextRefusals.ChoiceIsUnknown("outcome"));
        Conclude(Wishing, Operator, null, note: Prose("네", "note-1"))
            .ThenRefused(MemberRefusals.IntroductionNoteLengthOutOfRange(1));
        Conclude(Wishing, Operator, null, note: Letters(1_001, "note-1"))
            .ThenRefused(MemberRefusals.IntroductionNoteLengthOutOfRange(1_001));
    }

    [Fact]
    public void Withdraw_TakesTheAnswerBackToo_AndYieldsNothingTheSecondTime()
    {
        var decision = Withdraw(Wishing, Author);
        decision.Then(Withdrawn);
        var after = Wishing.Apply(decision);
        Assert.Empty(after.Answers);
        Withdraw(after, Author).ThenNothing();
        Conclude(after, Operator, null).ThenRefused(MemberRefusals.IntroductionIsWithdrawn);
        Assert.True(after.Apply(Answer(after, RecommendationAnswer.Introduce)).Introductions[Id].IsOpen);
    }

    [Fact]
    public void Withdraw_BySomeoneElse_OfNothing_OrTooLate_IsRefused()
    {
        Withdraw(Wishing, Operator).ThenRefused(MemberRefusals.OnlyTheMemberMayWithdrawIntroductions);
        Withdraw(Mina, Author).ThenRefused(MemberRefusals.IntroductionNotFound);
        var made = Wishing.Apply(Conclude(Wishing, Operator, null));
        Withdraw(made, Author).ThenRefused(MemberRefusals.IntroductionIsConcludedAlready);
    }

    [Fact]
    public void Introduce_AfterItWasNotMade_AsksAgain_AndNotAfterItWasMade()
    {
        var not = Wishing.Apply(Conclude(Wishing, Operator, null, IntroductionOutcome.NotMade));
        Answer(not, RecommendationAnswer.Introduce).Then(Asked);
        var made = Wishing.Apply(Conclude(Wishing, Operator, null));
        Answer(made, RecommendationAnswer.Introduce).ThenNothing();
    }

    private static Decision Answer(Member state, RecommendationAnswer answer) => MemberDecisions.Decide(
        state, new AnswerRecommendation(By(Author), RecommendedKind.Organisation, "org-1", answer, Place));

    private static Decision Conclude(
        Member state, Actor actor, ClusterStanding? standing,
        IntroductionOutcome outcome = IntroductionOutcome.Made, Text? note = null) => MemberDecisions.Decide(
        state, new ConcludeIntroduction(By(actor), Id, outcome, note ?? Note), standing is null ? [] : [standing]);

    private static Decision Withdraw(Member state, Actor actor) =>
        MemberDecisions.Decide(state, new WithdrawIntroduction(By(actor), Id));
}
