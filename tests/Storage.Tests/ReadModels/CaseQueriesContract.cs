using IdeaStorage.Domain.Moderation;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Moderation;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>One class per database derives from it.</summary>
public abstract class CaseQueriesContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private CaseQueries Cases => _world.Storage.Get<CaseQueries>();

    [Fact]
    public async Task Queue_PutsOpenCasesFirstThenTheNewest_AcrossPages()
    {
        await Settle();
        await Flag("k1", "lee");
        await Flag("k2", "lee");
        await Flag("k3", "lee");
        await Decide("k3");
        await Flag("k1", "park");

        var ids = new List<string>();
        for (string? after = null; ids.Count == 0 || after is not null;)
        {
            var page = (await Cases.ListAsync("c1", null, after, 1, Cancelled)).Value!;
            ids.AddRange(page.Items.Select(item => item.Id));
            after = page.Next;
            Assert.True(ids.Count <= 3);
        }

        Assert.Equal(["k1", "k2", "k3"], ids);
        await _world.Cluster("c1", "열에너지");
        await _world.Cluster("c2", "전자부품");
        var waiting = await _world.Storage.Get<WaitingQueries>().CountAsync(["c1", "c2", "nowhere"], Cancelled);
        Assert.Equal(["c1", "c2"], waiting.Keys.Order());
        Assert.Equal((2, 0), (waiting["c1"].Cases, waiting["c2"].Cases));
        var open = (await Cases.ListAsync("c1", CaseStatus.Open, null, null, Cancelled)).Value!;
        Assert.Equal(["k1", "k2"], open.Items.Select(item => item.Id));
        Assert.Equal(["이하나", "박보람"], open.Items[0].FlagList.Select(flag => flag.MemberName));
        Assert.Equal(("광고 k1", "공동 폐수 처리"), (open.Items[0].Content, open.Items[0].IdeaTitle));
        Assert.Empty((await Cases.ListAsync("c2", null, null, null, Cancelled)).Value!.Items);
        Assert.NotNull((await Cases.ListAsync("c1", CaseStatus.Open, "x", null, Cancelled)).Refusal);
    }

    [Fact]
    public async Task Decision_IsToldToAuthorAndFlaggers()
    {
        await Settle();
        await Flag("k1", "lee");
        await Flag("k1", "park");
        await Decide("k1");

        var author = Assert.Single((await Notices("kim")).Items);
        var flagger = Assert.Single((await Notices("park")).Items);
        Assert.Equal(
            (NoticeAudience.Author, CaseDecision.Hide, "홍보성 글입니다."),
            (author.Audience, author.Decision, author.Reason));
        Assert.Equal((NoticeAudience.Flagger, "k1", "i1"), (flagger.Audience, flagger.CommentId, flagger.IdeaId));
        Assert.Empty((await Notices("boss")).Items);
        var detail = await Cases.FindAsync("k1", Cancelled);
        Assert.Equal((CaseStatus.Decided, 2), (detail!.Case.Status, detail.Case.FlagList.Count));
        Assert.Equal("홍보성 글입니다.", Assert.Single(detail.Decisions).Reason);

        async Task<Page<Notice>> Notices(string member) =>
            (await Cases.ListNoticesAsync(new Viewer(member, false, []), null, null, Cancelled)).Value!;
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
        await _world.Member("park", "박보람");
        await _world.Idea("i1", "c1", "lee", "공동 폐수 처리");
        foreach (var id in (string[])["k1", "k2", "k3"])
            await _world.Comment("i1", id, "kim", $"광고 {id}");
    }

    private Task Flag(string comment, string member)
    {
        var note = _world.Storage.Text("광고로 보입니다.");
        var target = new CaseTarget("c1", "i1", comment, "kim");
        return _world.Storage.Append(
            Streams.Case(comment),
            new ContentFlagged(comment, target, FlagCategory.Spam, note.Ref, member, _world.Now()), note);
    }

    private Task Decide(string id)
    {
        var reason = _world.Storage.Text("홍보성 글입니다.");
        return _world.Storage.Append(
            Streams.Case(id), new CaseDecided(CaseDecision.Hide, reason.Ref, "boss", _world.Now()), reason);
    }
}

public sealed class SqliteCaseQueriesTests() : CaseQueriesContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresCaseQueriesTests() : CaseQueriesContract(StorageFixture.ReadModelsOnPostgres());
