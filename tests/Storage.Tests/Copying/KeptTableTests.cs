using Dapper;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.ReadModels;

namespace IdeaStorage.Storage.Tests.Copying;

/// <summary>No table is forgotten by a copy or a backup.</summary>
public sealed class KeptTableTests : IDisposable
{
    private readonly StorageFixture _sqlite = StorageFixture.ReadModelsInMemory();

    [Fact]
    public void EveryTableOfSqlite_IsKept_OrAReadModels_OrLeftBehind() => AssertKnown(
        _sqlite,
        // The full-text engine keeps its index in tables of its own.
        """
        SELECT name FROM sqlite_schema
        WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_search_%'
        """);

    [Fact]
    public void EveryTableOfPostgres_IsKept_OrAReadModels_OrLeftBehind()
    {
        using var postgres = StorageFixture.ReadModelsOnPostgres();
        AssertKnown(postgres, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    }

    [Fact]
    public void EveryKey_IsThePrimaryKey() => Assert.All(KeptTable.All, table => Assert.Equal(
        Query(_sqlite, $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"), table.Key));

    public void Dispose() => _sqlite.Dispose();

    private static void AssertKnown(StorageFixture storage, string sql)
    {
        var readModels = storage.Get<IEnumerable<IProjection>>().SelectMany(projection => projection.Tables);
        List<string> known = [.. KeptTable.All.Select(table => table.Name), .. readModels, .. KeptTable.LeftBehind];
        Assert.Distinct(known);
        Assert.Empty(Query(storage, sql).Except(known));
    }

    private static List<string> Query(StorageFixture storage, string sql)
    {
        using var lease = storage.Reads.Rent();
        return [.. lease.Connection.Query<string>(sql)];
    }
}
