using IdeaStorage.Domain;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.ReadModels.Introductions;
using IdeaStorage.Storage.ReadModels.Moderation;
using IdeaStorage.Storage.Tails;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>Whose task a wish to be introduced is, and who reads what of it; one class per database.</summary>
public abstract class IntroductionQueriesContract(StorageFixture storage) : IDisposable
{
    private static readonly Viewer Kim = new("kim", false, []);
    private static readonly Viewer Lee = new("lee", false, []);

    private readonly World _world = new(storage);

    private IntroductionQueries Introductions => _world.Storage.Get<IntroductionQueries>();

    [Fact]
    public async Task Place_OfAnOrganisation_IsWhereBothSidesAre()
    {
        await Settle();
        await _world.Join("c1", "kim");
        await _world.Join("c2", "kim");
        Assert.Equal("c3", await ClustersAsync("kim"));
        await _world.Member("colleague", "동료");
        await _world.Belong("colleague", "own");
        await _world.Join("c4", "colleague");
        await _world.Join("c4", "lee");
        Assert.Equal("c4", await ClustersAsync("kim"));
        await _world.Join("c1", "lee");
        Assert.Equal("c1 c4", await ClustersAsync("kim"));
    }

    [Fact]
    public async Task Place_OfAnOrganisationInNoCluster_IsTheOperators()
    {
        await Settle();
        await _world.Organisation("alone", "홀로", "경기", ["C26"], "부품");
        var place = await Introductions.FindPlaceAsync("kim", RecommendedKind.Organisation, "alone", Cancelled);
        Assert.Equal("alone", place!.OrganisationId);
        Assert.Empty(place.ClusterIds);
    }

    [Fact]
    public async Task Place_OfAMemberWithoutOrganisation_IsWhereTheMemberIs()
    {
        await Settle();
        await _world.Member("single", "홀로");
        await _world.Member("other", "다른 홀로");
        await _world.Join("c4", "lee");
        await _world.Join("c4", "other");
        Assert.Equal("c3 c4", await ClustersAsync("single"));
        await _world.Join("c4", "single");
        Assert.Equal("c4", await ClustersAsync("single"));
    }

    [Fact]
    public async Task Place_OfAnIdea_IsItsClusterAndItsAuthorsOrganisation()
    {
        await Settle();
        await _world.Idea("i1", "c2", "lee", "폐열 온실");
        var place = await Introductions.FindPlaceAsync("kim", RecommendedKind.Idea, "i1", Cancelled);
        Assert.Equal("asked", place!.OrganisationId);
        Assert.Equal(["c2"], place.ClusterIds);
        await _world.Belong("lee", null);
        Assert.Null(await Introductions.FindPlaceAsync("kim", RecommendedKind.Idea, "i1", Cancelled));
        Assert.Null(await Introductions.FindPlaceAsync("kim", RecommendedKind.Idea, "gone", Cancelled));
    }

    [Fact]
    public async Task Wish_IsListedInItsClustersAndByWhoWished_UntilItIsWithdrawn()
    {
        await Settle();
        await Ask("first", "asked", "c1", "c2");
        await Ask("second", "own");
        Assert.Equal(["second", "first"], await OwnAsync(Kim));
        Assert.Empty(await OwnAsync(Lee));
        foreach (var cluster in new[] { "c1", "c2" })
            Assert.Equal(["first"], await OfClusterAsync(cluster));
        Assert.Empty(await OfClusterAsync("c3"));
        Assert.Equal((1, 1, 0), (await WaitingAsync("c1"), await WaitingAsync("c2"), await WaitingAsync("c3")));
        Assert.Equal(1, await _world.Storage.Get<WaitingQueries>().CountOutsideClustersAsync(Cancelled));
        Assert.Equal(["second", "first"], await AllAsync(IntroductionState.Open));
        var task = await Introductions.FindAsync("first", Kim, Cancelled);
        Assert.Equal(("김하늘", "한빛정밀", "누리소재", IntroductionState.Open), (
            task!.Item.MemberName, task.Item.AskingOrganisationName, task.Item.OrganisationName, task.Item.State));
        Assert.True(task.IsOf(new Viewer("x", false, ["c2"])));
        Assert.False(task.IsOf(new Viewer("x", false, ["c3"])));
        Assert.True(task.IsOf(new Viewer("x", true, [])));

        await Change(new IntroductionWithdrawn(
            "first", RecommendedKind.Organisation, "asked", "kim", _world.Now()));
        Assert.Null(await Introductions.FindAsync("first", Kim, Cancelled));
        Assert.Empty(await OfClusterAsync("c1"));
        Assert.Equal(0, await WaitingAsync("c1"));
        await Ask("first", "asked", "c3");
        Assert.Empty(await OfClusterAsync("c1"));
        Assert.Equal(["first"], await OfClusterAsync("c3"));
    }

