using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class EditIdeaTests
{
    private static readonly Text Title = Prose("폐열로 온실과 양식장을 데우자", "title-2");
    private static readonly Idea Open = Scenario.Given<Idea>(Posted());

    [Fact]
    public void Edit_ByTheAuthorWithinADay_KeepsWhatIsNotGiven()
        => Decide(Open, By(Author, Noon.AddHours(24))).ThenTexts(Title).Then(new IdeaEdited(
            Title.Ref, Open.Body!, Open.Tags, "mina", Noon.AddHours(24)));

    [Fact]
    public void Edit_ByTheAuthorAfterADay_IsRefused()
        => Decide(Open, By(Author, Noon.AddHours(24).AddTicks(1)))
            .ThenRefused(IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit);

    [Fact]
    public void Edit_ByACoordinatorAfterADay_IsAccepted()
        => Decide(Open, By(Coordinator, Noon.AddDays(40)), OfCoordinator).Only<IdeaEdited>();

    [Fact]
    public void Edit_ByAnotherMember_IsRefused()
        => Decide(Open, By(Colleague)).ThenRefused(IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit);

    [Fact]
    public void Edit_OfADraft_IsItsAuthorsForAsLongAsItIsOne()
    {
        var draft = Scenario.Given<Idea>(Posted(IdeaStage.Draft));
        Decide(draft, By(Author, Noon.AddYears(1))).Only<IdeaEdited>();
        Decide(draft, By(Coordinator), OfCoordinator).ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    [Fact]
    public void Edit_OfAPublishedDraft_IsItsAuthorsForADayFromPublication()
    {
        var published = new IdeaStageChanged(
            IdeaStage.Draft, IdeaStage.Open, Prose("").Ref, Author.MemberId, Noon.AddDays(10));
        var state = Scenario.Given<Idea>(Posted(IdeaStage.Draft), published);
        Decide(state, By(Author, Noon.AddDays(11))).Only<IdeaEdited>();
        Decide(state, By(Author, Noon.AddDays(12))).ThenRefused(IdeaRefusals.OnlyAuthorsForADayOrCoordinatorsMayEdit);
    }

    [Fact]
    public void Edit_OfATagThatLooksLikeACode_KeepsWhatAnImportBrought()
    {
        var state = Open with { Tags = ["g20", "C27"] };
        IdeaDecisions.Decide(state, new EditIdea(By(Author), null, null, ["g20", "열"]), OfMember).Only<IdeaEdited>();
        IdeaDecisions.Decide(state, new EditIdea(By(Author), null, null, ["n95", "열"]), OfMember)
            .ThenRefused(TagRefusals.IndustryTagIsUnknown("N95", KsicTree.BuiltIn));
    }

    [Fact]
    public void Edit_Again_YieldsNothing()
    {
        var state = Open.Apply(Decide(Open, By(Author)));
        Decide(state, By(Author)).ThenNothing();
    }

    [Fact]
    public void Edit_WhenOnlyCommentsCameSince_IsAccepted()
        => Decide(Open.Apply(Commented("c1")), By(Author), version: 1).Only<IdeaEdited>();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Edit_WhenTheContentChangedSinceOrTheVersionIsUnknown_IsRefused(long seen)
    {
        var state = Open.Apply(Decide(Open, By(Author)));
        IdeaDecisions.Decide(state, new EditIdea(By(Author), Prose("다른 제목입니다", "title-3"), null, null, seen), OfMember)
            .ThenRefused(TextRefusals.VersionIsStale(seen, 2));
    }

    [Fact]
    public void Edit_OfARemovedIdea_IsRefused()
        => Decide(Open.Apply(Turned(Visibility.Removed)), By(Author)).ThenRefused(IdeaRefusals.RemovedIdeasDoNotChange);

    [Fact]
    public void Edit_OfAHiddenIdea_IsItsAuthorsToMend()
    {
        var hidden = Open.Apply(Turned(Visibility.Hidden));
        Decide(hidden, By(Author)).Only<IdeaEdited>();
        Decide(hidden, By(Colleague)).ThenRefused(IdeaRefusals.IdeaNotFound);
    }

    [Fact]
    public void Edit_WithoutTags_IsRefused() => IdeaDecisions
        .Decide(Open, new EditIdea(By(Author), null, null, Words()), OfMember)
        .ThenRefused(TagRefusals.TagCountOutOfRange(1, 10, 0));

    [Fact]
    public void Edit_OfNoIdea_IsRefused() => Decide(Idea.Empty, By(Author)).ThenRefused(IdeaRefusals.IdeaNotFound);

    private static Decision Decide(
        Idea state, CommandContext context, ClusterStanding? cluster = null, long? version = null)
        => IdeaDecisions.Decide(state, new EditIdea(context, Title, null, null, version), cluster ?? OfMember);
}
