using System.Data.Common;
using Dapper;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Migrations;
using IdeaStorage.Storage.ReadModels.Ideas;
using IdeaStorage.Storage.Tests.Copying;
using IdeaStorage.Storage.Verification;
using IdeaStorage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Migrations;

/// <summary>
/// A database of every earlier schema is brought to this one: no row is lost, the log is intact, and every read model
/// that the earlier schema had is the one that a rebuild gives. A new one is filled by the rebuild.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> SqliteVersions => [.. Versions("Sqlite")];

    public static TheoryData<int> PostgresVersions => [.. Versions("Postgres")];

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    [Theory]
    [MemberData(nameof(SqliteVersions))]
    public async Task Upgrade_OfASqliteDatabase_KeepsEverything(int version)
    {
        await WriteIfMissingAsync(version);
        GoldenDatabase.Make(Data, version);
        List<string> tables;
        using (var connection = Connect(Data))
            tables = GoldenDatabase.TablesOf(connection);
        await AssertUpgradesAsync(new StorageAddress(Data), tables, () => Connect(Data));
    }

    /// <summary>
    /// The rows are those that this program makes of the golden database with the same tables; full text is of another
    /// kind there, and left to the rebuild.
    /// </summary>
    [Theory]
    [MemberData(nameof(PostgresVersions))]
    public async Task Upgrade_OfAPostgresDatabase_KeepsEverything(int version)
    {
        using var postgres = new PostgresTestDatabase(isEmpty: true);
        var migrations = Migration.BuiltIn("Postgres").Take(version).ToList();
        GoldenDatabase.Make(Data, SqliteVersionOf(migrations));
        using (var upgraded = StorageFixture.ReadModelsInFolder(Data))
            _ = upgraded.Database;
        List<string> tables;
        using (var connection = postgres.Connect())
        {
            using var transaction = connection.BeginTransaction();
            SchemaMigrations.Apply(transaction, TimeProvider.System, migrations);
            tables = Fill(connection, transaction);
            transaction.Commit();
        }

        await AssertUpgradesAsync(new StorageAddress(Data, postgres.ConnectionString), tables, postgres.Connect);
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<int> Versions(string dialect) =>
        Migration.BuiltIn(dialect).Select(migration => migration.Version);

    private static SqliteConnection Connect(string folder)
    {
        var connection = new SqliteConnection($"Data Source={folder}/ideastorage.db;Pooling=False");
        connection.Open();
        return connection;
    }

    /// <summary>The newest SQLite schema whose last step is, by its name, one of these.</summary>
    private static int SqliteVersionOf(IReadOnlyList<Migration> postgres)
    {
        var names = postgres.Select(migration => migration.Name[5..]).ToHashSet();
        return GoldenDatabase.Migrations.Last(migration => names.Contains(migration.Name[5..])).Version;
    }

    /// <summary>Answers the tables that it filled.</summary>
    private List<string> Fill(NpgsqlConnection connection, DbTransaction transaction)
    {
        var source = Connect(Data);
        using var rows = new RowReader(source, source);
        var shared = connection.Query<string>("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .Intersect(GoldenDatabase.TablesOf(source))
            .Where(table => !table.EndsWith("_search", StringComparison.Ordinal) && table != "schema_versions")
            .OrderBy(table => KeptTable.All.ToList().FindIndex(kept => kept.Name == table)).ToList();
        foreach (var table in shared.Select(name => TableOf(name, rows)))
        {
            var columns = ColumnsOf(connection, table).Intersect(rows.ColumnsOf(table)).ToList();
            RowWriter.Insert(connection, transaction, table, columns, rows.Read(table, columns));
        }

        // Each database computes the score by itself; they differ in the last digit.
        if (shared.Contains("ideas"))
        {
            var ids = connection.Query<string>("SELECT id FROM ideas");
            connection.Execute(IdeaSql.Reheat, ids.Select(p0 => new { p0 }));
        }

        return shared;
    }

    /// <summary>Rows of read models have an order that does not matter.</summary>
    private static KeptTable TableOf(string name, RowReader rows) =>
        KeptTable.All.FirstOrDefault(kept => kept.Name == name)
        ?? new KeptTable(name, rows.ColumnsOf(new KeptTable(name))[0]);

    private static List<string> ColumnsOf(DbConnection connection, KeptTable table)
    {
        using var reader = connection.ExecuteReader($"SELECT * FROM \"{table}\" WHERE 1 = 0");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <param name="address">Of the database with the earlier schema.</param>
    /// <param name="tables">Those that have their rows.</param>
    /// <param name="connect">To the database as it is.</param>
    private static async Task AssertUpgradesAsync(
        StorageAddress address, IReadOnlyList<string> tables, Func<DbConnection> connect)
    {
        Dictionary<KeptTable, List<string>> columns;
        using (var connection = connect())
            columns = KeptTable.All.Where(kept => tables.Contains(kept.Name))
                .ToDictionary(kept => kept, kept => ColumnsOf(connection, kept));
        var before = Fingerprints(columns, connect);
        Assert.True(before[0].Rows > 40, "The golden database has no log.");

        using (var storage = StorageFixture.ReadModelsAt(address))
            storage.Get<IReadConnections>().Rent().Dispose();
        Assert.Equal(before, Fingerprints(columns, connect));
        Assert.All(await FindingsAsync(address), finding =>
        {
            Assert.Equal(FindingKind.ReadModelDiffers, finding.Kind);
            Assert.DoesNotContain(finding.Subject.Split(' ')[0], tables);
        });
        using (var storage = StorageFixture.ReadModelsAt(address))
            await storage.Get<IRebuild>().RebuildAsync(cancellationToken: Now);
        Assert.Empty(await FindingsAsync(address));
    }

    private static List<TableFingerprint> Fingerprints(
        Dictionary<KeptTable, List<string>> columns, Func<DbConnection> connect)
    {
        var connection = connect();
        using var rows = new RowReader(connection, connection);
        return [.. columns.Select(pair => TableFingerprint.Of(rows.Read(pair.Key, pair.Value)))];
    }

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(StorageAddress address) =>
        (await new Verifier(address, DiskBlobs.OpenReading(address.Folder)).RunAsync(null, Now)).Findings;

    /// <summary>A schema's golden database is written by the program that has it as its newest.</summary>
    private static async Task WriteIfMissingAsync(int version)
    {
        if (File.Exists(GoldenDatabase.FileOf(version)))
            return;
        Assert.True(
            version == GoldenDatabase.Migrations[^1].Version,
            $"'{GoldenDatabase.FileOf(version)}' is missing. Only the program of that version can write it.");
        using var installation = new Installation(Installation.Sqlite);
        await installation.LiveAsync(seed: 1, steps: 40);
        using var connection = Connect(installation.Address.Folder);
        var file = Path.Combine(Path.GetTempPath(), Path.GetFileName(GoldenDatabase.FileOf(version)));
        await File.WriteAllTextAsync(file, GoldenDatabase.Write(connection), Now);
        Assert.Fail($"The new schema {version} has no golden database. '{file}' is one: move it to Fixtures.");
    }
}
