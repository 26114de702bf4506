using System.Text;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Tags;
using static IdeaStorage.Domain.Tests.World;

namespace IdeaStorage.Domain.Tests.Ideas;

public sealed class PostIdeaTests
{
    private static readonly PostIdea Valid = new(
        By(Author), ClusterId, Prose("폐열로 온실을 데우자", "title-1"), Prose("공장의 폐열을 이웃 온실에 보내 난방비를 줄이자.", "body-1"),
        Words("#폐열", "c2811"));

    [Fact]
    public void Post_ByAMember_PostsWithTagsInTheirForm()
        => Decide(Valid).ThenTexts(Valid.Title, Valid.Body).Then(new IdeaPosted(
            IdeaId, ClusterId, Valid.Title.Ref, Valid.Body.Ref, ["폐열", "C2811"], IdeaStage.Open, "mina", Noon));

    [Fact]
    public void Post_AsADraft_IsADraft()
        => Assert.Equal(IdeaStage.Draft, Decide(Valid with { IsDraft = true }).Only<IdeaPosted>().Stage);

    [Fact]
    public void Post_WithDecomposedSyllablesAndWindowsLineEnds_StoresTheNormalForm()
    {
        var body = Prose("  각 공장의 폐열을\r\n이웃 온실에 보내자. 난방비가 준다.  ", "body-1");
        var decomposed = body with { Content = body.Content.Normalize(NormalizationForm.FormD) };
        var stored = Decide(Valid with { Body = decomposed });
        Assert.Equal("각 공장의 폐열을\n이웃 온실에 보내자. 난방비가 준다.", stored.Texts[1].Content);
        Assert.Equal(stored.Texts[1].Ref, stored.Only<IdeaPosted>().Body);
    }

    [Fact]
    public void Post_Again_YieldsNothing()
        => IdeaDecisions.Decide(Scenario.Given<Idea>(Posted()), IdeaId, Valid, OfMember).ThenNothing();

    [Fact]
    public void Post_UnderAnIdOfSomeoneElse_IsRefused() => IdeaDecisions
        .Decide(Scenario.Given<Idea>(Posted()), IdeaId, Valid with { Context = By(Colleague) }, OfMember)
        .ThenRefused(IdeaRefusals.IdeaExistsAlready);

    [Fact]
    public void Post_ByAnOutsider_IsRefused()
        => Decide(Valid, OfOutsider).ThenRefused(IdeaRefusals.OnlyClusterMembersMayPost);

    [Theory]
    [InlineData(ClusterAccess.Everyone, false, false, true)]
    [InlineData(ClusterAccess.Members, true, false, true)]
    [InlineData(ClusterAccess.CoordinatorsOnly, true, false, false)]
    [InlineData(ClusterAccess.CoordinatorsOnly, true, true, true)]
    public void Post_FollowsTheRulesOfTheCluster(ClusterAccess posting, bool isMember, bool isCoordinator,
        bool isAccepted)
    {
        var rules = ClusterRules.Default with { Posting = posting };
        Assert.Equal(isAccepted, Decide(Valid, Standing(isMember, isCoordinator, rules)).Refusal is null);
    }

    [Fact]
    public void Post_ByAnOperator_NeedsNoMembership()
        => Decide(Valid with { Context = By(Operator) }, OfOutsider).Only<IdeaPosted>();

    [Theory]
    [InlineData(ClusterLifecycle.Closed)]
    [InlineData(ClusterLifecycle.Graduated)]
    public void Post_WhenTheClusterIsNotActive_IsRefusedEvenToCoordinators(ClusterLifecycle lifecycle)
        => Decide(Valid, Standing(true, true, lifecycle: lifecycle))
            .ThenRefused(IdeaRefusals.ClosedClustersTakeNoNewIdeas);

    [Fact]
    public void Post_WhenThereIsNoSuchCluster_IsRefused()
        => Decide(Valid, ClusterStanding.Nowhere).ThenRefused(MiniClusterRefusals.ClusterNotFound);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public void Post_WhenTheTitleHasSoManyCharacters_IsDecidedByTheLimits(int length, bool isAccepted)
        => Expect(Valid with { Title = Letters(length) }, isAccepted, IdeaRefusals.IdeaTitleLengthOutOfRange(length));

    [Theory]
    [InlineData(0, false)]
    [InlineData(19, false)]
    [InlineData(20, true)]
    [InlineData(20_000, true)]
    [InlineData(20_001, false)]
    public void Post_WhenTheBodyHasSoManyCharacters_IsDecidedByTheLimits(int length, bool isAccepted)
        => Expect(Valid with { Body = Letters(length) }, isAccepted, IdeaRefusals.IdeaBodyLengthOutOfRange(length));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Post_WithSoManyTags_IsDecidedByTheLimits(int count, bool isAccepted) => Expect(
        Valid with { Tags = [.. Enumerable.Range(1, count).Select(number => "태그" + number)] },
        isAccepted, TagRefusals.TagCountOutOfRange(1, 10, count));