    [Fact]
    public async Task Wish_ThatWasConcluded_TellsWhoWished_AndTheOtherSideIfItWasMade()
    {
        await Settle();
        await Ask("first", "asked", "c1");
        await Conclude("first", IntroductionOutcome.NotMade, "지금은 새 협력을 찾지 않습니다.");
        await Told();
        Assert.Equal([(IntroductionOutcome.NotMade, "누리소재", null)], await NewsAsync(Kim));
        Assert.Empty(await NewsAsync(Lee));

        await Ask("first", "asked", "c1");
        Assert.Empty(await NewsAsync(Kim));
        await Conclude("first", IntroductionOutcome.Made, "서로의 연락처를 보냈습니다.");
        await Told();
        Assert.Equal([(IntroductionOutcome.Made, "누리소재", null)], await NewsAsync(Kim));
        Assert.Equal([(IntroductionOutcome.Made, "한빛정밀", "김하늘")], await NewsAsync(Lee));
        Assert.Empty(await NewsAsync(new Viewer("boss", true, [])));
        var made = Assert.Single((await Introductions.ListOfClusterAsync(
            "c1", IntroductionState.Made, Kim, cancellationToken: Cancelled)).Value!.Items);
        Assert.Equal(("서로의 연락처를 보냈습니다.", "boss", "박운영"), (made.Note, made.ConcludedById, made.ConcludedByName));
        Assert.Empty(await OfClusterAsync("c1", IntroductionState.Open));
    }

    /// <summary>Of ideas a tail tells, a while after their events; none of them may come to lie below what was seen.
    /// </summary>
    [Fact]
    public async Task News_OfAnIntroduction_WaitForAllOlderNews()
    {
        await Settle();
        await _world.Idea("i1", "c1", "lee", "공동 폐수 처리", "공동 처리장을 제안합니다.");
        await _world.Storage.Append(Streams.Idea("i1"), new IdeaFollowed("kim", _world.Now()));
        await Told();
        await _world.Comment("i1", "k1", "lee", "함께하고 싶습니다.");
        var comment = new IdeaHappening(
            await _world.Storage.Get<IEventLog>().GetHeadAsync(Cancelled), "i1", "k1", null, "lee", _world.Now());
        await Ask("first", "asked", "c1");
        await Conclude("first", IntroductionOutcome.Made, "서로의 연락처를 보냈습니다.");

        Assert.Empty(await NewsAsync(Kim));
        Assert.Empty(await NewsAsync(Lee));
        Assert.Equal((0, 0), await UnseenAsync());
        await News.SeeAsync("kim", long.MaxValue, Cancelled);

        await News.TellAsync([comment], Cancelled);
        Assert.Equal([(null, null, null)], await NewsAsync(Kim));
        await Told();
        Assert.Equal([(IntroductionOutcome.Made, "누리소재", null), (null, null, null)], await NewsAsync(Kim));
        Assert.Equal((2, 1), await UnseenAsync());
        await News.SeeAsync("kim", long.MaxValue, Cancelled);
        Assert.Equal((0, 1), await UnseenAsync());
    }

    [Fact]
    public async Task List_IsPaged_AndRefusesTheCursorOfAnother()
    {
        await Settle();
        foreach (var id in new[] { "a", "b", "c" })
            await Ask(id, id, "c1");
        var first = (await Introductions.ListOfClusterAsync("c1", null, Kim, limit: 2, cancellationToken: Cancelled))
            .Value!;
        var second = await Introductions.ListOfClusterAsync("c1", null, Kim, first.Next, 2, Cancelled);
        Assert.Equal(["c", "b", "a"], first.Items.Concat(second.Value!.Items).Select(item => item.Id));
        Assert.Null(second.Value.Next);
        Assert.NotNull((await Introductions.ListOwnAsync(Kim, first.Next, cancellationToken: Cancelled)).Refusal);
        Assert.NotNull((await Introductions.ListAllAsync(null, Kim, first.Next, cancellationToken: Cancelled)).Refusal);
    }

