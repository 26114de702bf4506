using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Domain.Tags;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Members;
using IdeaStorage.Storage.ReadModels.MiniClusters;
using IdeaStorage.Storage.ReadModels.Organisations;
using IdeaStorage.Storage.ReadModels.Tags;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>One class per database derives from it.</summary>
public abstract class PeopleQueriesContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private MemberQueries Members => _world.Storage.Get<MemberQueries>();

    private OrganisationQueries Organisations => _world.Storage.Get<OrganisationQueries>();

    private ClusterQueries Clusters => _world.Storage.Get<ClusterQueries>();

    [Fact]
    public async Task Member_HasTheirPlacesAndRights()
    {
        await Settle();

        var kim = await Members.FindAsync("kim", Cancelled);

        Assert.Equal(("김하늘", "한빛정밀", "kim@example.kr"), (kim!.DisplayName, kim.OrganisationName, kim.Email));
        Assert.Equal([("c1", true), ("c2", false)], kim.Clusters.Select(place => (place.Id, place.IsCoordinator)));
        Assert.Equal("kim", await Members.FindIdByHandleAsync("KIM", Cancelled));
        Assert.Null(await Members.FindAsync("nobody", Cancelled));
    }

    [Theory]
    [InlineData("하늘", "kim")]
    [InlineData("ㄱㅎㄴ", "kim")]
    [InlineData("LEE", "lee")]
    [InlineData("김ㅎ", "kim")]
    [InlineData("*", "")]
    [InlineData("[", "")]
    public async Task MemberSearch_FindsByPartsOfNames(string text, string expected)
    {
        await Settle();

        var found = (await Members.SearchAsync(text, cancellationToken: Cancelled)).Value!;

        Assert.Equal(expected, string.Join(' ', found.Items.Select(member => member.Id)));
    }

    [Fact]
    public async Task Organisations_FilterSearchAndPage()
    {
        await Settle();

        Assert.Equal(["o2", "o1"], await Found(new()));
        Assert.Equal(["o1"], await Found(new() { Region = "경기" }));
        Assert.Equal(["o1"], await Found(new() { Industry = "C26" }));
        Assert.Equal(["o2", "o1"], await Found(new() { Industry = "C" }));
        Assert.Equal(["o2"], await Found(new() { Text = "수소 용기" }));
        Assert.Equal(["o1"], await Found(new() { Text = "ㅎㅂㅈㅁ" }));
        var first = (await Organisations.ListAsync(new() { Limit = 1 }, Cancelled)).Value!;
        Assert.Equal(["o1"], await Found(new() { Limit = 1, After = first.Next }));
        Assert.NotNull((await Organisations.ListAsync(new() { Text = "수소", After = first.Next }, Cancelled)).Refusal);
        var detail = await Organisations.FindAsync("o1", Cancelled);
        Assert.Equal((1, "반도체 검사 장비"), (detail!.Members, detail.Products));
        Assert.Equal(["kim"], (await Organisations.ListMembersAsync("o1", cancellationToken: Cancelled)).Value!.Items
            .Select(member => member.Id));

        async Task<IEnumerable<string>> Found(OrganisationFilter filter) =>
            (await Organisations.ListAsync(filter, Cancelled)).Value!.Items.Select(item => item.Id);
    }

    [Fact]
    public async Task Blocks_AreListedByWhoeverBlocks_TheLatestFirst_UntilTheyAreTakenBack()
    {
        await Settle();
        var blocks = _world.Storage.Get<BlockQueries>();
        foreach (var organisation in new[] { "o1", "o2", "gone" })
            await Change(new OrganisationBlocked(organisation, "lee", _world.Now()));
        var first = (await blocks.ListAsync("lee", limit: 2, cancellationToken: Cancelled)).Value!;
        var second = (await blocks.ListAsync("lee", first.Next, 2, Cancelled)).Value!;
        Assert.Equal(
            [("gone", ""), ("o2", "누리소재"), ("o1", "한빛정밀")],
            first.Items.Concat(second.Items).Select(block => (block.Id, block.Name)));
        Assert.Null(second.Next);
        Assert.Empty((await blocks.ListAsync("kim", cancellationToken: Cancelled)).Value!.Items);
        Assert.NotNull((await blocks.ListAsync("lee", "bm9uZQ", cancellationToken: Cancelled)).Refusal);

        await Change(new OrganisationUnblocked("o2", "lee", _world.Now()));
        Assert.Equal(["gone", "o1"], (await blocks.ListIdsAsync("lee", Cancelled)).Order());
        Assert.Empty(await blocks.ListIdsAsync("kim", Cancelled));
        Assert.Equal(5, (await Members.FindAsync("lee", Cancelled))!.Version);

        Task Change(IEvent change) => _world.Storage.Append(Streams.Member("lee"), change);
    }

    [Fact]
    public async Task Clusters_HaveTheirCountsAndPeople()
    {
        await Settle();
        await _world.Idea("i1", "c1", "lee", "공동 폐수 처리");
        await _world.Idea("i2", "c1", "lee", "공동 물류 창고", stage: IdeaStage.Draft);

        var list = (await Clusters.ListAsync(cancellationToken: Cancelled)).Value!;
        var detail = await Clusters.FindAsync("c1", new Viewer("lee", false, []), Cancelled);

        Assert.Equal([("수소에너지", 1, 0), ("전자부품", 2, 1)], list.Items.Select(c => (c.Name, c.Members, c.Ideas)));
        Assert.Equal((true, false), (detail!.IsMember, detail.IsCoordinator));
        Assert.Equal(["kim"], detail.Coordinators.Select(member => member.Id));
        Assert.Equal(Domain.MiniClusters.ClusterAccess.Members, detail.Rules.Posting);
        Assert.Equal(["kim", "lee"], (await Clusters.ListMembersAsync("c1", cancellationToken: Cancelled)).Value!.Items
            .Select(member => member.Id));
    }

    [Fact]
    public async Task Stamp_ChangesWithTheIdeaAndWithNames()
    {
        await Settle();
        await _world.Idea("i1", "c1", "kim", "공동 폐수 처리");
        var ideas = _world.Storage.Get<IdeaQueries>();
        var before = await ideas.FindStampAsync("i1", Cancelled);
        await _world.Comment("i1", "k1", "lee", "좋습니다");
        var commented = await ideas.FindStampAsync("i1", Cancelled);
        await _world.Belong("kim", "o2");
        var moved = await ideas.FindStampAsync("i1", Cancelled);

        Assert.True(before!.IsPublic);
        Assert.Equal((before.Version + 1, before.NamesVersion), (commented!.Version, commented.NamesVersion));
        Assert.Equal(commented.Version, moved!.Version);
        Assert.NotEqual(commented.NamesVersion, moved.NamesVersion);
    }

    [Fact]
    public async Task Catalogue_KeepsWhatIsImported()
    {
        var catalogue = _world.Storage.Get<KsicCatalogue>();
        Assert.False(catalogue.Tree.Contains("C27111"));

        await catalogue.ImportAsync([new KsicEntry(10, "C27111", "방사선 장치 제조업")], Cancelled);
        await catalogue.ImportMappingAsync(
            [new KsicLink("C27111", "C27111"), new("C27111", "C27112", "일부")], Cancelled);
        await catalogue.ImportMappingAsync([new KsicLink("C27111", "C27111")], Cancelled);

        Assert.Equal("방사선 장치 제조업", catalogue.Tree.Find("C27111")!.Korean);
        Assert.Equal(["C27111", "C27112"], catalogue.Mapping.CurrentOf("C27111"));
        Assert.Equal(2, catalogue.Mapping.Links.Count);
    }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task Settle()
    {
        await _world.Member("kim", "김하늘");
        await _world.Member("lee", "이하나");
        await _world.Member("boss", "박운영", isOperator: true);
        await _world.Cluster("c1", "전자부품");
        await _world.Cluster("c2", "수소에너지");
        await _world.Organisation("o1", "한빛정밀", "경기", ["C2611"], "반도체 검사 장비");
        await _world.Organisation("o2", "누리소재", "부산", ["C25"], "수소 저장 용기");
        await _world.Belong("kim", "o1");
        await _world.Coordinate("c1", "kim");
        await _world.Join("c2", "kim");
        await _world.Join("c1", "lee");
    }
}

public sealed class SqlitePeopleQueriesTests() : PeopleQueriesContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresPeopleQueriesTests() : PeopleQueriesContract(StorageFixture.ReadModelsOnPostgres());