    [Fact]
    public void Post_WithoutATagList_IsRefused()
        => Decide(Valid with { Tags = default }).ThenRefused(TagRefusals.TagCountOutOfRange(1, 10, 0));

    [Fact]
    public void Post_WithLettersOutsideTheBasicPlane_CountsThemOnce()
        => Decide(Valid with { Title = Prose("🏭🌱🔥💡") }).Only<IdeaPosted>();

    [Fact]
    public void Post_WithNulInTheTitle_NamesFieldAndPlace() => Decide(Valid with { Title = Prose("폐열\0온실 난방") })
        .ThenRefused(TextRefusals.ControlCharactersAreNotAllowed("title", 0, 3));

    [Fact]
    public void Post_WithADirectionControlInTheBody_IsRefused()
        => Decide(Valid with { Body = Prose("이 아이디어는 \u202E거꾸로 보이는 글을 담고 있습니다.") })
            .ThenRefused(TextRefusals.DirectionControlsAreNotAllowed("body", 0x202E, 9));

    [Fact]
    public void Post_WithAnEndlessWord_SaysHowLongTheFieldMayBe()
    {
        var word = Prose(new string('a', 1_000_000));
        Decide(Valid with { Body = word }).ThenRefused(IdeaRefusals.IdeaBodyLengthOutOfRange(1_000_000));
        Decide(Valid with { Title = word }).ThenRefused(IdeaRefusals.IdeaTitleLengthOutOfRange(1_000_000));
    }

    [Fact]
    public void Post_WithHalfASurrogatePair_IsRefused()
        => Decide(Valid with { Title = Prose("폐열 \uD83C 온실") })
            .ThenRefused(TextRefusals.TextMustBeWellFormed("title", 4));

    [Fact]
    public void Post_WithATitleOfInvisibleCharacters_IsRefusedAsEmpty()
        => Decide(Valid with { Title = Prose("\u200B\u3164\u200B\uFEFF\u200B") })
            .ThenRefused(IdeaRefusals.IdeaTitleLengthOutOfRange(0));

    [Theory]
    [InlineData("C99", "U99")]
    [InlineData("c260", "C261")]
    [InlineData("A380", "E38")]
    public void Post_WithATagThatLooksLikeACodeButIsNone_IsRefusedNamingNearOnes(string tag, string near)
    {
        var refusal = Decide(Valid with { Tags = [tag] }).Refusal!;
        Assert.Equal(
            (nameof(TagRefusals.IndustryTagIsUnknown), "tags", tag.ToUpperInvariant()),
            (refusal.Name, refusal.Field, refusal.Arguments[0]));
        Assert.Contains(near + " ", refusal.Arguments[1]);
    }

    [Theory]
    [InlineData("C27")]
    [InlineData("C2711")]
    [InlineData("J5821")]
    [InlineData("B2B")]
    [InlineData("5G")]
    [InlineData("H2")]
    [InlineData("C언어")]
    [InlineData("A-380")]
    [InlineData("Z80")]
    public void Post_WithACodeOrAWordThatIsNone_IsAccepted(string tag)
        => Decide(Valid with { Tags = [tag] }).Only<IdeaPosted>();

    [Fact]
    public void Post_OnceATableWithThePartsIsKnown_RefusesPartsThatItLacks()
    {
        var tree = KsicTree.BuiltIn.With([new(Ksic.CurrentRevision, "C2711", "방사선 장치 제조업")]);
        Assert.NotNull(IdeaDecisions.Decide(
            Idea.Empty, IdeaId, Valid with { Tags = ["C2719"] }, OfMember, tree).Refusal);
    }

    [Fact]
    public void Post_WhenSeveralFieldsAreWrong_NamesThemAll()
    {
        var refusal = Decide(Valid with { Title = Prose("짧"), Body = Prose("짧다"), Tags = [] }).Refusal!;
        Assert.Equal(["title", "body", "tags"], refusal.Each().Select(one => one.Field));
    }

    private static void Expect(PostIdea command, bool isAccepted, Refusal refusal)
    {
        if (isAccepted)
            Decide(command).Only<IdeaPosted>();
        else
            Decide(command).ThenRefused(refusal);
    }

    private static Decision Decide(PostIdea command, ClusterStanding? cluster = null)
        => IdeaDecisions.Decide(Idea.Empty, IdeaId, command, cluster ?? OfMember);
}