    private async Task<int> WaitingAsync(string clusterId) =>
        (await _world.Storage.Get<WaitingQueries>().CountAsync([clusterId], Cancelled))[clusterId].Introductions;

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<string> ClustersAsync(string member) => string.Join(' ', (await Introductions.FindPlaceAsync(
        member, RecommendedKind.Organisation, "asked", Cancelled))!.ClusterIds);

    private Task Ask(string id, string organisation, params string[] clusters) => Change(new IntroductionAsked(
        id, RecommendedKind.Organisation, organisation, organisation, [.. clusters], "kim", _world.Now()));

    private Task Conclude(string id, IntroductionOutcome outcome, string words)
    {
        var note = _world.Storage.Text(words);
        return _world.Storage.Append(
            Streams.Member("kim"),
            new IntroductionConcluded(id, "own", "asked", outcome, note.Ref, "boss", _world.Now()), note);
    }

    private Task Change(IEvent change) => _world.Storage.Append(Streams.Member("kim"), change);

    private IdeaNews News => _world.Storage.Get<IdeaNews>();

    /// <summary>The tail that tells of ideas has come to the end of the log.</summary>
    private async Task Told()
    {
        var tails = _world.Storage.Get<TailStore>();
        var beat = (await tails.FindAsync(IdeaNews.Tail, Cancelled))?.Beat ?? 0;
        var lease = await tails.TryTakeAsync(IdeaNews.Tail, "test", beat, Cancelled);
        Assert.True(await tails.AdvanceAsync(
            lease!, await _world.Storage.Get<IEventLog>().GetHeadAsync(Cancelled), cancellationToken: Cancelled));
    }

    private async Task<(int Kim, int Lee)> UnseenAsync() =>
        (await News.CountUnseenAsync("kim", Cancelled), await News.CountUnseenAsync("lee", Cancelled));

    private async Task<List<(IntroductionOutcome?, string?, string?)>> NewsAsync(Viewer viewer) =>
    [
        .. (await News.ListAsync(viewer, cancellationToken: Cancelled)).Value!.Items
            .Select(item => (item.Introduction, item.OrganisationName, item.MemberName)),
    ];

    private Task<IEnumerable<string>> OwnAsync(Viewer viewer) =>
        IdsAsync(Introductions.ListOwnAsync(viewer, cancellationToken: Cancelled));

    private Task<IEnumerable<string>> OfClusterAsync(string cluster, IntroductionState? state = null) =>
        IdsAsync(Introductions.ListOfClusterAsync(cluster, state, Kim, cancellationToken: Cancelled));

    private Task<IEnumerable<string>> AllAsync(IntroductionState? state) =>
        IdsAsync(Introductions.ListAllAsync(state, Kim, cancellationToken: Cancelled));

    private static async Task<IEnumerable<string>> IdsAsync(Task<Result<Page<IntroductionItem>>> list) =>
        (await list).Value!.Items.Select(item => item.Id);

    /// <summary>Kim of Hanbit, Lee of Nuri, which is in the third of four clusters.</summary>
    private async Task Settle()
    {
        await _world.Member("kim", "김하늘");
        await _world.Member("lee", "이하나");
        await _world.Member("boss", "박운영", isOperator: true);
        await _world.Organisation("own", "한빛정밀", "경기", ["C2611"], "반도체 검사 장비");
        await _world.Organisation("asked", "누리소재", "부산", ["C25"], "수소 저장 용기");
        await _world.Belong("kim", "own");
        await _world.Belong("lee", "asked");
        foreach (var cluster in new[] { "c1", "c2", "c3", "c4" })
            await _world.Cluster(cluster, $"클러스터 {cluster}");
        await _world.Join("c3", "lee");
    }
}

public sealed class SqliteIntroductionQueriesTests()
    : IntroductionQueriesContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresIntroductionQueriesTests()
    : IntroductionQueriesContract(StorageFixture.ReadModelsOnPostgres());
