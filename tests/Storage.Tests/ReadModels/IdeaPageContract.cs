using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>One class per database derives from it.</summary>
public abstract class IdeaPageContract(StorageFixture storage) : IDisposable
{
    private readonly World _world = new(storage);

    private IdeaQueries Ideas => _world.Storage.Get<IdeaQueries>();

    [Fact]
    public async Task Page_WithComments_ShowsThemInDisplayOrderWithNames()
    {
        await Settle();
        await _world.Comment("i1", "first", "lee", "첫 의견");
        await _world.Comment("i1", "second", "kim", "둘째 의견");
        await _world.Comment("i1", "answer", "lee", "첫 의견에 답함", "first", 2);
        await _world.Support("i1", "lee");

        var page = await Ideas.FindPageAsync("i1", new Viewer("lee", false, []), Cancelled);

        Assert.NotNull(page);
        Assert.Equal(["first", "answer", "second"], page.Comments.Select(comment => comment.Id));
        Assert.Equal([1, 2, 1], page.Comments.Select(comment => comment.Depth));
        Assert.Equal("이하나", page.Comments[0].AuthorName);
        Assert.Equal("한빛정밀", page.Idea.OrganisationName);
        Assert.Equal("김하늘", page.Idea.AuthorName);
        Assert.Equal("스마트공장 예지보전", page.Idea.Title);
        Assert.Equal("전자부품", page.Idea.ClusterName);
        Assert.Equal(["C26", "예지보전"], page.Idea.Tags);
        Assert.Equal((3, 1, 1), (page.Idea.Comments, page.Idea.Supports, page.Idea.SupportTotal));
        Assert.Equal(5, page.Idea.Version);
        Assert.True(page.Idea.IsSupported);
        Assert.False(page.Idea.IsFollowed);
    }

    [Fact]
    public async Task HiddenComment_IsReadByItsAuthorAndModeratorsOnly()
    {
        await Settle();
        await _world.Comment("i1", "bad", "lee", "광고입니다");
        await _world.Hide("i1", "bad");

        Assert.Null(await Body(Viewer.Visitor));
        Assert.Null(await Body(new Viewer("kim", false, [])));
        Assert.Null(await Body(new Viewer("kim", false, ["other"])));
        Assert.Equal("광고입니다", await Body(new Viewer("lee", false, [])));
        Assert.Equal("광고입니다", await Body(new Viewer("kim", false, ["c1"])));
        Assert.Equal("광고입니다", await Body(new Viewer("kim", true, [])));
        var page = await Ideas.FindPageAsync("i1", Viewer.Visitor, Cancelled);
        Assert.Equal((0, Visibility.Hidden), (page!.Idea.Comments, page.Comments[0].Visibility));

        async Task<string?> Body(Viewer viewer) =>
            (await Ideas.FindPageAsync("i1", viewer, Cancelled))!.Comments.Single().Body;
    }

    [Fact]
    public async Task Participants_AreNamedOnThePage_AndTheirProjectsAreListed()
    {
        await Settle();
        await _world.Organisation("o2", "가람대학교", "서울", ["P85"], "연구");
        await ChangeParticipants(["o1", "o2", "gone"], []);
        var page = await Ideas.FindPageAsync("i1", Viewer.Visitor, Cancelled);
        Assert.Equal([("gone", ""), ("o2", "가람대학교"), ("o1", "한빛정밀")],
            page!.Participants.Select(one => (one.Id, one.Name)));
        Assert.Equal(2, page.Idea.Version);
        Assert.Equal(["i1"], await ProjectsOf("o1"));
        Assert.Empty(await ProjectsOf("o3"));

        await ChangeParticipants([], ["o1", "gone"]);
        page = await Ideas.FindPageAsync("i1", Viewer.Visitor, Cancelled);
        Assert.Equal("o2", Assert.Single(page!.Participants).Id);
        Assert.Empty(await ProjectsOf("o1"));
        await _world.Hide("i1", null);
        Assert.Empty(await ProjectsOf("o2"));

        async Task ChangeParticipants(string[] joined, string[] left) => await _world.Storage.Append(
            "idea-i1", new ParticipantsChanged([.. joined], [.. left], "kim", _world.Now()));

        async Task<IEnumerable<string>> ProjectsOf(string organisation)
        {
            var filter = new IdeaFilter { ParticipantId = organisation };
            return (await Ideas.ListAsync(filter, Viewer.Visitor, Cancelled)).Value!.Items.Select(item => item.Id);
        }
    }

    [Fact]
    public async Task Edit_KeepsEveryVersion()
    {
        await Settle();
        var (title, body) = (_world.Storage.Text("스마트공장 예지보전 2단계"), _world.Storage.Text("진동 센서까지 넣기로 했습니다. 함께해 주세요."));
        var edited = new IdeaEdited(title.Ref, body.Ref, ["C27"], "kim", _world.Now());
        await _world.Storage.Append("idea-i1", edited, title, body);

        var versions = await Ideas.ListVersionsAsync("i1", Viewer.Visitor, Cancelled);

        Assert.Equal([2, 1], versions.Select(version => version.Revision));
        Assert.Equal(["스마트공장 예지보전 2단계", "스마트공장 예지보전"], versions.Select(version => version.Title));
        Assert.Equal(["C27"], versions[0].Tags);
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
        await _world.Cluster("c1", "전자부품");
        await _world.Organisation("o1", "한빛정밀", "경기", ["C2611"], "반도체 검사 장비");
        await _world.Belong("kim", "o1");
        await _world.Idea("i1", "c1", "kim", "스마트공장 예지보전", tags: ["C26", "예지보전"]);
    }
}

public sealed class SqliteIdeaPageTests() : IdeaPageContract(StorageFixture.ReadModelsInMemory());

public sealed class PostgresIdeaPageTests() : IdeaPageContract(StorageFixture.ReadModelsOnPostgres());
