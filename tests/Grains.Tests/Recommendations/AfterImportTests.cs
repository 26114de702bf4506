using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.MiniClusters;
using IdeaStorage.Grains.Ideas;
using IdeaStorage.Grains.Members;
using IdeaStorage.Grains.MiniClusters;
using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Tests.Import;
using IdeaStorage.Silo.Import;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Organisations;
using static IdeaStorage.Grains.Tests.Product;

namespace IdeaStorage.Grains.Tests.Recommendations;

/// <summary>Real companies and a real export: partners and ideas come with reasons that name real signals.</summary>
public sealed class AfterImportTests : IAsyncLifetime
{
    private const int LinkedAuthors = 10;

    private readonly Product _product = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _product.InitializeAsync();

    public ValueTask DisposeAsync() => _product.DisposeAsync();

    [Fact]
    public async Task Recommend_AfterTheImports_NamesRealSignals()
    {
        var ideas = await ImportAsync();
        var companies = await OrganisationsAsync();
        var authors = ideas.Select(idea => idea.AuthorId).Distinct().Take(LinkedAuthors).ToList();
        Assert.Equal(LinkedAuthors, authors.Count);
        foreach (var (author, company) in authors.Zip(companies)) await LinkAsync(author, company);

        var member = await _product.Member("tester");
        await LinkAsync(member, companies[LinkedAuthors]);
        var cluster = ideas[0].ClusterId;
        await Accept(_product.Grains.GetGrain<IMiniClusterGrain>(cluster).Join(
            new JoinCluster(_product.By(member), member)));
        foreach (var author in authors.Take(3))
        {
            var idea = ideas.First(one => one.AuthorId == author);
            await Accept(_product.Grains.GetGrain<IIdeaGrain>(idea.Id).Support(new SupportIdea(_product.By(member))));
        }

        var partners = await RecommendAsync(member, RecommendedKind.Organisation);
        Assert.Contains(partners, item => companies.Take(3).Contains(item.Id) && item.Reasons.Any(IsActivity));
        Assert.All(partners, item => Assert.Equal(1, item.Reasons.Sum(reason => reason.Share), precision: 6));
        Assert.Contains(
            await RecommendAsync(member, RecommendedKind.Idea),
            item => item.Reasons.Any(reason => reason.Kind != "popularity"));
    }

    [Fact]
    public async Task Recommend_ToANewMemberWithThreeTags_SeesSomeAtOnce()
    {
        await ImportAsync();
        var member = await _product.Member("newcomer", "C26", "반도체", "podcast");
        var partners = await RecommendAsync(member, RecommendedKind.Organisation);
        Assert.NotEmpty(partners);
        Assert.Contains(partners[0].Reasons, reason => reason.Kind == "industry" && reason.Labels.Contains("C26"));
        Assert.Contains(
            await RecommendAsync(member, RecommendedKind.Idea),
            item => item.Reasons.Any(reason => reason.Kind == "tag" && reason.Labels.Contains("podcast")));
    }

    private static bool IsActivity(RecommendedReason reason) =>
        reason.AboutId is not null && reason.Kind != "popularity";

    private async Task<IReadOnlyList<IdeaItem>> ImportAsync()
    {
        var importer = _product.Get<Importer>();
        await importer.ImportKsicAsync(
            DataFolder.Require("ksic/ksicTreeDB.csv"), DataFolder.Require("ksic/ksic_9_to_10.csv"), null, Token);
        await importer.ImportOrganisationsAsync(DataFolder.Require("kr_companies/fdr_krx_desc.csv"), null, Token);
        await importer.ImportIdeaScaleAsync(
            DataFolder.Require("ideas_catalyst/fund1.csv"), DataFolder.Require("ideas_catalyst/fund1-comments.csv"),
            null, Token);
        var page = await _product.Get<IdeaQueries>().ListAsync(
            new IdeaFilter { Stage = IdeaStage.Open, Limit = 100 }, Viewer.Visitor, Token);
        return page.Value!.Items;
    }

    private async Task<IReadOnlyList<string>> OrganisationsAsync()
    {
        var page = await _product.Get<OrganisationQueries>().ListAsync(
            new OrganisationFilter { Industry = "C26", Limit = LinkedAuthors + 1 }, Token);
        return [.. page.Value!.Items.Select(item => item.Id)];
    }

    private Task<Receipt> LinkAsync(string memberId, string organisationId) =>
        Accept(_product.Grains.GetGrain<IMemberGrain>(memberId).Change(
            new ChangeMember(_product.BySystem(), OrganisationId: organisationId)));

    private async Task<IReadOnlyList<RecommendedItem>> RecommendAsync(string memberId, RecommendedKind target) =>
        await _product.Grains.GetGrain<IRecommendationGrain>(0).Recommend(new RecommendationRequest(
            RecommendationSubject.Member, memberId, target, 20, _product.Now));
}
