using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tests.EventLog;

namespace IdeaStorage.Storage.Tests.Database;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => Path.Combine(_folder.Path, SqliteDatabase.FileName);

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_WhenClosedBefore_HasEverything()
    {
        using (var first = StorageFixture.InFolder(_folder.Path))
            await first.Log.AppendAsync(Samples.Post("idea-1", "c-1"), Now);

        using var second = StorageFixture.InFolder(_folder.Path);
        Assert.Equal(1, await second.Log.GetHeadAsync(Now));
        var again = await second.Log.AppendAsync(Samples.Post("idea-1", "c-2"), Now);
        Assert.Equal(new AppendResult.VersionConflict(1), again);
    }

    [Fact]
    public async Task Compose_PutsDatabaseAndBlobsIntoTheFolder()
    {
        using var storage = StorageFixture.InFolder(_folder.Path);
        await storage.Get<IBlobStore>().PutAsync("models/one", new MemoryStream([1]), null, true, Now);

        Assert.Equal(FilePath, storage.Database.Source);
        Assert.True(File.Exists(FilePath));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "blobs", "models", "one")));
    }

    [Fact]
    public void Open_WhileAnotherHoldsIt_IsRefusedWithTheRemedy()
    {
        using var first = Open();
        var exception = Assert.Throws<DatabaseUnusableException>(Open);
        Assert.Contains("another process uses it", exception.Message);
        Assert.Contains("--data", exception.Message);
    }

    [Fact]
    public void Open_AfterARefusal_Works()
    {
        File.WriteAllText(FilePath, "not a database at all, but long enough to have a header of one hundred bytes");
        Assert.Throws<DatabaseUnusableException>(Open);
        File.Delete(FilePath);
        Open().Dispose();
    }

    [Fact]
    public void Open_WhenFileIsNoDatabase_NamesItAndTheRemedy()
    {
        File.WriteAllText(FilePath, new string('x', 5_000));
        var exception = Assert.Throws<DatabaseUnusableException>(Open);
        Assert.Contains(FilePath, exception.Message);
        Assert.Contains("backup", exception.Message);
        Assert.Equal(new string('x', 5_000), File.ReadAllText(FilePath));
    }

    [Fact]
    public async Task Open_WhenAPageIsDamaged_NamesFileAndRemedy()
    {
        using (var storage = StorageFixture.InFolder(_folder.Path))
        {
            await Task.WhenAll(Enumerable.Range(1, 300)
                .Select(i => storage.Log.AppendAsync(Samples.Post($"idea-{i}", $"c-{i}"), Now)));
        }

        await using (var file = new FileStream(FilePath, FileMode.Open))
        {
            file.Position = file.Length / 2 / 4096 * 4096;
            file.Write(new byte[8192]);
        }

        var exception = Assert.Throws<DatabaseUnusableException>(Open);
        Assert.Contains(FilePath, exception.Message);
        Assert.Contains("backup", exception.Message);
    }

    [Fact]
    public void Open_WhenFolderCannotBeMade_SaysSo()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");
        var exception = Assert.Throws<DatabaseUnusableException>(
            () => SqliteDatabase.OpenFile(Path.Combine(file, "data"), TimeProvider.System));
        Assert.Contains("--data", exception.Message);
    }

    [Fact]
    public void Rent_WhenATransactionWasLeftOpen_NeverLendsThatConnectionAgain()
    {
        using var database = Open();
        using (var lease = database.Rent())
            Execute(lease, "BEGIN");

        using var next = database.Rent();
        Execute(next, "BEGIN");
    }

    [Fact]
    public void Rent_AfterDispose_IsRefused()
    {
        var database = Open();
        var lease = database.Rent();
        lease.Dispose();
        lease.Dispose();
        Assert.Throws<ObjectDisposedException>(() => lease.Connection);
        database.Dispose();
        Assert.Throws<ObjectDisposedException>(database.Rent);
    }

    public void Dispose() => _folder.Dispose();

    private static void Execute(ReadLease lease, string sql)
    {
        using var command = lease.Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteDatabase Open() => SqliteDatabase.OpenFile(_folder.Path, TimeProvider.System);
}
