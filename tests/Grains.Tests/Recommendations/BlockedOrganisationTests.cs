using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Organisations;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.Organisations;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels.Members;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations;

/// <summary>What a member blocks is in none of their lists, and changes nobody else's.</summary>
public sealed class BlockedOrganisationTests : IAsyncLifetime
{
    private readonly Product _product = new();

    public async ValueTask InitializeAsync()
    {
        await _product.InitializeAsync();
        foreach (var id in new[] { "robots", "arms" })
        {
            await Accept(_product.Grains.GetGrain<IOrganisationGrain>(id).Register(new RegisterOrganisation(
                _product.BySystem(), OrganisationKind.Company, null, new OrganisationDescription(
                    _product.Text(id), "경기", null, ["C29"], ["로봇"], null, null, null, null))));
        }

        foreach (var member in new[] { "reader", "other", "author" }) await _product.Member(member, "C29", "로봇");
        await Accept(Member("author").Change(new ChangeMember(_product.By("author"), OrganisationId: "robots")));
        await _product.Cluster("cluster", "author", "reader");
        await Accept(_product.Grains.GetGrain<IIdeaGrain>("idea").Post(new PostIdea(
            _product.By("author"), "cluster", _product.Text("로봇 팔을 함께 씁시다"),
            _product.Text("쉬는 시간이 다른 공장끼리 로봇 팔을 나누어 쓰는 방법을 찾습니다."), ["로봇"])));
        await Accept(_product.Grains.GetGrain<IIdeaGrain>("own").Post(new PostIdea(
            _product.By("reader"), "cluster", _product.Text("로봇 손을 함께 만듭시다"),
            _product.Text("작은 부품을 집는 로봇 손을 여러 기업이 함께 만드는 방법을 찾습니다."), ["로봇"])));
    }

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Block_KeepsItOutOfEveryListOfTheMember_UntilItIsTakenBack(bool usesActivity)
    {
        await Accept(Member("reader").Change(new ChangeMember(_product.By("reader"), UsesActivity: usesActivity)));
        var before = await ListsAsync("reader");
        Assert.Contains("robots", before[0]);
        Assert.Contains("robots", before[1]);
        Assert.Contains("idea", before[2]);
        var others = await ListsAsync("other");

        await BlockAsync();
        Assert.Equal(
            before.Select(list => list.Where(id => id is not ("robots" or "idea"))), await ListsAsync("reader"));
        Assert.Equal(others, await ListsAsync("other"));

        await Accept(Member("reader").UnblockOrganisation(new UnblockOrganisation(_product.By("reader"), "robots")));
        Assert.Equal(before, await ListsAsync("reader"));
    }

    [Fact]
    public async Task Block_IsNothingThatModelsAreMadeOf()
    {
        var before = await TakeDataAsync();
        await BlockAsync();
        var after = await TakeDataAsync();
        Assert.Equal(before.Position + 1, after.Position);
        Assert.Equal(before.Acts, after.Acts);
        Assert.Equal(before.Data.Interactions, after.Data.Interactions);
        Assert.Equal(before.Data.Entities.Count, after.Data.Entities.Count);

        Task<TrainingData> TakeDataAsync() => _product.Get<ActivityModel>().TakeDataAsync(
            _product.Now, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Block_OutlivesARebuild()
    {
        await BlockAsync();
        await _product.Get<IRebuild>().RebuildAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["robots"], await _product.Get<BlockQueries>().ListIdsAsync(
            "reader", TestContext.Current.CancellationToken));
        Assert.DoesNotContain("robots", (await ListsAsync("reader"))[0]);
    }

    [Fact]
    public async Task Block_OfWhatIsNoOrganisation_IsRefused()
    {
        foreach (var id in new[] { "nobody", "", " " })
            await Refuse(nameof(OrganisationRefusals.OrganisationNotFound), Member("reader").BlockOrganisation(
                new BlockOrganisation(_product.By("reader"), id)));
    }

    private IMemberGrain Member(string id) => _product.Grains.GetGrain<IMemberGrain>(id);

    private Task BlockAsync() =>
        Accept(Member("reader").BlockOrganisation(new BlockOrganisation(_product.By("reader"), "robots")));

    /// <summary>Partners for a member, partners for an idea that they look at, and ideas for them.</summary>
    private async Task<string[][]> ListsAsync(string member)
    {
        var (now, subject) = (_product.Now, RecommendationSubject.Member);
        return
        [
            await IdsAsync(new RecommendationRequest(subject, member, RecommendedKind.Organisation, 10, now)),
            await IdsAsync(new RecommendationRequest(
                RecommendationSubject.Idea, "own", RecommendedKind.Organisation, 10, now, member)),
            await IdsAsync(new RecommendationRequest(subject, member, RecommendedKind.Idea, 10, now)),
        ];
    }

    private async Task<string[]> IdsAsync(RecommendationRequest request) =>
        [.. (await _product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(request)).Select(item => item.Id)];
}
