using System.Globalization;
using Dapper;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tests.ReadModels;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Storage.Tests.Copying;

/// <summary>An installation on either database, in a data folder of its own, gone with this object.</summary>
internal sealed class Installation : IDisposable
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";

    private readonly TemporaryFolder _folder = new();
    private readonly PostgresTestDatabase? _database;

    public Installation(string kind)
    {
        _database = kind == Postgres ? new PostgresTestDatabase() : null;
        Address = new StorageAddress(Path.Combine(_folder.Path, "data"), _database?.ConnectionString);
    }

    public StorageAddress Address { get; }

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>Members live in it for a while, and every table that a copy keeps gets a row.</summary>
    public async Task LiveAsync(int seed, int steps)
    {
        using var world = new World(Open());
        await world.Member($"founder-{seed}", "처음");
        await new RandomHistory(seed, world).Live(steps);
        await world.Storage.Get<IDatabaseWriter>().WriteAsync(
            (connection, transaction) => KeptRows.All.Sum(row => connection.Execute(
                row.Sql, KeptRows.Parameters(isPostgres: _database is not null), transaction)),
            Now);
    }

    /// <summary>Another member registers; answers the position.</summary>
    public async Task<long> LiveOnAsync(string member = "late")
    {
        using var storage = Open();
        var registered = new MemberRegistered(
            member, MemberOrigin.Registered, "ko", false, member, DateTimeOffset.UnixEpoch);
        var appended = await storage.Log.AppendAsync(
            new Append(Streams.Member(member), 0, "command-" + member, member, [registered]), Now);
        return Assert.IsType<AppendResult.Appended>(appended).Position;
    }

    public StorageFixture Open() => StorageFixture.ReadModelsAt(Address);

    /// <summary>Every row of the tables that a copy keeps, in the same words for both databases.</summary>
    public List<string> Dump()
    {
        using var storage = Open();
        return [.. KeptTable.All.SelectMany(table => Rows(storage, table).Select(row => $"{table}: {row}"))];
    }

    public T Query<T>(string sql)
    {
        using var storage = Open();
        using var lease = storage.Reads.Rent();
        return lease.Connection.QuerySingle<T>(sql);
    }

    public Task ExecuteAsync(string sql)
    {
        using var storage = Open();
        return storage.Writer.WriteAsync(
            (connection, transaction) => connection.Execute(sql, null, transaction), Now);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Rows(StorageFixture storage, KeptTable table)
    {
        using var lease = storage.Reads.Rent();
        return lease.Connection.Query($"SELECT * FROM \"{table}\"")
            .Select(row => string.Join(" | ", ((IDictionary<string, object?>)row).OrderBy(
                cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={Plain(cell.Key, cell.Value)}")))
            .Order(StringComparer.Ordinal);
    }

    private static string Plain(string column, object? value) => (column, value) switch
    {
        (_, null) => "null",
        ("LockoutEnd", _) => (value as DateTime? ?? DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture)
            .UtcDateTime).ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        (_, bool flag) => flag ? "1" : "0",
        (_, byte[] bytes) => Convert.ToHexString(bytes),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
