using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class ImportCommentTests
{
    private static readonly Idea Merged = Scenario.Given<Idea>(Posted(IdeaStage.Merged), Commented("c1"));

    private static readonly ImportComment Command = new(
        By(Actor.System), "new", "c1", Prose("ok\0", "text-new"), "author-7", "ideascale:9", Noon.AddYears(-6));

    [Fact]
    public void Import_OnAnIdeaThatIsOver_KeepsAuthorAndTimeAndCleansTheText()
    {
        var cleaned = Command.Body with { Content = "ok" };
        IdeaDecisions.Decide(Merged, Command).ThenTexts(cleaned).Then(new CommentImported(
            "new", "c1", 2, cleaned.Ref, "author-7", "ideascale:9", Noon.AddYears(-6), Actor.SystemId, Noon));
    }

    [Fact]
    public void Import_Again_YieldsNothing()
        => IdeaDecisions.Decide(Merged.Apply(IdeaDecisions.Decide(Merged, Command)), Command).ThenNothing();

    [Fact]
    public void Import_ByAMember_IsRefused() => IdeaDecisions.Decide(Merged, Command with { Context = By(Colleague) })
        .ThenRefused(IdeaRefusals.OnlyOperatorsMayImport);

    [Fact]
    public void Import_UnderNoComment_IsRefused() => IdeaDecisions.Decide(Merged, Command with { ParentId = "nowhere" })
        .ThenRefused(IdeaRefusals.ParentCommentNotFound);

    [Fact]
    public void Import_OnNoIdea_IsRefused()
        => IdeaDecisions.Decide(Idea.Empty, Command).ThenRefused(IdeaRefusals.IdeaNotFound);
}
