using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

/// <summary>What holds after any commands by anyone in any order.</summary>
public sealed class IdeaPropertyTests
{
    private static readonly Actor[] People = [Author, Colleague, Coordinator, Outsider, Operator];

    [Fact]
    public void AnyCommands_KeepTheInvariants() => Prop.ForAll(AnyCommands, steps =>
    {
        var (state, supporters, comments) = (Idea.Empty, new HashSet<string>(), new HashSet<string>());
        var events = 0;
        for (var number = 0; number < steps.Count; number++)
        {
            var decision = Decide(state, steps[number], number);
            state = decision.Events.Aggregate(state, (before, change) => before.Apply(change));
            events += decision.Events.Length;
            foreach (var change in decision.Events)
                Count(change, supporters, comments);
            Assert.Empty(Decide(state, steps[number], number).Events);
        }
        Assert.Equal(events, state.Version);
        Assert.True(state.ContentVersion <= state.Version);
        Assert.True(supporters.SetEquals(state.Supporters));
        Assert.DoesNotContain(state.AuthorId, state.Supporters);
        Assert.True(comments.SetEquals(state.Comments.Keys));
        Assert.All(state.Comments.Values, comment => Assert.Equal(
            comment.Depth, 1 + (comment.ParentId is { } parent ? state.Comments[parent].Depth : 0)));
        Assert.All(state.Comments.Values, comment => Assert.InRange(comment.Depth, 1, IdeaLimits.CommentDepthMax));
        Assert.NotNull(JsonSerializer.Deserialize<Idea>(JsonSerializer.Serialize(state)));
    }).QuickCheckThrowOnFailure();

    // A step is what is done, by whom, and one more choice (a stage, a parent).
    private static Arbitrary<IList<(int What, int Who, int Which)>> AnyCommands =>
    (
        from steps in (
            from what in Gen.Choose(0, 10)
            from who in Gen.Choose(0, People.Length - 1)
            from which in Gen.Choose(-1, 12)
            select (what, who, which)).ListOf()
        select (IList<(int, int, int)>)[(0, 0, 0), .. steps]).ToArbitrary();

    private static Decision Decide(Idea state, (int What, int Who, int Which) step, int number)
    {
        var actor = People[step.Who];
        var context = By(actor, Noon.AddHours(number));
        var cluster = Standing(step.Who is < 3, actor == Coordinator);
        var text = Prose("모두가 함께 쓰는 공동 물류 창고를 만들어 봅시다.", "text-" + number);
        var comment = "c" + step.Which;
        return step.What switch
        {
            0 => IdeaDecisions.Decide(
                state, IdeaId, new PostIdea(context, ClusterId, text, text, ["물류"], step.Which % 2 == 1), cluster),
            1 => IdeaDecisions.Decide(state, new EditIdea(context, null, text, null), cluster),
            2 or 3 => IdeaDecisions.Decide(state, new SupportIdea(context), cluster),
            4 => IdeaDecisions.Decide(state, new WithdrawSupport(context)),
            5 => IdeaDecisions.Decide(state, new ChangeStage(context, (IdeaStage)step.Which, text), cluster),
            6 or 7 => IdeaDecisions.Decide(
                state, new PostComment(context, "c" + number, step.Which < 0 ? null : comment, text), cluster),
            8 => IdeaDecisions.Decide(state, new EditComment(context, comment, text), cluster),
            9 => IdeaDecisions.Decide(state, new ChangeVisibility(
                context, step.Which < 4 ? null : comment, (Visibility)(Math.Abs(step.Which) % 3), "case-1")),
            _ => IdeaDecisions.Decide(state, new FollowIdea(context), cluster),
        };
    }

    private static void Count(IEvent change, HashSet<string> supporters, HashSet<string> comments)
    {
        if (change is IdeaSupported)
            supporters.Add(change.By);
        if (change is IdeaSupportWithdrawn)
            supporters.Remove(change.By);
        if (change is CommentPosted posted)
            comments.Add(posted.CommentId);
    }
}
