using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>One class per database derives from it.</summary>
public abstract class IdeaListContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private IdeaQueries Ideas => _world.Storage.Get<IdeaQueries>();

    [Theory]
    [InlineData(IdeaSort.New)]
    [InlineData(IdeaSort.Trending)]
    [InlineData(IdeaSort.Supported)]
    [InlineData(IdeaSort.Unanswered)]
    [InlineData(IdeaSort.Relevance, "공장")]
    [InlineData(IdeaSort.Supported, "공장")]
    public async Task Pages_TogetherGiveTheWholeListOnceInOrder(IdeaSort sort, string? text = null)
    {
        for (var i = 0; i < 23; i++)
        {
            await _world.Idea($"i{i}", $"c{i % 2}", "kim", $"스마트 공장 {i} 번째 제안");
            for (var s = 0; s < i * 7 % 5; s++)
                await _world.Support($"i{i}", $"m{s}");
            if (i % 3 == 0)
                await _world.Comment($"i{i}", $"k{i}", "lee", "좋은 생각입니다");
        }
        var filter = new IdeaFilter { Sort = sort, Text = text, Limit = 100 };
        var whole = (await Ideas.ListAsync(filter, Viewer.Visitor, Cancelled)).Value!.Items;
        var paged = new List<string>();
        for (string? after = null; paged.Count == 0 || after is not null;)
        {
            var next = filter with { Limit = 4, After = after };
            var page = (await Ideas.ListAsync(next, Viewer.Visitor, Cancelled)).Value!;
            paged.AddRange(page.Items.Select(item => item.Id));
            after = page.Next;
            Assert.True(paged.Count <= 23);
        }

        Assert.Equal(sort == IdeaSort.Unanswered ? 15 : 23, whole.Count);
        Assert.Equal(whole.Select(item => item.Id), paged);
        if (sort == IdeaSort.Supported)
            Assert.Equal(whole.OrderByDescending(item => item.SupportTotal).Select(item => item.SupportTotal),
                whole.Select(item => item.SupportTotal));
        if (sort is IdeaSort.New or IdeaSort.Unanswered)
            Assert.Equal(whole.OrderByDescending(item => item.CreatedAt), whole);
    }

    [Theory]
    [InlineData(1, new[] { "older", "newer" })]
    [InlineData(20, new[] { "older", "newer" })]
    [InlineData(60, new[] { "newer", "older" })]
    public async Task Trending_PutsTenTimesThePointsAboveAMonthOfAge(int days, string[] expected)
    {
        await _world.Idea("older", "c1", "kim", "공동 물류 창고");
        _world.Wait(TimeSpan.FromDays(days));
        await _world.Idea("newer", "c1", "kim", "공동 직장 어린이집");
        for (var i = 0; i < 12; i++)
            await _world.Support("older", $"m{i}");

        var list = (await Ideas.ListAsync(new() { Sort = IdeaSort.Trending }, Viewer.Visitor, Cancelled)).Value!;

        Assert.Equal(expected, list.Items.Select(item => item.Id));
    }

    [Theory]
    [InlineData("C27", new[] { "i3", "i2", "i1" })]
    [InlineData("c271", new[] { "i2" })]
    [InlineData("탄소 섬유", new[] { "i1" })]
    [InlineData("탄소", new string[0])]
    public async Task Tag_TakesCodesBelowItAndWordsExactly(string tag, string[] expected)
    {
        await _world.Idea("i1", "c1", "kim", "탄소 섬유 재활용", tags: ["C27", "탄소 섬유"]);
        await _world.Idea("i2", "c1", "kim", "의료용 기기 부품", tags: ["C2711"]);
        await _world.Idea("i3", "c1", "kim", "측정 기기 국산화", tags: ["C272"]);
        await _world.Idea("i4", "c1", "kim", "전기 장비 안전", tags: ["C28"]);

        var list = (await Ideas.ListAsync(new() { Tag = tag }, Viewer.Visitor, Cancelled)).Value!;

        Assert.Equal(expected, list.Items.Select(item => item.Id));
    }

    [Fact]
    public async Task List_ShowsHiddenAndDraftsOnlyToThoseWhoMaySeeThem()
    {
        await _world.Idea("open", "c1", "kim", "열린 제안입니다");
        await _world.Idea("hidden", "c1", "kim", "가려진 제안입니다");
        await _world.Idea("draft", "c1", "kim", "쓰는 중인 제안", stage: IdeaStage.Draft);
        await _world.Hide("hidden", null);

        Assert.Equal(["open"], await Seen(Viewer.Visitor));
        Assert.Equal(["open"], await Seen(new("lee", false, [])));
        Assert.Equal(["open"], await Seen(new("lee", false, ["c2"])));
        Assert.Equal(["draft", "hidden", "open"], await Seen(new("kim", false, [])));
        Assert.Equal(["hidden", "open"], await Seen(new("lee", false, ["c1"])));
        Assert.Equal(["hidden", "open"], await Seen(new("lee", true, [])));
        Assert.Null(await Ideas.FindPageAsync("draft", new("lee", true, ["c1"]), Cancelled));
        Assert.NotNull(await Ideas.FindPageAsync("draft", new("kim", false, []), Cancelled));

        async Task<IEnumerable<string>> Seen(Viewer viewer) =>
            (await Ideas.ListAsync(new(), viewer, Cancelled)).Value!.Items.Select(item => item.Id);
    }

    [Fact]
    public async Task Filters_Combine()
    {
        await _world.Idea("i1", "c1", "kim", "공동 폐수 처리", tags: ["C20"]);
        await _world.Idea("i2", "c2", "kim", "공동 폐수 처리 둘째", tags: ["C20"]);
        await _world.Idea("i3", "c1", "lee", "공동 폐수 처리 셋째", tags: ["C20"]);
        await _world.Idea("i4", "c1", "kim", "태양광 지붕 임대", tags: ["C20"]);
        var filter = new IdeaFilter
        {
            ClusterId = "c1",
            AuthorId = "kim",
            Tag = "C20",
            Stage = IdeaStage.Open,
            Text = "폐수",
            Sort = IdeaSort.New,
        };

        var found = (await Ideas.ListAsync(filter, Viewer.Visitor, Cancelled)).Value!;

        Assert.Equal(["i1"], found.Items.Select(item => item.Id));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!")]
    [InlineData("한글")]
    [InlineData("aWRlYXMuTmV3CngKaTE")]
    [InlineData("aWRlYXMuU3VwcG9ydGVkCjEKaTE")]
    [InlineData("_____w")]
    public async Task Cursor_ThatTheListNeverGave_IsRefused(string after)
    {
        var list = await Ideas.ListAsync(new() { After = after }, Viewer.Visitor, Cancelled);

        Assert.Equal(("PageCursorIsInvalid", "after"), (list.Refusal!.Name, list.Refusal.Field));
    }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SqliteIdeaListTests() : IdeaListContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresIdeaListTests() : IdeaListContract(StorageFixture.ReadModelsOnPostgres());
