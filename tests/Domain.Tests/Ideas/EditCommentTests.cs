using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class EditCommentTests
{
    private static readonly Text Body = Prose("다시 생각해 보니 더 좋습니다.", "text-2");
    private static readonly Idea Commented1 = Scenario.Given<Idea>(Posted(), Commented("c1"));

    [Fact]
    public void Edit_ByItsAuthorWithinADay_IsARevision()
    {
        var decision = Decide(Commented1, By(Colleague, Noon.AddHours(24)));
        decision.ThenTexts(Body).Then(new CommentEdited("c1", Body.Ref, "jisu", Noon.AddHours(24)));
        Assert.Equal(2, Commented1.Apply(decision).Comments["c1"].Revision);
    }

    [Fact]
    public void Edit_AfterADay_IsTheCoordinators()
    {
        Decide(Commented1, By(Colleague, Noon.AddHours(25)))
            .ThenRefused(IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit);
        Decide(Commented1, By(Coordinator, Noon.AddHours(25)), OfCoordinator).Only<CommentEdited>();
    }

    [Fact]
    public void Edit_ByTheIdeasAuthor_IsRefused()
        => Decide(Commented1, By(Author)).ThenRefused(IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit);

    [Fact]
    public void Edit_Again_YieldsNothing()
        => Decide(Commented1.Apply(Decide(Commented1, By(Colleague))), By(Colleague)).ThenNothing();

    [Fact]
    public void Edit_OfARevisionThatIsGone_IsRefused()
    {
        var edited = Commented1.Apply(Decide(Commented1, By(Colleague)));
        var command = new EditComment(By(Colleague), "c1", Prose("세 번째 생각", "text-3"), 1);
        IdeaDecisions.Decide(edited, command, OfMember).ThenRefused(TextRefusals.VersionIsStale(1, 2));
        IdeaDecisions.Decide(edited, command with { ExpectedRevision = 2 }, OfMember).Only<CommentEdited>();
    }

    [Fact]
    public void Edit_OfAHiddenComment_IsItsAuthorsToMend()
    {
        var hidden = Commented1.Apply(Turned(Visibility.Hidden, "c1"));
        Decide(hidden, By(Colleague)).Only<CommentEdited>();
        Decide(hidden, By(Outsider)).ThenRefused(IdeaRefusals.CommentNotFound);
        Decide(Commented1.Apply(Turned(Visibility.Removed, "c1")), By(Colleague))
            .ThenRefused(IdeaRefusals.RemovedCommentsDoNotChange);
    }

    [Fact]
    public void Edit_ToNothing_IsRefused() => IdeaDecisions
        .Decide(Commented1, new EditComment(By(Colleague), "c1", Prose(" \n ")), OfMember)
        .ThenRefused(IdeaRefusals.CommentLengthOutOfRange(0));

    [Fact]
    public void Edit_OfNoComment_IsRefused()
        => Decide(Scenario.Given<Idea>(Posted()), By(Colleague)).ThenRefused(IdeaRefusals.CommentNotFound);

    private static Decision Decide(Idea state, CommandContext context, ClusterStanding? cluster = null)
        => IdeaDecisions.Decide(state, new EditComment(context, "c1", Body), cluster ?? OfMember);
}
