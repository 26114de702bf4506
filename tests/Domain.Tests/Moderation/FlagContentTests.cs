using IdeaStorage.Domain.Moderation;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Moderation;

public sealed class FlagContentTests
{
    private static readonly CaseTarget Target = new(ClusterId, IdeaId, "c1", Author.MemberId);
    private static readonly Text Note = Prose("광고 글입니다.", "note-1");
    private static readonly FlagContent Valid = new(By(Colleague), Target, FlagCategory.Spam, Note);
    private static readonly Case Flagged = Case.Empty.Apply(CaseDecisions.Decide(Case.Empty, Valid));

    [Fact]
    public void Flag_ByAMember_OpensTheCaseOfItsTarget() => CaseDecisions.Decide(Case.Empty, Valid).ThenTexts(Note)
        .Then(new ContentFlagged("c1", Target, FlagCategory.Spam, Note.Ref, "jisu", Noon));

    [Fact]
    public void Flag_WithAnEmptyNote_HasNone()
        => CaseDecisions.Decide(Case.Empty, Valid with { Note = Prose("  ") }).ThenTexts()
            .Then(new ContentFlagged("c1", Target, FlagCategory.Spam, null, "jisu", Noon));

    [Fact]
    public void Flag_Again_YieldsNothing() => CaseDecisions.Decide(Flagged, Valid).ThenNothing();

    [Fact]
    public void Flag_AgainForAnotherReason_IsRefused()
        => CaseDecisions.Decide(Flagged, Valid with { Category = FlagCategory.Abuse })
            .ThenRefused(CaseRefusals.ContentIsFlaggedOnce);

    [Fact]
    public void Flag_OfOnesOwn_IsRefused() => CaseDecisions.Decide(Case.Empty, Valid with { Context = By(Author) })
        .ThenRefused(CaseRefusals.OwnContentCannotBeFlagged);

    [Fact]
    public void Flag_ByAnother_JoinsTheSameCase()
    {
        var both = Flagged.Apply(CaseDecisions.Decide(Flagged, Valid with { Context = By(Outsider) }));
        Assert.Equal(["jisu", "visitor"], both.Flags.Keys.Order());
    }

    [Fact]
    public void Flag_BySomeoneNew_OpensADecidedCaseAgain()
    {
        var decided = Flagged.Apply(new CaseDecided(CaseDecision.Dismiss, Note.Ref, "hyunwoo", Noon));
        Assert.Equal(CaseStatus.Decided, decided.Status);
        CaseDecisions.Decide(decided, Valid).ThenNothing();
        var again = decided.Apply(CaseDecisions.Decide(decided, Valid with { Context = By(Outsider) }));
        Assert.Equal(CaseStatus.Open, again.Status);
    }

    [Fact]
    public void Flag_WithTooLongANoteOrAnUnknownCategory_IsRefused()
    {
        CaseDecisions.Decide(Case.Empty, Valid with { Note = Letters(1_001) })
            .ThenRefused(CaseRefusals.FlagNoteLengthOutOfRange(1_001));
        CaseDecisions.Decide(Case.Empty, Valid with { Category = (FlagCategory)77 })
            .ThenRefused(TextRefusals.ChoiceIsUnknown("category"));
    }

    [Fact]
    public void Flag_OfAnotherTarget_IsRefused() => CaseDecisions
        .Decide(Flagged, Valid with { Context = By(Outsider), Target = Target with { CommentId = "c2" } })
        .ThenRefused(CaseRefusals.CaseIsAboutAnotherTarget);

    [Fact]
    public void Flag_BeyondTheMost_IsRefused()
    {
        var full = Enumerable.Range(0, CaseLimits.FlagsPerCaseMax).Aggregate(Flagged, (state, number) => state.Apply(
            new ContentFlagged("c1", Target, FlagCategory.Spam, null, "m" + number, Noon)));
        CaseDecisions.Decide(full, Valid with { Context = By(Outsider) }).ThenRefused(CaseRefusals.CaseHasTooManyFlags);
    }
}
