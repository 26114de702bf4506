using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.Search;
using IdeaStorage.Storage.Search.Sqlite;
using IdeaStorage.Storage.Tests.ReadModels;
using Microsoft.Data.Sqlite;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;
using static SQLitePCL.raw;

namespace IdeaStorage.Storage.Tests.Search;

/// <summary>
/// The full-text index of ideas and comments follows their rows some hundred at once. A search never tells how far it
/// has come.
/// </summary>
public sealed class SqliteIndexingTests : IDisposable
{
    private static readonly string[] Searched =
    [
        "산업단지", "단지", "산업단지에서는 로봇", "폐열 우주선", "에너지를 관리", "ㅅㅇㄷㅈ", "ㄹㅂ 도금", "robots", "탄소섬유 물류 공동",
        "소섬", "C26", "도금 \"물류\" robot", "우주선",
    ];

    private readonly StorageFixture _storage = StorageFixture.ReadModelsInMemory();
    private readonly World _world;

    public SqliteIndexingTests() => _world = new World(_storage);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Search_WhereverTheIndexEnds_FindsTheSame(int seed)
    {
        await new RandomHistory(seed, _world).Live(150);
        var newest = Position("SELECT max(position) FROM idea_search");
        Index(upTo: newest);
        var expected = await FindAllAsync();
        Assert.Contains(expected, found => found.Contains(", ", StringComparison.Ordinal));

        for (var place = 0; place <= 8; place++)
        {
            Index(newest * place / 8);
            Assert.Equal(expected, await FindAllAsync());
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Edits_OnEitherSideOfTheEnd_LeaveTheIndexAsAWholeOneIs(int seed)
    {
        var history = new RandomHistory(seed, _world);
        await history.Live(60);
        Index(Position("SELECT max(position) FROM idea_search") / 2);
        await history.GoOn(60, 90);
        var found = await FindAllAsync();
        IndexRows($"position > {SqliteIndexing.Highest}");

        // Compares every word of every row with the index.
        Execute("INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('integrity-check', 1)");
        Assert.Equal(found, await FindAllAsync());
        await _storage.Get<IRebuild>().RebuildAsync("search", null, Cancelled);
        Assert.Equal(found, await FindAllAsync());
    }

    [Fact]
    public void Rebuild_OfMoreWordsThanAreSortedAtOnce_LeavesOneSegment_AndTheSettingsOfAppends()
    {
        Execute(
            """
            INSERT INTO idea_search (position, idea_id, hidden, title, tags, body, comment, initials)
            WITH RECURSIVE row(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM row WHERE number < 2000),
                word(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM word WHERE number < 400)
            SELECT number, 'one', 0, '', '',
                (SELECT group_concat('word' || (row.number * 400 + word.number), ' ') FROM word), '', ''
            FROM row
            """);

        foreach (var sql in SqliteIndexing.Rebuild)
            Execute(sql);

        Assert.Equal(1, Position("SELECT count(DISTINCT segid) FROM idea_search_index_idx"));
        Assert.Equal(16, Position("SELECT v FROM idea_search_index_config WHERE k = 'automerge'"));
        Assert.Equal(16, Position("SELECT v FROM idea_search_index_config WHERE k = 'crisismerge'"));
        Assert.Equal(1 << 20, Position("SELECT v FROM idea_search_index_config WHERE k = 'hashsize'"));
    }

    [Fact]
    public async Task Search_OfACommonWord_SortsNoMoreThanItRanks()
    {
        var clause = new SqliteSearch().Ideas("산업단지", MatchMode.All)!;
        using var lease = _storage.Reads.Rent();
        var plan = await lease.Connection.QueryAsync(
            $"EXPLAIN QUERY PLAN {clause.SqlWhere("idea_id IN (SELECT id FROM ideas)")}", new { match = clause.Match });

        var steps = plan.Select(step => (string)step.detail).ToList();
        Assert.Contains("MERGE (UNION ALL)", steps);
        Assert.DoesNotContain("USE TEMP B-TREE FOR ORDER BY", steps);
    }

    [Fact]
    public async Task Search_OfARareCompoundOfCommonWords_FindsItAlone()
    {
        foreach (var (id, title) in new[] { ("first", "수소촉매"), ("within", "신수소촉매제"), ("other", "미소촉진 수소 촉매") })
            await _world.Idea(id, "c1", "kim", title);
        await _world.Idea("apart", "c1", "kim", "촉매와 수소");
        for (var i = 0; i < 200; i++)
            await _world.Comment("apart", $"k{i}", "lee", "수소를 위한 촉매");
        Index(Position("SELECT max(position) FROM idea_search"));

        Assert.Equal("first, within", await FindAsync(new() { Text = "수소촉매" }));
    }

    [Fact]
    public async Task AnEditOfTheHighestRow_TakesItOutOfTheIndex_AndASearchStillFindsIt()
    {
        await _world.Idea("one", "c1", "kim", "폐열 회수");
        await _world.Idea("two", "c1", "kim", "폐열 교환");
        Index(Position("SELECT max(position) FROM idea_search"));
        var (title, body) = (_world.Storage.Text("도금 공정"), _world.Storage.Text("함께 합시다"));
        await _world.Storage.Append(
            "idea-two", new Domain.Ideas.IdeaEdited(title.Ref, body.Ref, [], "kim", _world.Now()), title, body);

        Assert.Equal("one", await FindAsync(new() { Text = "폐열" }));
        Assert.Equal("two", await FindAsync(new() { Text = "도금" }));
        Execute("INSERT INTO idea_search_index (idea_search_index, rank) VALUES ('integrity-check', 1)");
    }

    [Fact]
    public async Task Index_FollowsWhenItIsFarEnoughBehind_AllAtOnce()
    {
        await _world.Idea("busy", "c1", "kim", "많은 의견");
        for (var i = 1; i < SqliteIndexing.BehindMax - 1; i++)
            await _world.Comment("busy", $"k{i}", "lee", "찬성합니다");
        Assert.Equal(0, Position($"SELECT {SqliteIndexing.Highest}"));
        Assert.Equal("busy", await FindAsync(new() { Text = "찬성" }));

        await _world.Comment("busy", "last", "lee", "반대합니다");
        Assert.Equal(SqliteIndexing.BehindMax, Position($"SELECT {SqliteIndexing.Highest}"));
        Assert.Equal(SqliteIndexing.BehindMax, Position("SELECT count(*) FROM idea_search_index_docsize"));
        Assert.Equal("busy", await FindAsync(new() { Text = "반대" }));
    }

    [Fact]
    public async Task Index_WhenItCannotFollow_RefusesNobody_AndTriesAgainMuchLater()
    {
        var (fails, changes, told) = (0, 0, new List<Exception>());
        _storage.Get<SqliteDatabase>().IndexingFailed += told.Add;
        await _storage.Writer.WriteAsync((connection, _) =>
        {
            var handle = ((SqliteConnection)connection).Handle!;
            sqlite3_commit_hook(
                handle,
                _ =>
                {
                    // Only a commit of the index changes so many rows.
                    var before = changes;
                    changes = sqlite3_total_changes(handle);
                    return changes - before > SqliteIndexing.BehindMax && fails++ == 0 ? 1 : 0;
                },
                null);
            return changes = sqlite3_total_changes(handle);
        }, Cancelled);
        await _world.Idea("busy", "c1", "kim", "많은 의견");
        for (var i = 2; i < 2 * SqliteIndexing.BehindMax; i++)
            await _world.Comment("busy", $"k{i}", "lee", "찬성합니다");
        Assert.Equal(0, Position($"SELECT {SqliteIndexing.Highest}"));
        Assert.Equal(1, fails);
        Assert.IsType<SqliteException>(Assert.Single(told));
        Assert.Equal("busy", await FindAsync(new() { Text = "찬성" }));

        await _world.Comment("busy", "last", "lee", "반대합니다");
        Assert.Equal(2 * SqliteIndexing.BehindMax, Position($"SELECT {SqliteIndexing.Highest}"));
        Assert.Equal(2, fails);
        Assert.Single(told);
    }

    [Fact]
    public async Task Comparison_OfTheIndex_IsGivenUpInTheMiddle()
    {
        await _world.Idea("busy", "c1", "kim", "많은 의견");
        for (var i = 1; i < SqliteIndexing.BehindMax; i++)
            await _world.Comment("busy", $"k{i}", "lee", "찬성합니다");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await _storage.Writer.WriteAsync(
            (connection, _) =>
            {
                sqlite3_trace(
                    ((SqliteConnection)connection).Handle,
                    (_, sql) =>
                    {
                        if (sql.Contains("integrity-check", StringComparison.Ordinal))
                            source.Cancel();
                    },
                    null);
                return 0;
            }, Cancelled);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => SqliteIndexing.IsWholeAsync(_storage.Writer, source.Token));
        Assert.True(await SqliteIndexing.IsWholeAsync(_storage.Writer, Cancelled));
    }

    public void Dispose() => _world.Dispose();

    private void Index(long upTo)
    {
        Execute("INSERT INTO idea_search_index (idea_search_index) VALUES ('delete-all')");
        IndexRows($"position <= {upTo}");
    }

    private void IndexRows(string condition) => Execute(
        "INSERT INTO idea_search_index (rowid, title, tags, body, comment, initials)"
        + " SELECT position, title, tags, body, comment, initials FROM idea_search"
        + $" WHERE {condition} ORDER BY position");

    private async Task<List<string>> FindAllAsync()
    {
        var found = new List<string>();
        foreach (var text in Searched)
        {
            found.Add($"{text}: {await FindAsync(new() { Text = text })}");
            found.Add($"{text} in c1: {await FindAsync(new() { Text = text, ClusterId = "c1", Tag = "C27" })}");
            found.Add($"{text} unanswered: {await FindAsync(new() { Text = text, Sort = IdeaSort.Unanswered })}");
            var similar = await _storage.Get<SimilarIdeas>().FindAsync(text, "로봇으로 물류 관리", 5, null, Cancelled);
            found.Add($"{text} similar: {string.Join(", ", similar.Select(idea => idea.Id))}");
        }

        return found;
    }

    /// <summary>All pages of a list, one after the other.</summary>
    private async Task<string> FindAsync(IdeaFilter filter)
    {
        var ids = new List<string>();
        filter = filter with { Limit = 2 };
        do
        {
            var page = (await _storage.Get<IdeaQueries>().ListAsync(filter, Viewer.Visitor, Cancelled)).Value!;
            ids.AddRange(page.Items.Select(idea => idea.Id));
            filter = filter with { After = page.Next };
        }
        while (filter.After is not null);

        return string.Join(", ", ids);
    }

    /// <summary>Asked on the writer's thread, so what follows the last commit is done.</summary>
    private long Position(string sql) => _storage.Get<IDatabase>().RunAsync(
        statements => statements.Find(sql, static row => row.Int64(0)), isAlone: false, Cancelled)
        .GetAwaiter().GetResult();

    private void Execute(string sql) => _storage.Get<IDatabase>()
        .ExecuteAsync(sql, [], Cancelled).GetAwaiter().GetResult();
}
