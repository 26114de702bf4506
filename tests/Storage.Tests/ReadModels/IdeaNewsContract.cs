using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>What followers are told; one class per database derives from it.</summary>
public abstract class IdeaNewsContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private IdeaNews News => _world.Storage.Get<IdeaNews>();

    [Fact]
    public async Task Tell_ReachesThoseWhoFollowedBefore_OnceHoweverOftenItIsTold()
    {
        await Settle();
        await Follow("lee");
        var comment = new IdeaHappening(101, "i1", "k1", null, "park", _world.Now());
        var own = new IdeaHappening(102, "i1", null, IdeaStage.InReview, "lee", _world.Now());
        var stage = new IdeaHappening(103, "i1", null, IdeaStage.InReview, "park", _world.Now());
        var elsewhere = new IdeaHappening(104, "i2", null, IdeaStage.InReview, "park", _world.Now());
        await Follow("han");
        Assert.Equal(["i1"], await News.FindFollowedAsync(["i1", "i2"], Cancelled));
        Assert.Empty(await News.FindFollowedAsync([], Cancelled));

        await News.TellAsync([comment, own, stage, elsewhere], Cancelled);
        await News.TellAsync([comment, own, stage, elsewhere], Cancelled);

        var told = await ListAsync("lee");
        Assert.Equal([(null, IdeaStage.InReview), ("k1", (IdeaStage?)null)], told
            .Select(item => (item.CommentId, item.Stage)));
        Assert.Equal(("i1", "공동 폐수 처리", "park", "박보람", comment.At),
            (told[1].IdeaId, told[1].IdeaTitle, told[1].ById, told[1].ByName, told[1].At));
        Assert.Empty(await ListAsync("han"));
        Assert.Empty(await ListAsync("park"));
    }

    [Fact]
    public async Task List_IsPagedNewestFirst_WithoutWhatIsHidden()
    {
        await Settle();
        await Follow("lee");
        for (var position = 2; position <= 4; position++)
        {
            await _world.Comment("i1", $"k{position}", "park", "함께하고 싶습니다.");
            await News.TellAsync([new(position, "i1", $"k{position}", null, "park", _world.Now())], Cancelled);
        }

        await _world.Hide("i1", "k3");

        var first = (await News.ListAsync(Viewer("lee"), limit: 1, cancellationToken: Cancelled)).Value!;
        var second = (await News.ListAsync(Viewer("lee"), first.Next, 1, Cancelled)).Value!;
        Assert.Equal(["k4", "k2"], first.Items.Concat(second.Items).Select(item => item.CommentId));
        Assert.Null(second.Next);
        var coordinator = new Viewer("lee", false, ["c1", "c2"]);
        Assert.Equal(3, (await News.ListAsync(coordinator, cancellationToken: Cancelled)).Value!.Items.Count);
        await _world.Hide("i1", null);
        Assert.Empty(await ListAsync("lee"));
        Assert.False((await News.ListAsync(Viewer("lee"), "torn", cancellationToken: Cancelled)).IsAccepted);
    }

    [Fact]
    public async Task Unseen_AreCounted_UntilTheListIsSeen_AndNeverAheadOfTime()
    {
        await Settle();
        await Follow("lee");
        Assert.Equal(0, await News.CountUnseenAsync("lee", Cancelled));
        var positions = new List<long>();
        foreach (var id in new[] { "k2", "k3", "k4" })
        {
            await _world.Comment("i1", id, "park", "함께하고 싶습니다.");
            positions.Add(await _world.Storage.Get<IEventLog>().GetHeadAsync(Cancelled));
            await News.TellAsync([new(positions[^1], "i1", id, null, "park", _world.Now())], Cancelled);
        }

        await _world.Hide("i1", "k3");
        Assert.Equal(2, await News.CountUnseenAsync("lee", Cancelled));
        await News.SeeAsync("lee", positions[0], Cancelled);
        await News.SeeAsync("lee", 1, Cancelled);
        Assert.Equal(1, await News.CountUnseenAsync("lee", Cancelled));
        var listed = await ListAsync("lee");
        Assert.Equal([("k4", false), ("k2", true)], listed.Select(one => (one.CommentId, one.IsSeen)));
        Assert.Equal(positions[2], listed[0].Position);

        await News.SeeAsync("lee", long.MaxValue, Cancelled);
        Assert.Equal(0, await News.CountUnseenAsync("lee", Cancelled));
        await _world.Comment("i1", "k6", "park", "한 가지 더 여쭙습니다.");
        var latest = await _world.Storage.Get<IEventLog>().GetHeadAsync(Cancelled);
        await News.TellAsync([new(latest, "i1", "k6", null, "park", _world.Now())], Cancelled);
        Assert.Equal(1, await News.CountUnseenAsync("lee", Cancelled));
    }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Viewer Viewer(string memberId) => new(memberId, false, []);

    private async Task<IReadOnlyList<NewsItem>> ListAsync(string memberId) =>
        (await News.ListAsync(Viewer(memberId), cancellationToken: Cancelled)).Value!.Items;

    private async Task Settle()
    {
        await _world.Member("lee", "이하나");
        await _world.Member("han", "한누리");
        await _world.Member("park", "박보람");
        await _world.Cluster("c1", "열에너지");
        await _world.Idea("i1", "c1", "han", "공동 폐수 처리", "공동 처리장을 제안합니다.", tags: "C25");
        await _world.Comment("i1", "k1", "park", "함께하고 싶습니다.");
    }

    private Task Follow(string memberId) =>
        _world.Storage.Append(Streams.Idea("i1"), new IdeaFollowed(memberId, _world.Now()));
}

public sealed class SqliteIdeaNewsTests() : IdeaNewsContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresIdeaNewsTests() : IdeaNewsContract(StorageFixture.ReadModelsOnPostgres());
