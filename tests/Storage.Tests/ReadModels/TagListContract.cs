using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Storage.ReadModels.Ideas;
using static IdeaStorage.Storage.Tests.ReadModels.ReadModelFixture;

namespace IdeaStorage.Storage.Tests.ReadModels;

/// <summary>
/// Lists of a tag that many ideas have, which are found in another way than others. One class per database derives from
/// it.
/// </summary>
public abstract class TagListContract(StorageFixture storage) : IDisposable
{
    private const int Tagged = IdeaList.CommonIdeas + 60;

    private readonly World _world = new(storage);

    private IdeaQueries Ideas => _world.Storage.Get<IdeaQueries>();

    [Theory]
    [InlineData(IdeaSort.New, null)]
    [InlineData(IdeaSort.Trending, null)]
    [InlineData(IdeaSort.Supported, "c1")]
    [InlineData(IdeaSort.Unanswered, "c1")]
    public async Task Pages_WhereEveryThirdHasTheTag_GiveItsIdeasOnceInOrder(IdeaSort sort, string? cluster)
    {
        await _world.Idea("first", "c1", "kim", "탄소 섬유 재활용", tags: ["C2711"]);
        await CopyAsync(3 * Tagged, others: 2);
        await ExecuteAsync(
            """
            UPDATE ideas SET support_total = position % 7, hot = hot + position % 5, is_answered = position % 2
            WHERE id <> 'first'
            """);

        await AssertListAsync(new IdeaFilter { Tag = "C27", Sort = sort, ClusterId = cluster, Limit = 100 });
    }

    [Fact]
    public async Task Pages_WhenAllOfTheTagAreOlderThanManyOthers_AreFoundAllTheSame()
    {
        await _world.Idea("first", "c1", "kim", "탄소 섬유 재활용", tags: ["탄소 섬유"]);
        await CopyAsync(Tagged, others: 0);
        await CopyAsync(IdeaList.WalkedIdeas + 10, others: int.MaxValue, "later");

        await AssertListAsync(new IdeaFilter { Tag = "탄소 섬유", Sort = IdeaSort.New, Limit = 100 });
    }

    public void Dispose()
    {
        _world.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AssertListAsync(IdeaFilter filter)
    {
        var listed = new List<IdeaItem>();
        for (string? after = null; listed.Count == 0 || after is not null;)
        {
            var page = (await Ideas.ListAsync(filter with { After = after }, Viewer.Visitor, Cancelled)).Value!;
            listed.AddRange(page.Items);
            after = page.Next;
        }

        var tag = filter.Tag == "C27" ? "C2711" : filter.Tag!;
        var all = await AllAsync(filter with { Tag = null });
        var expected = all.Where(item => item.Tags.Contains(tag)).Select(item => item.Id);
        Assert.Equal(expected, listed.Select(item => item.Id));
        Assert.True(listed.Count > IdeaList.CommonIdeas / 2);
    }

    private async Task<List<IdeaItem>> AllAsync(IdeaFilter filter)
    {
        var all = new List<IdeaItem>();
        for (string? after = null; all.Count == 0 || after is not null;)
        {
            var page = (await Ideas.ListAsync(filter with { After = after }, Viewer.Visitor, Cancelled)).Value!;
            all.AddRange(page.Items);
            after = page.Next;
        }

        return all;
    }

    /// <summary>More ideas like the first one, each a second later; of <paramref name="others"/> and one, one has its
    /// tag.</summary>
    private Task CopyAsync(int count, int others, string name = "copy") => ExecuteAsync(
        $"""
        INSERT INTO ideas (
            id, position, cluster_id, author_id, title_id, body_id, tags, stage, visibility, is_public, supports,
            imported_support, support_total, comments, followers, created_at, active_at, revision, version, hot)
        WITH RECURSIVE copy(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM copy WHERE number < {count})
        SELECT '{name}-' || number, position + number, cluster_id, author_id, title_id, body_id,
            CASE WHEN number % {others + 1L} = 0 THEN tags ELSE '' END, stage, visibility, is_public, supports,
            imported_support, support_total, comments, followers,
            (SELECT max(created_at) FROM ideas) + 1000 * number, active_at, revision, version, hot
        FROM copy, ideas WHERE id = 'first';
        INSERT INTO idea_tags (tag, idea_id) SELECT tags, id FROM ideas WHERE id LIKE '{name}-%' AND tags <> '';
        """);

    private Task<int> ExecuteAsync(string sql) => _world.Storage.Get<IDatabaseWriter>().WriteAsync(
        (connection, transaction) => Execute(connection, transaction, sql), Cancelled);

    private static int Execute(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}

public sealed class SqliteTagListTests() : TagListContract(StorageFixture.ReadModelsInMemory())
{
    [Theory]
    [InlineData(IdeaSort.New, null)]
    [InlineData(IdeaSort.Trending, "c1")]
    public async Task PageAmongTheFirst_WalksAnIndex_AndSortsThePageAlone(IdeaSort sort, string? cluster)
    {
        var filter = new IdeaFilter { Tag = "도금", Sort = sort, ClusterId = cluster };
        var list = new IdeaList(filter, Viewer.Visitor, isOfFirst: true);
        using var storage = StorageFixture.ReadModelsInMemory();
        using var lease = storage.Reads.Rent();
        var plan = await lease.Connection.QueryAsync($"EXPLAIN QUERY PLAN {list.Sql}", list.Parameters);

        var steps = plan.Select(step => (string)step.detail).ToList();
        Assert.Contains("CO-ROUTINE walked", steps);
        Assert.Contains(steps, step => step.StartsWith("SEARCH i USING COVERING INDEX", StringComparison.Ordinal));
        Assert.Single(steps, "USE TEMP B-TREE FOR ORDER BY");
    }
}

public sealed class PostgresTagListTests() : TagListContract(StorageFixture.ReadModelsOnPostgres());
