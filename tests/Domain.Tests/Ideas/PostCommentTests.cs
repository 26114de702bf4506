using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class PostCommentTests
{
    private static readonly Text Body = Prose("우리 공장도 함께하고 싶습니다.", "text-new");
    private static readonly Idea Open = Scenario.Given<Idea>(Posted());

    private static readonly Idea FourDeep = Open.Apply(Commented("c1")).Apply(Commented("c2", "c1", 2))
        .Apply(Commented("c3", "c2", 3)).Apply(Commented("c4", "c3", 4));

    [Fact]
    public void Comment_ByAMember_StandsUnderTheIdea() => Decide(Open, Colleague).ThenTexts(Body)
        .Then(new CommentPosted("new", null, 1, Body.Ref, "jisu", Noon));

    [Theory]
    [InlineData("c1", "c1", 2)]
    [InlineData("c3", "c3", 4)]
    [InlineData("c4", "c3", 4)]
    public void Answer_StandsUnderItsParentButNeverDeeperThanFour(string answered, string parentId, int depth)
    {
        var posted = Decide(FourDeep, Colleague, answered).Only<CommentPosted>();
        Assert.Equal((parentId, depth), (posted.ParentId, posted.Depth));
    }

    [Fact]
    public void Answer_ToNoComment_IsRefused()
        => Decide(Open, Colleague, "nowhere").ThenRefused(IdeaRefusals.ParentCommentNotFound);

    [Fact]
    public void Answer_ToAHiddenOrRemovedComment_IsRefused()
    {
        var hidden = FourDeep.Apply(Turned(Visibility.Hidden, "c2"));
        Decide(hidden, Outsider, "c2").ThenRefused(IdeaRefusals.ParentCommentNotFound);
        Decide(hidden, Colleague, "c2").ThenRefused(IdeaRefusals.HiddenCommentsTakeNoAnswers);
        Decide(FourDeep.Apply(Turned(Visibility.Removed, "c2")), Outsider, "c2")
            .ThenRefused(IdeaRefusals.HiddenCommentsTakeNoAnswers);
    }

    [Fact]
    public void Comment_AfterTheClockWasSetBack_IsDatedNoEarlierThanTheOneBefore()
    {
        var commented = Open.Apply(Commented("c1"));

        Assert.Equal(Noon, PostedAt(commented, Noon.AddHours(-1)));
        Assert.Equal(Noon.AddHours(1), PostedAt(commented, Noon.AddHours(1)));
        Assert.Equal(Noon.AddHours(-1), PostedAt(Open, Noon.AddHours(-1)));

        static DateTimeOffset PostedAt(Idea state, DateTimeOffset clock) => IdeaDecisions.Decide(
            state, new PostComment(By(Colleague, clock), "new", null, Body), OfMember).Only<CommentPosted>().At;
    }

    [Fact]
    public void Comment_Again_YieldsNothing() => Decide(Open.Apply(Decide(Open, Colleague)), Colleague).ThenNothing();

    [Fact]
    public void Comment_UnderAnIdOfSomeoneElse_IsRefused()
        => Decide(Open.Apply(Decide(Open, Colleague)), Author).ThenRefused(IdeaRefusals.CommentExistsAlready);

    [Fact]
    public void Comment_ByAnOutsider_IsRefused()
        => Decide(Open, Outsider, cluster: OfOutsider).ThenRefused(IdeaRefusals.OnlyClusterMembersMayComment);

    [Theory]
    [InlineData(IdeaStage.InProject, true)]
    [InlineData(IdeaStage.Realised, true)]
    [InlineData(IdeaStage.Declined, true)]
    [InlineData(IdeaStage.Retired, true)]
    [InlineData(IdeaStage.Merged, false)]
    public void Comment_OnAnIdeaThatIsOver_GoesOnUnlessItWasMerged(IdeaStage stage, bool isAccepted)
    {
        var decision = Decide(Scenario.Given<Idea>(Posted(stage)), Colleague);
        if (isAccepted)
            decision.Only<CommentPosted>();
        else
            decision.ThenRefused(IdeaRefusals.MergedIdeasTakeNoComments);
    }

    [Fact]
    public void Comment_OnADraft_IsRefused()
    {
        var draft = Scenario.Given<Idea>(Posted(IdeaStage.Draft));
        Decide(draft, Author).ThenRefused(IdeaRefusals.DraftsTakeNoComments);
        Decide(draft, Colleague).ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    [Fact]
    public void Comment_OnAHiddenOrRemovedIdea_IsRefused()
    {
        Decide(Open.Apply(Turned(Visibility.Hidden)), Author).ThenRefused(IdeaRefusals.HiddenIdeasTakeNoAnswers);
        Decide(Open.Apply(Turned(Visibility.Removed)), Colleague).ThenRefused(IdeaRefusals.HiddenIdeasTakeNoAnswers);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5_000, true)]
    [InlineData(5_001, false)]
    public void Comment_OfSoManyCharacters_IsDecidedByTheLimits(int length, bool isAccepted)
    {
        var command = new PostComment(By(Colleague), "new", null, Letters(length));
        var decision = IdeaDecisions.Decide(Open, command, OfMember);
        if (isAccepted)
            decision.Only<CommentPosted>();
        else
            decision.ThenRefused(IdeaRefusals.CommentLengthOutOfRange(length));
    }

    [Fact]
    public void Comment_BeyondTheMost_IsRefused()
    {
        var full = Enumerable.Range(0, IdeaLimits.CommentsPerIdeaMax)
            .Aggregate(Open, (state, number) => state.Apply(Commented("c" + number)));
        Decide(full, Colleague).ThenRefused(IdeaRefusals.IdeaHasTooManyComments);
    }

    private static Decision Decide(Idea state, Actor actor, string? parentId = null, ClusterStanding? cluster = null)
        => IdeaDecisions.Decide(state, new PostComment(By(actor), "new", parentId, Body), cluster ?? OfMember);
}
