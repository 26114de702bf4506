using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.Search;
using IdeaStorage.Storage.Tests.ReadModels;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.Search;

/// <summary>One class per database derives from it.</summary>
public abstract class IdeaSearchContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private IdeaQueries Ideas => _world.Storage.Get<IdeaQueries>();

    [Theory]
    [InlineData("산업단지", "energy")]
    [InlineData("산업단지에서는", "energy")]
    [InlineData("단지", "energy")]
    [InlineData("에너지를 관리", "energy")]
    [InlineData("ㅅㅇㄷㅈ", "energy")]
    [InlineData("ㅇㄴㅈㄱㄹ", "energy")]
    [InlineData("탄소섬유", "fibre")]
    [InlineData("탄소 섬유의", "fibre")]
    [InlineData("ㅌㅅㅅㅇ", "fibre")]
    [InlineData("ROBOTS", "robot")]
    [InlineData("ｒｏｂｏｔ", "robot")]
    [InlineData("C2928", "robot")]
    [InlineData("수소연료", "fibre")]
    public async Task Search_FindsWhatIsMeant(string text, string expected)
    {
        await Settle();

        Assert.Equal([expected], await Find(text));
    }

    [Fact]
    public async Task Search_PutsTitlesAboveBodiesAboveComments()
    {
        await _world.Idea("comment", "c1", "kim", "공동 물류 창고", "창고를 함께 씁니다. 비용을 나눕니다. 관심을 부탁드립니다.");
        await _world.Comment("comment", "k1", "lee", "도금 공정도 됩니까?");
        await _world.Idea("body", "c1", "kim", "공동 폐수 처리", "도금 공정에서 나오는 물을 함께 처리합니다. 연락 주세요.");
        await _world.Idea("title", "c1", "kim", "도금 공정 자동화", "사람이 하기 어려운 일을 덜어 냅니다. 함께 개발합시다.");

        Assert.Equal(["title", "body", "comment"], await Find("도금 공정"));
    }

    [Fact]
    public async Task Search_WhenNoIdeaHasAllWords_GivesThoseWithAny()
    {
        await Settle();

        Assert.Equal(["energy"], await Find("산업단지 우주선"));
        Assert.Empty(await Find("우주선"));
    }

    [Fact]
    public async Task Search_AfterAnEditOrAHide_NoLongerFindsTheOldWords()
    {
        await Settle();
        await _world.Comment("robot", "k1", "lee", "용접 불량이 걱정입니다");
        var (title, body) = (_world.Storage.Text("협동 로봇 구독"), _world.Storage.Text("달마다 빌려 쓰는 방식입니다. 의견 부탁드립니다."));
        await _world.Storage.Append(
            "idea-robot",
            new IdeaStorage.Domain.Ideas.IdeaEdited(title.Ref, body.Ref, [], "kim", _world.Now()), title, body);

        Assert.Equal(["robot"], await Find("구독"));
        Assert.Empty(await Find("임대"));
        Assert.Equal(["robot"], await Find("용접"));
        await _world.Hide("robot", "k1");
        Assert.Empty(await Find("용접"));
        await _world.Hide("robot", "k1", Domain.Ideas.Visibility.Visible);
        Assert.Equal(["robot"], await Find("용접"));
    }

    [Fact]
    public async Task Search_WhenMoreRowsHoldAWordThanAreRanked_GivesTheNewest()
    {
        await _world.Idea("oldest", "c1", "kim", "공정 개선 도장", "오래된 제안입니다. 의견을 부탁드립니다.");
        await _world.Idea("busy", "c1", "kim", "많은 의견", "누구나 한마디씩 합니다. 의견을 부탁드립니다.");
        await CommentAsync("busy", "command-many", Enumerable.Repeat("공정 개선에 찬성", ISearchIndex.RankedMax - 1));
        Assert.Equal(["oldest", "busy"], await Find("공정 개선"));

        await CommentAsync("busy", "command-one-more", ["공정 개선에 반대"]);
        Assert.Equal(["busy"], await Find("공정 개선"));
        Assert.Equal(["oldest"], await Find("개선 도장"));
        var quiet = await Ideas.ListAsync(
            new() { Text = "공정 개선", Sort = IdeaSort.Unanswered }, Viewer.Visitor, Cancelled);
        Assert.Equal(["oldest"], quiet.Value!.Items.Select(idea => idea.Id));
    }

    [Fact]
    public async Task Search_WhateverIsTyped_NeverFails()
    {
        await Settle();
        string[] typed =
        [
            "\"", "\"\"\"", "*", "a*", "^로봇", "NEAR(a b)", "NEAR(", "AND", "a AND", "NOT", "(", "title:", "title : a",
            "-", "--",
            "{title}: x", "\0", "a\0b", "'", "';DROP TABLE ideas;--", "\ud800", "로봇\udc00", "\u202e로봇", "👩‍👩‍👧",
            "ㅏ", "ㄳ", "ㄱ",
            new string('가', 100_000), new string('"', 100_000), new string('ㄱ', 100_000),
            string.Join(' ', Enumerable.Range(0, 50_000)),
            " \t\n ", "\u1112\u1161\u11ab", "ﾡﾤ", "가\u0301",
        ];
        var random = new Random(7);
        var alphabet = "가나ㄱㅏa1 \"*^()-:{}+.,'\\\0\ud83d\ude00\u0301漢".ToCharArray();
        var fuzz = Enumerable.Range(0, 500)
            .Select(_ => new string(random.GetItems(alphabet, random.Next(1, 30))));

        foreach (var text in typed.Concat(fuzz))
        {
            var list = await Ideas.ListAsync(new() { Text = text }, Viewer.Visitor, Cancelled);
            Assert.NotNull(list.Value);
        }
    }

    [Fact]
    public async Task Similar_GivesTheIdeaThatSaysTheSame()
    {
        await Settle();
        var similar = _world.Storage.Get<SimilarIdeas>();

        var found = await similar.FindAsync("산단 에너지 관리를 공동으로", "산업단지의 전력을 같이 관리하면 어떨까요", 2, null, Cancelled);

        Assert.Equal("energy", found[0].Id);
        Assert.Empty(await similar.FindAsync("", "", 5, null, Cancelled));
        Assert.DoesNotContain(
            await similar.FindAsync("산업단지 에너지", "", 5, "energy", Cancelled), idea => idea.Id == "energy");
    }

    [Fact]
    public async Task Similar_WhenIdeasThatNobodySeesSayTheSame_GivesTheOneThatEveryoneSees()
    {
        await _world.Idea("seen", "c1", "kim", "폐열 회수 로봇");
        for (var i = 0; i < 5; i++)
        {
            await _world.Idea($"hidden{i}", "c1", "kim", "폐열 회수 로봇");
            await _world.Hide($"hidden{i}", null);
            await _world.Idea($"draft{i}", "c1", "kim", "폐열 회수 로봇", stage: IdeaStage.Draft);
        }

        var found = await _world.Storage.Get<SimilarIdeas>().FindAsync("폐열 회수 로봇", "", 1, null, Cancelled);

        Assert.Equal(["seen"], found.Select(idea => idea.Id));
    }

    [Fact]
    public void Snippet_ShowsAndMarksWhatWasFound()
    {
        var text = new string('가', 100) + " 우리 산업단지에서 씁니다. " + new string('나', 100);

        var snippet = Highlighter.Snippet(text, "산업단지", 60);

        Assert.StartsWith("…", snippet.Text, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet.Text, StringComparison.Ordinal);
        var mark = Assert.Single(snippet.Marks);
        Assert.Equal("산업단지", snippet.Text.Substring(mark.Start, mark.Length));
        var initials = Highlighter.Snippet("스마트공장 Robots", "ㅁㅌ robot", 60);
        Assert.Equal(["마트", "Robots"], initials.Marks.Select(m => initials.Text.Substring(m.Start, m.Length)));
    }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Many comments in one append.</summary>
    private async Task CommentAsync(string idea, string commandId, IEnumerable<string> bodies)
    {
        var texts = bodies.Select(_world.Storage.Text).ToList();
        var comments = texts.Select(text => new CommentPosted($"k-{text.Id}", null, 1, text.Ref, "lee", _world.Now()));
        var log = _world.Storage.Get<IEventLog>();
        var version = await log.ReadStreamAsync(Streams.Idea(idea), 0, Cancelled).CountAsync(Cancelled);
        var append = new Append(Streams.Idea(idea), version, commandId, idea, [.. comments]) { Texts = texts };
        Assert.IsType<AppendResult.Appended>(await log.AppendAsync(append, Cancelled));
    }

    private async Task<IEnumerable<string>> Find(string text) =>
        (await Ideas.ListAsync(new() { Text = text }, Viewer.Visitor, Cancelled)).Value!.Items.Select(item => item.Id);

    private async Task Settle()
    {
        await _world.Idea(
            "energy", "c1", "kim", "산업단지 에너지 관리", "여러 공장의 전력 사용을 함께 줄입니다. 참여할 곳을 찾습니다.", tags: ["C35"]);
        await _world.Idea(
            "fibre", "c1", "kim", "탄소섬유 재활용 소재", "수소연료전지 용기에서 나온 섬유를 다시 씁니다. 시험할 곳을 구합니다.", tags: ["C20"]);
        await _world.Idea(
            "robot", "c1", "kim", "협동 robot 임대", "작은 회사가 빌려 쓰는 방식입니다. 의견을 부탁드립니다.", tags: ["C2928"]);
    }
}

public sealed class SqliteIdeaSearchTests() : IdeaSearchContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresIdeaSearchTests() : IdeaSearchContract(StorageFixture.ReadModelsOnPostgres());
