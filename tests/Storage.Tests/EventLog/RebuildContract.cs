using Dapper;
using IdeaStorage.Domain.Ideas;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>What a rebuild promises; one class per database derives from it.</summary>
public abstract class RebuildContract : IDisposable
{
    private const string Dump = """
        SELECT stream || '|' || title || '|' || supports || '|' || position AS line FROM test_ideas
        UNION ALL SELECT stream || '|' || member FROM test_supports ORDER BY 1
        """;

    private readonly StorageFixture _storage;

    protected RebuildContract(StorageFixture storage)
    {
        _storage = storage;
        TestSchema.Create(storage.Writer);
    }

    private IEventLog Log => _storage.Log;

    private IRebuild Rebuild => _storage.Get<IRebuild>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("support-counts")]
    public async Task Rebuild_WhenRowsWereLostAndSpoiled_EqualsTheIncrementalOnes(string? name)
    {
        await WriteLogAsync(ideas: 600);
        var incremental = DumpTables();
        Execute("DELETE FROM test_supports WHERE member = 'member-1'; UPDATE test_ideas SET supports = 99");
        Assert.NotEqual(incremental, DumpTables());

        await Rebuild.RebuildAsync(name, null, Now);
        Assert.Equal(incremental, DumpTables());
    }

    [Fact]
    public async Task Rebuild_ReportsProgressToTheEnd()
    {
        await WriteLogAsync(ideas: 600);
        var reports = new Reports();
        await Rebuild.RebuildAsync(null, reports, Now);

        Assert.True(reports.Seen.Count > 1);
        Assert.Equal(new RebuildProgress(1_200, 1_200), reports.Seen[^1]);
    }

    [Fact]
    public async Task Rebuild_WhileItRuns_ReadersSeeTheOldRows()
    {
        await WriteLogAsync(ideas: 600);
        Execute("UPDATE test_ideas SET supports = 99");
        var before = DumpTables();
        var seen = new List<string>();
        await Rebuild.RebuildAsync(null, new Reports { Then = () => seen.Add(DumpTables()) }, Now);

        Assert.NotEmpty(seen);
        Assert.All(seen, dump => Assert.Equal(before, dump));
        Assert.NotEqual(before, DumpTables());
    }

    [Fact]
    public async Task Rebuild_WhenCancelledMidway_ChangesNothing()
    {
        await WriteLogAsync(ideas: 600);
        var before = DumpTables();
        using var cancellation = new CancellationTokenSource();
        var reports = new Reports { Then = cancellation.Cancel };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rebuild.RebuildAsync(null, reports, cancellation.Token));
        Assert.Equal(before, DumpTables());
        Assert.IsType<AppendResult.Appended>(await Log.AppendAsync(Samples.Post("idea-new", "c-new"), Now));
    }

    [Fact]
    public async Task Rebuild_WhenAStreamIsLongerThanWhatIsReadAtOnce_TakesItWhole()
    {
        await WriteLogAsync(ideas: 3);
        var supports = Enumerable.Range(0, 9_000).Select(i => new IdeaSupported($"m{i}", Samples.At));
        await Log.AppendAsync(new Append("idea-1", 2, "many", "idea-1", [.. supports]), Now);
        var incremental = DumpTables();
        await Rebuild.RebuildAsync(null, null, Now);
        Assert.Equal(incremental, DumpTables());
    }

    [Fact]
    public async Task Rebuild_WhenATextWasErased_ReadsItAsEmpty()
    {
        await WriteLogAsync(ideas: 1);
        Execute("UPDATE texts SET content = NULL, salt = NULL");
        await Rebuild.RebuildAsync(null, null, Now);
        Assert.EndsWith("idea-0||1|1", DumpTables());
    }

    [Fact]
    public async Task Rebuild_WhenNameIsUnknown_NamesTheKnownOnes()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => Rebuild.RebuildAsync("nothing", null, Now));
        Assert.Contains("support-counts", exception.Message);
    }

    public virtual void Dispose()
    {
        _storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task WriteLogAsync(int ideas)
    {
        await Task.WhenAll(Enumerable.Range(0, ideas)
            .Select(i => Log.AppendAsync(Samples.Post($"idea-{i}", $"post-{i}", $"제목 {i}"), Now)));
        await Task.WhenAll(Enumerable.Range(0, ideas)
            .Select(i => Log.AppendAsync(Samples.Support($"idea-{i}", 1, $"support-{i}", $"member-{i % 3}"), Now)));
    }

    private string DumpTables()
    {
        using var lease = _storage.Reads.Rent();
        return string.Join('\n', lease.Connection.Query<string>(Dump));
    }

    private void Execute(string sql) => _storage.Writer.WriteAsync(
        (connection, transaction) =>
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return command.ExecuteNonQuery();
        },
        Now).Wait(Now);

    private sealed class Reports : IProgress<RebuildProgress>
    {
        public List<RebuildProgress> Seen { get; } = [];

        public Action? Then { get; init; }

        public void Report(RebuildProgress value)
        {
            Seen.Add(value);
            Then?.Invoke();
        }
    }
}

public sealed class SqliteRebuildTests : RebuildContract
{
    private readonly TemporaryFolder _folder;

    public SqliteRebuildTests()
        : this(new TemporaryFolder())
    {
    }

    private SqliteRebuildTests(TemporaryFolder folder)
        : base(StorageFixture.InFolder(folder.Path, new SupportCounts())) => _folder = folder;

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}

public sealed class PostgresRebuildTests()
    : RebuildContract(StorageFixture.OnPostgres(WriterTurns.OwnThread, new SupportCounts()));
