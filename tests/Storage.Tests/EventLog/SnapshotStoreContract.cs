using System.Collections.Immutable;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;

namespace IdeaStorage.Storage.Tests.EventLog;

/// <summary>What every snapshot store promises; one class per database derives from it.</summary>
public abstract class SnapshotStoreContract(StorageFixture storage) : IDisposable
{
    private ISnapshotStore Snapshots => storage.Get<ISnapshotStore>();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_ThenRead_GivesTheStateBack()
    {
        var tree = new Tree("뿌리", [new Tree("가지", []), new Tree("잎", [])]);
        await Snapshots.WriteAsync("tree-1", new Snapshot<Tree>(200, tree), Now);

        var read = (await Snapshots.ReadAsync<Tree>("tree-1", Now))!;
        Assert.Equal(200, read.Version);
        Assert.Equal(["가지", "잎"], read.State.Children.Select(child => child.Name));
        Assert.Null(await Snapshots.ReadAsync<Tree>("tree-2", Now));
    }

    [Fact]
    public async Task Write_WhenANewerOneIsKept_KeepsTheNewer()
    {
        await Snapshots.WriteAsync("tree-1", new Snapshot<Tree>(400, new Tree("newer", [])), Now);
        await Snapshots.WriteAsync("tree-1", new Snapshot<Tree>(200, new Tree("older", [])), Now);
        Assert.Equal("newer", (await Snapshots.ReadAsync<Tree>("tree-1", Now))!.State.Name);
    }

    [Fact]
    public async Task Read_WhenTheShapeChanged_IsNull()
    {
        await Snapshots.WriteAsync("tree-1", new Snapshot<Tree>(200, new Tree("old shape", [])), Now);
        Assert.Null(await Snapshots.ReadAsync<ChangedTree>("tree-1", Now));

        await Snapshots.WriteAsync("tree-1", new Snapshot<ChangedTree>(100, new ChangedTree("new shape", 3)), Now);
        Assert.Equal(3, (await Snapshots.ReadAsync<ChangedTree>("tree-1", Now))!.State.Rings);
    }

    [Fact]
    public async Task Read_WhenTheRowIsUnreadable_IsNull()
    {
        await Snapshots.WriteAsync("tree-1", new Snapshot<Tree>(200, new Tree("x", [])), Now);
        await storage.Writer.WriteAsync(
            (connection, transaction) =>
            {
                using var command = connection.CreateCommand();
                command.Transaction = transaction;
                command.CommandText = "UPDATE snapshots SET state = '{\"name\":'";
                return command.ExecuteNonQuery();
            },
            Now);
        Assert.Null(await Snapshots.ReadAsync<Tree>("tree-1", Now));
    }

    [Fact]
    public void Shape_WhenAMemberAnywhereChanges_IsAnother()
    {
        Assert.Equal(StateShape.Of(typeof(Tree)), StateShape.Of(typeof(Tree)));
        Assert.NotEqual(StateShape.Of(typeof(Forest<Tree>)), StateShape.Of(typeof(Forest<ChangedTree>)));
        Assert.NotEqual(StateShape.Of(typeof(Holder<DayOfWeek>)), StateShape.Of(typeof(Holder<int>)));
        Assert.NotEqual(StateShape.Of(typeof(Holder<int>)), StateShape.Of(typeof(Holder<int?>)));
    }

    public void Dispose()
    {
        storage.Dispose();
        GC.SuppressFinalize(this);
    }

    private sealed record Tree(string Name, ImmutableArray<Tree> Children);

    private sealed record ChangedTree(string Name, int Rings);

    private sealed record Forest<T>(ImmutableDictionary<string, T> Trees);

    private sealed record Holder<T>(T Value);
}

public sealed class SqliteSnapshotStoreTests()
    : SnapshotStoreContract(StorageFixture.InMemory(WriterTurns.OwnThread));

public sealed class PostgresSnapshotStoreTests()
    : SnapshotStoreContract(StorageFixture.OnPostgres(WriterTurns.OwnThread));
