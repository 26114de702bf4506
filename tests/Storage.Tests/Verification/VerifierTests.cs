using System.Security.Cryptography;
using Dapper;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Tests.Copying;
using IdeaStorage.Storage.Tests.ReadModels;
using IdeaStorage.Storage.Verification;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Storage.Tests.Verification;

/// <summary>An intact installation has no findings; each planted damage is found and named.</summary>
public sealed class VerifierTests : IDisposable
{
    private static readonly (byte[] Bytes, string Hash) Content =
        (new byte[10_000], Convert.ToHexStringLower(SHA256.HashData(new byte[10_000])));

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string, FindingKind> Damages => new()
    {
        { "DELETE FROM events WHERE stream = 'cluster-c0' AND version = 1", FindingKind.StreamHasGaps },
        {
            "DELETE FROM events WHERE position = (SELECT max(position) FROM events WHERE stream LIKE 'idea-%')",
            FindingKind.StreamCutOff
        },
        { "DELETE FROM events WHERE stream = (SELECT max(stream) FROM events)", FindingKind.StreamCutOff },
        { "UPDATE events SET name = 'idea.from.tomorrow.v1' WHERE position = 5", FindingKind.EventUnreadable },
        { "UPDATE events SET data = '{}' WHERE position = 5", FindingKind.EventUnreadable },
        { "DELETE FROM commands WHERE command_id = 'command-3'", FindingKind.CommandMissing },
        { "DELETE FROM texts WHERE id = 'text-2'", FindingKind.TextMissing },
        { "UPDATE texts SET content = content || '.' WHERE id = 'text-2'", FindingKind.TextChanged },
        { "UPDATE texts SET hash = 'x' || hash WHERE id = 'text-2'", FindingKind.TextChanged },
        { "UPDATE ideas SET supports = supports + 1", FindingKind.ReadModelDiffers },
        { "DELETE FROM comments WHERE position = (SELECT max(position) FROM comments)", FindingKind.ReadModelDiffers },
        { "UPDATE idea_search SET title = 'other'", FindingKind.ReadModelDiffers },
        {
            "INSERT INTO idea_search_index (rowid, title, tags, body, comment, initials)"
            + " SELECT position, 'other', tags, body, comment, initials FROM idea_search",
            FindingKind.ReadModelDiffers
        },
    };

    [Fact]
    public async Task Verify_WhenAllIsWell_FindsNothingAndCountsEverything()
    {
        using var world = await LiveAsync();
        var report = await VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.True(report is { Events: > 150, Texts: > 50, Tables: > 20, Blobs: 1 }, $"{report}");
    }

    [Fact]
    public async Task Verify_WhenATextWasErased_FindsNothing()
    {
        using var world = await LiveAsync();
        Execute("UPDATE texts SET salt = NULL, content = NULL WHERE id = 'text-1'");
        var report = await VerifyAsync();
        Assert.DoesNotContain(report.Findings, one => one.Kind is FindingKind.TextChanged or FindingKind.TextMissing);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Verify_WhenSomethingWasDamaged_NamesIt(string sql, FindingKind kind)
    {
        using (await LiveAsync())
            Execute(sql);
        Assert.Contains((await VerifyAsync()).Findings, finding => finding.Kind == kind);
    }

    [Fact]
    public async Task Verify_WhenAPageIsDamaged_SaysSo()
    {
        using (await LiveAsync())
        {
        }

        var page = Number("SELECT rootpage FROM sqlite_master WHERE name = 'ideas_new'");
        var pageBytes = Number("PRAGMA page_size");
        await using (var file = File.OpenWrite(Path.Combine(_folder.Path, "ideastorage.db")))
        {
            file.Position = (page - 1) * pageBytes;
            file.Write(new byte[pageBytes]);
        }

        Assert.Contains((await VerifyAsync()).Findings, finding => finding.Kind == FindingKind.DatabaseDamaged);
    }

    [Fact]
    public async Task Verify_WhenABlobWasTorn_NamesIt()
    {
        using var world = await LiveAsync();
        using (var file = File.OpenWrite(Path.Combine(_folder.Path, "blobs", "models", "one")))
            file.SetLength(100);
        Assert.Equal([new Finding(FindingKind.BlobDamaged, "models/one")], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Verify_WhenTheBlobOfAModelIsGone_NamesIt()
    {
        using var world = await LiveAsync();
        await RecordModelAsync(world, Content.Hash);
        Assert.Empty((await VerifyAsync()).Findings);

        File.Delete(Path.Combine(_folder.Path, "blobs", "models", "one"));

        Assert.Equal([new Finding(FindingKind.BlobMissing, "models/one")], (await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Verify_WhenTheBlobOfAModelIsAnother_NamesIt()
    {
        using var world = await LiveAsync();
        await RecordModelAsync(world, new string('0', Content.Hash.Length));

        Assert.Equal([new Finding(FindingKind.BlobDamaged, "models/one")], (await VerifyAsync()).Findings);
    }

    /// <summary>The program may go on: a model that is tidied away while its row is read is no loss.</summary>
    [Fact]
    public async Task Verify_WhenTheBlobOfAModelIsRemovedMeanwhile_FindsNothing()
    {
        using var world = await LiveAsync();
        await RecordModelAsync(world, Content.Hash);

        var report = await VerifyAsync(new Tidying(
            () => File.Delete(Path.Combine(_folder.Path, "blobs", "models", "one"))));

        Assert.Equal((0, 0), (report.Findings.Count, report.Blobs));
    }

    public void Dispose() => _folder.Dispose();

    private static Task<int> RecordModelAsync(World world, string hash) =>
        world.Storage.Get<IDatabaseWriter>().WriteAsync(
            (connection, transaction) => connection.Execute(KeptRows.ModelOf("models/one", hash), null, transaction),
            Now);

    private async Task<World> LiveAsync()
    {
        var world = new World(StorageFixture.ReadModelsInFolder(_folder.Path));
        await new RandomHistory(11, world).Live(160);
        await world.Storage.Get<IBlobStore>().PutAsync(
            "models/one", new MemoryStream(Content.Bytes), Content.Hash, true, Now);
        return world;
    }

    private Task<VerificationReport> VerifyAsync(IProgress<JobProgress>? progress = null) =>
        new Verifier(new StorageAddress(_folder.Path), DiskBlobs.OpenReading(_folder.Path)).RunAsync(progress, Now);

    private void Execute(string sql) => Assert.NotEqual(0, Run(sql, command => command.ExecuteNonQuery()));

    private long Number(string sql) => Run(sql, command => (long)command.ExecuteScalar()!);

    private T Run<T>(string sql, Func<SqliteCommand, T> run)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Path}/ideastorage.db;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return run(command);
    }

    /// <summary>Does something when the log has been read.</summary>
    private sealed class Tidying(Action act) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (value.Stage == JobStages.Compare)
                act();
        }
    }
}
