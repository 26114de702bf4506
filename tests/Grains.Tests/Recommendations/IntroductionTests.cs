using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Recommender;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Introductions;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations;

/// <summary>A wish to be introduced, whose task it is, and what its outcome means for recommendations.</summary>
public sealed class IntroductionTests : IAsyncLifetime
{
    private readonly Product _product = new();

    private static string Wish => Introduction.IdOf("reader", "robots");

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        foreach (var id in new[] { "robots", "arms", "own" })
        {
            await Accept(_product.Grains.GetGrain<IOrganisationGrain>(id).Register(new RegisterOrganisation(
                _product.BySystem(), OrganisationKind.Company, null, new OrganisationDescription(
                    _product.Text(id), "경기", null, ["C29"], ["로봇"], null, null, null, null))));
        }

        foreach (var (member, organisation) in new[] { ("reader", "own"), ("colleague", "own"), ("maker", "robots") })
        {
            await _product.Member(member, "C29", "로봇");
            await Accept(Member(member).Change(
                new ChangeMember(_product.By(member), OrganisationId: organisation)));
        }

        await _product.Cluster("cluster", "reader", "maker");
        await _product.Cluster("elsewhere");
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Made_IsProposedToNeitherSideAnyMore(bool isAskedBefore)
    {
        if (isAskedBefore)
        {
            Assert.Contains("robots", await PartnersAsync("colleague"));
            Assert.Contains("own", await PartnersAsync("maker"));
        }

        await WishAsync();
        await Accept(ConcludeAsync("cluster-coordinator", IntroductionOutcome.Made));
        foreach (var member in new[] { "reader", "colleague" })
        {
            Assert.DoesNotContain("robots", await PartnersAsync(member));
            Assert.Contains("arms", await PartnersAsync(member));
        }

        Assert.DoesNotContain("own", await PartnersAsync("maker"));
    }

    [Fact]
    public async Task Made_IsAnActOfBothSides_FromWhichModelsLearn()
    {
        await WishAsync();
        await Accept(ConcludeAsync("cluster-coordinator", IntroductionOutcome.Made));
        var (own, robots) = (EntityRef.Organisation("own"), EntityRef.Organisation("robots"));
        var acts = (await _product.Get<ActivityModel>().TakeDataAsync(
            _product.Now, TestContext.Current.CancellationToken)).Data.Interactions;
        Assert.Equal(
            [(own, robots), (robots, own)],
            acts.Where(act => act.Kind == InteractionKind.Connected).Select(act => (act.Actor, act.Target)));
    }

    [Fact]
    public async Task NotMade_ProposesItToTheColleagueAsBefore()
    {
        await WishAsync();
        await Accept(ConcludeAsync("cluster-coordinator", IntroductionOutcome.NotMade));
        Assert.Contains("robots", await PartnersAsync("colleague"));
        Assert.Contains("own", await PartnersAsync("maker"));
    }

    [Fact]
    public async Task Withdrawn_IsProposedAgain()
    {
        Assert.Contains("robots", await PartnersAsync("reader"));
        await WishAsync();
        Assert.DoesNotContain("robots", await PartnersAsync("reader"));
        await Accept(Member("reader").WithdrawIntroduction(new WithdrawIntroduction(_product.By("reader"), Wish)));
        Assert.Contains("robots", await PartnersAsync("reader"));
    }

    [Fact]
    public async Task Conclude_IsForCoordinatorsOfItsClusters_AsTheyAreNow()
    {
        await WishAsync();
        foreach (var who in new[] { "elsewhere-coordinator", "maker", "colleague" })
            await Refuse(
                nameof(MemberRefusals.OnlyCoordinatorsMayIntroduce), ConcludeAsync(who, IntroductionOutcome.Made));
        await Accept(_product.Grains.GetGrain<IMiniClusterGrain>("cluster").AppointCoordinator(
            new AppointCoordinator(_product.BySystem(), "maker")));
        await Accept(ConcludeAsync("maker", IntroductionOutcome.Made));
    }

    [Fact]
    public async Task Wishes_OutliveARebuild()
    {
        await WishAsync();
        await Accept(ConcludeAsync("cluster-coordinator", IntroductionOutcome.Made));
        var before = await ListAsync();
        await _product.Get<IRebuild>().RebuildAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(before, await ListAsync());
        Assert.Equal(IntroductionState.Made, Assert.Single(before).State);
    }

    private IMemberGrain Member(string id) => _product.Grains.GetGrain<IMemberGrain>(id);

    private async Task WishAsync()
    {
        var place = await _product.Get<IntroductionQueries>().FindPlaceAsync(
            "reader", RecommendedKind.Organisation, "robots", TestContext.Current.CancellationToken);
        Assert.Equal("cluster", Assert.Single(place!.ClusterIds));
        await Accept(Member("reader").AnswerRecommendation(new AnswerRecommendation(
            _product.By("reader"), RecommendedKind.Organisation, "robots", RecommendationAnswer.Introduce, place)));
    }

    private Task<Result<Receipt>> ConcludeAsync(string by, IntroductionOutcome outcome) =>
        Member("reader").ConcludeIntroduction(new ConcludeIntroduction(
            _product.By(by), Wish, outcome, _product.Text("서로의 연락처를 보냈습니다.")));

    private async Task<IReadOnlyList<IntroductionItem>> ListAsync() =>
        (await _product.Get<IntroductionQueries>().ListOfClusterAsync(
            "cluster", null, Viewer.Visitor, cancellationToken: TestContext.Current.CancellationToken)).Value!.Items;

    private async Task<IEnumerable<string>> PartnersAsync(string member) =>
        (await _product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(new RecommendationRequest(
            RecommendationSubject.Member, member, RecommendedKind.Organisation, 10, _product.Now)))
        .Select(item => item.Id);
}
