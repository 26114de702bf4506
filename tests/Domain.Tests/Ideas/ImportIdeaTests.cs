using IdeaStorage.Domain.Ideas;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class ImportIdeaTests
{
    private static readonly ImportIdea Command = new(
        By(Actor.System), ClusterId, Prose("A\nB", "title-1"), Prose("", "body-1"), Words(), IdeaStage.Realised,
        "author-7", -3, "ideascale:7", Noon.AddYears(-6));

    [Fact]
    public void Import_OfWhatNoAuthorMightPost_KeepsIt()
    {
        var title = Command.Title with { Content = "A B" };
        IdeaDecisions.Decide(Idea.Empty, IdeaId, Command).ThenTexts(title, Command.Body).Then(new IdeaImported(
            IdeaId, ClusterId, title.Ref, Command.Body.Ref, [], IdeaStage.Realised, "author-7", -3, "ideascale:7",
            Noon.AddYears(-6), Actor.SystemId, Noon));
    }

    [Fact]
    public void Import_OfUnsafeText_CleansIt()
    {
        var command = Command with
        {
            Body = Prose("a\0b\u202Ec\uD800d\r\ne"),
            Tags = Words("a,b", "\0", "#Energy",
            "energy")
        };
        var decision = IdeaDecisions.Decide(Idea.Empty, IdeaId, command);
        Assert.Equal("abc\uFFFDd\ne", decision.Texts[1].Content);
        Assert.Equal(["a b", "energy"], decision.Only<IdeaImported>().Tags.AsEnumerable());
    }

    [Fact]
    public void Import_Again_YieldsNothing()
    {
        var state = Idea.Empty.Apply(IdeaDecisions.Decide(Idea.Empty, IdeaId, Command));
        IdeaDecisions.Decide(state, IdeaId, Command).ThenNothing();
        IdeaDecisions.Decide(state, IdeaId, Command with { Source = "ideascale:8" })
            .ThenRefused(IdeaRefusals.IdeaExistsAlready);
    }

    [Fact]
    public void Import_KeepsItsAuthorAndVotes()
    {
        var state = Idea.Empty.Apply(IdeaDecisions.Decide(Idea.Empty, IdeaId, Command));
        Assert.Equal(("author-7", -3, Noon.AddYears(-6)), (state.AuthorId, state.ImportedSupport, state.PublishedAt));
    }

    [Fact]
    public void Import_ByAMember_IsRefused() => IdeaDecisions
        .Decide(Idea.Empty, IdeaId, Command with { Context = By(Colleague) })
        .ThenRefused(IdeaRefusals.OnlyOperatorsMayImport);
}
