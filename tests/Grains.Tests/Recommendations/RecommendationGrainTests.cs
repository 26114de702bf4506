using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Grains.Recommendations;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations;

public sealed class RecommendationGrainTests : IAsyncLifetime
{
    private readonly Product _product = new();

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        await _product.Member("maker");
        await _product.Member("reader", "C29", "로봇");
        await _product.Cluster("cluster", "maker", "reader");
        await RegisterAsync("robots", "C29", "로봇");
        await RegisterAsync("bakery", "C10", "제빵");
        await Accept(_product.Grains.GetGrain<IMemberGrain>("maker").Change(
            new ChangeMember(_product.By("maker"), OrganisationId: "bakery")));
        await Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").Post(new PostIdea(
            _product.By("maker"), "cluster", _product.Text("빵 굽는 설비의 열을 되돌려 씁시다"),
            _product.Text("오븐에서 나오는 더운 공기를 반죽 발효에 다시 쓰는 방법을 찾습니다."), ["제빵"])));
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Recommend_ToANewMemberWithTags_NamesThemAsReasons()
    {
        var items = await OrganisationsAsync();
        Assert.Equal("robots", items[0].Id);
        Assert.Contains(items[0].Reasons, reason => reason is { Kind: "tag" } && reason.Labels.Contains("로봇"));
        Assert.Equal(1, items[0].Reasons.Sum(reason => reason.Share), precision: 6);
    }

    [Fact]
    public async Task Recommend_AfterASupport_KnowsItAtOnce()
    {
        Assert.DoesNotContain((await OrganisationsAsync()), item => item.Id == "bakery" && About(item, "idea"));
        await SupportAsync("reader");
        Assert.Contains(await OrganisationsAsync(), item => item.Id == "bakery" && About(item, "idea"));
    }

    [Fact]
    public async Task Recommend_ToAMemberWhoKeepsTheirActivityOut_RestsOnTagsAlone()
    {
        await SupportAsync("reader");
        await UseActivityAsync("reader", false);
        var items = await OrganisationsAsync();
        Assert.Contains(items[0].Reasons, reason => reason is { Kind: "tag" } && reason.Labels.Contains("로봇"));
        Assert.DoesNotContain(items, item => About(item, "idea"));
        await UseActivityAsync("reader", true);
        Assert.Contains(await OrganisationsAsync(), item => item.Id == "bakery" && About(item, "idea"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recommend_WhenAnotherKeepsTheirActivityOut_NamesItInNobodysReason(bool isAskedBefore)
    {
        await SupportAsync("reader");
        if (isAskedBefore) Assert.Contains(await OrganisationsAsync(), item => About(item, "idea"));
        await UseActivityAsync("maker", false);
        Assert.DoesNotContain(await OrganisationsAsync(), item => About(item, "idea"));
    }

    [Fact]
    public async Task Recommend_ToAMemberWhoKeepsTheirActivityOut_ShowsNoIdeaThatIsTheirs()
    {
        await Accept(_product.Grains.GetGrain<IMemberGrain>("maker").Change(
            new ChangeMember(_product.By("maker"), Tags: ["제빵"], UsesActivity: false)));
        var request = new RecommendationRequest(
            RecommendationSubject.Member, "maker", RecommendedKind.Idea, 10, _product.Now);
        Assert.DoesNotContain(
            await _product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(request), item => item.Id == "idea");
    }

    [Fact]
    public async Task Recommend_AfterNotRelevant_LeavesItOut()
    {
        await Accept(_product.Grains.GetGrain<IMemberGrain>("reader").AnswerRecommendation(new AnswerRecommendation(
            _product.By("reader"), RecommendedKind.Organisation, "robots", RecommendationAnswer.NotRelevant)));
        Assert.DoesNotContain(await OrganisationsAsync(), item => item.Id == "robots");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Recommend_WhenACommentIsHidden_TellsNobodyOfIt_UntilItIsRestored(bool isAskedBefore)
    {
        await RegisterAsync("guest", "C29", "로봇");
        await _product.Member("guest-member");
        await Accept(_product.Grains.GetGrain<IMemberGrain>("guest-member").Change(
            new ChangeMember(_product.By("guest-member"), OrganisationId: "guest")));
        var idea = _product.Grains.GetGrain<IIdeaGrain>("idea");
        await Accept(_product.Grains.GetGrain<IMiniClusterGrain>("cluster").Join(
            new JoinCluster(_product.By("guest-member"), "guest-member")));
        await Accept(idea.PostComment(new PostComment(
            _product.By("guest-member"), "comment", null, _product.Text("광고입니다. 이 기계를 사세요."))));
        await SupportAsync("reader");
        if (isAskedBefore) Assert.Equal("commented", await GuestActAsync());

        await SetVisibilityAsync(Visibility.Hidden);
        Assert.Null(await GuestActAsync());
        await SetVisibilityAsync(Visibility.Visible);
        Assert.Equal("commented", await GuestActAsync());
    }

    [Fact]
    public async Task Recommend_OfWhatAnotherAnsweredToARecommendation_TellsNothing()
    {
        await RegisterAsync("x", "C20", "수소");
        foreach (var member in new[] { "maker", "reader" })
            await Accept(_product.Grains.GetGrain<IMemberGrain>(member).AnswerRecommendation(new AnswerRecommendation(
                _product.By(member), RecommendedKind.Organisation, "x", RecommendationAnswer.Interested)));
        Assert.DoesNotContain(await OrganisationsAsync(), item => About(item, "x"));
    }

    private async Task<string?> GuestActAsync() => (await OrganisationsAsync()).Single(item => item.Id == "guest")
        .Reasons.FirstOrDefault(reason => reason.AboutId == "idea")?.TheirAct;

    private Task SetVisibilityAsync(Visibility visibility) =>
        Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").ChangeVisibility(
            new ChangeVisibility(_product.BySystem(), "comment", visibility, "case")));

    [Fact]
    public async Task Recommend_WhenPlacesAreKeptForQuietOrganisations_GivesThemThese()
    {
        foreach (var number in Enumerable.Range(0, 12)) await RegisterAsync($"quiet-{number}", "C29", "로봇");
        await SupportAsync("reader");
        await Accept(_product.Grains.GetGrain<IMemberGrain>("reader").Change(
            new ChangeMember(_product.By("reader"), Tags: ["제빵", "로봇"])));
        Assert.Equal("bakery", (await OrganisationsAsync(1)).Single().Id);

        _product.Get<TrainingSettings>().ExposurePercent = 100;
        Assert.NotEqual("bakery", (await OrganisationsAsync(1)).Single().Id);
    }

    [Fact]
    public async Task Recommend_ToWhomRunsAProjectTogether_DoesNotProposeTheOther()
    {
        var coordinator = "cluster-coordinator";
        foreach (var stage in new[] { IdeaStage.InReview, IdeaStage.Selected, IdeaStage.InProject })
        {
            await Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").ChangeStage(new ChangeStage(
                _product.By(coordinator), stage, _product.Text("함께 하기로 했습니다."))));
        }

        await Accept(_product.Grains.GetGrain<IMemberGrain>("maker").Change(
            new ChangeMember(_product.By("maker"), Tags: ["로봇"])));
        Assert.Contains(await OrganisationsAsync(member: "maker"), item => item.Id == "robots");
        await PartakeAsync("bakery", "robots");
        Assert.DoesNotContain(await OrganisationsAsync(member: "maker"), item => item.Id == "robots");
        await PartakeAsync("bakery");
        Assert.Contains(await OrganisationsAsync(member: "maker"), item => item.Id == "robots");

        Task PartakeAsync(params string[] organisations) => Accept(
            _product.Grains.GetGrain<IIdeaGrain>("idea").ChangeParticipants(new ChangeParticipants(
                _product.By(coordinator), [.. organisations])));
    }

    private Task SupportAsync(string member) =>
        Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").Support(new SupportIdea(_product.By(member))));

    private Task UseActivityAsync(string member, bool uses) => Accept(
        _product.Grains.GetGrain<IMemberGrain>(member).Change(
            new ChangeMember(_product.By(member), UsesActivity: uses)));

    private static bool About(RecommendedItem item, string ideaId) =>
        item.Reasons.Any(reason => reason.AboutId == ideaId);

    private async Task<IReadOnlyList<RecommendedItem>> OrganisationsAsync(
        int count = 10, string member = "reader") =>
        await _product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(new RecommendationRequest(
            RecommendationSubject.Member, member, RecommendedKind.Organisation, count, _product.Now));

    private Task RegisterAsync(string id, string industry, string tag) =>
        Accept(_product.Grains.GetGrain<IOrganisationGrain>(id).Register(new RegisterOrganisation(
            _product.BySystem(), OrganisationKind.Company, null, new OrganisationDescription(
                _product.Text(id), "경기", null, [industry], [tag], null, null, null, null))));
}
