using IdeaStorage.Tests.Postgres;
using Npgsql;

namespace IdeaStorage.Storage.Tests.Migrations;

/// <summary>
/// The statements that Orleans' ADO.NET clustering looks up, asked as it asks: by key, parameters by name, columns by
/// name, a change answered by 1 or 0.
/// </summary>
public sealed class ClusterStatementsTests : IDisposable
{
    private const string Cluster = "test";
    private const int Active = 3;
    private const int Dead = 6;

    private static readonly DateTime Start = new(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly PostgresTestDatabase _database = new();
    private readonly NpgsqlConnection _connection;
    private readonly Dictionary<string, string> _statements;

    public ClusterStatementsTests()
    {
        _connection = _database.Connect();
        _statements = Read("SELECT QueryKey, QueryText FROM OrleansQuery", [])
            .ToDictionary(row => (string)row["QueryKey"]!, row => (string)row["QueryText"]!);
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    [Fact]
    public void Keys_AreThoseOfTheProvider() => Assert.Equal(
        [
            "CleanupDefunctSiloEntriesKey", "DeleteMembershipTableEntriesKey", "GatewaysQueryKey",
            "InsertMembershipKey", "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey",
            "UpdateIAmAlivetimeKey", "UpdateMembershipKey",
        ],
        _statements.Keys.Order());

    [Fact]
    public void Insert_WhenTheVersionIsAnother_ChangesNothing()
    {
        Assert.Equal(1, Answer("InsertMembershipVersionKey"));
        Assert.Equal(0, Answer("InsertMembershipVersionKey"));

        Assert.Equal(0, Insert(port: 1, version: 7));
        Assert.Equal(1, Insert(port: 1, version: 0));
        Assert.Equal(0, Insert(port: 2, version: 0));
        Assert.Equal(0, Insert(port: 1, version: 1));

        var row = Assert.Single(Ask("MembershipReadAllKey"));
        Assert.Equal((1, 1, "silo"), ((int)row["Version"]!, (int)row["Port"]!, (string)row["SiloName"]!));
    }

    [Fact]
    public void Update_WhenTheVersionIsKnown_CountsItAndShowsTheSilo()
    {
        Answer("InsertMembershipVersionKey");
        Insert(port: 1, version: 0);

        Assert.Equal(0, Update(port: 1, version: 0, Active));
        Assert.Equal(0, Update(port: 2, version: 1, Active));
        Assert.Equal(1, Update(port: 1, version: 1, Active));

        var row = Assert.Single(Ask("MembershipReadRowKey", Silo(1)));
        Assert.Equal((2, Active), ((int)row["Version"]!, (int)row["Status"]!));
        Assert.Equal("who,when", row["SuspectTimes"]);
        Assert.Equal(30001, Assert.Single(Ask("GatewaysQueryKey", ("Status", Active)))["ProxyPort"]);
    }

    [Fact]
    public void Read_WhenThereIsNoSilo_GivesTheVersionAlone()
    {
        Answer("InsertMembershipVersionKey");

        var row = Assert.Single(Ask("MembershipReadAllKey"));

        Assert.Equal((0, true), ((int)row["Version"]!, row["StartTime"] is null));
    }

    [Fact]
    public void Cleanup_WhenSilosAreLongDead_ForgetsThemAndNoOthers()
    {
        Answer("InsertMembershipVersionKey");
        Insert(port: 1, version: 0);
        Insert(port: 2, version: 1);
        Insert(port: 3, version: 2);
        Update(port: 1, version: 3, Dead);
        Update(port: 2, version: 4, Dead);
        Update(port: 3, version: 5, Active);
        Execute("UpdateIAmAlivetimeKey", [.. Silo(2), ("IAmAliveTime", Start.AddDays(2))]);

        Execute("CleanupDefunctSiloEntriesKey", ("IAmAliveTime", Start.AddDays(1)));
        Assert.Equal([2, 3], Ask("MembershipReadAllKey").Select(row => (int)row["Port"]!).Order());

        Execute("DeleteMembershipTableEntriesKey");
        Assert.Empty(Ask("MembershipReadAllKey"));
    }

    private static (string, object)[] Silo(int port) => [("Address", "127.0.0.1"), ("Port", port), ("Generation", 9)];

    private int Insert(int port, int version) => Answer("InsertMembershipKey",
        [
            .. Silo(port), ("SiloName", "silo"), ("HostName", "host"), ("Status", 1), ("ProxyPort", 30000 + port),
            ("StartTime", Start), ("IAmAliveTime", Start), ("Version", version),
        ]);

    private int Update(int port, int version, int status) => Answer("UpdateMembershipKey",
        [
            .. Silo(port), ("Status", status), ("SuspectTimes", "who,when"), ("IAmAliveTime", Start),
            ("Version", version),
        ]);

    private int Answer(string key, params (string, object)[] parameters) =>
        (int)Assert.Single(Assert.Single(Ask(key, parameters)).Values)!;

    private void Execute(string key, params (string, object)[] parameters) => Ask(key, parameters);

    private List<Dictionary<string, object?>> Ask(string key, params (string, object)[] parameters) =>
        Read(_statements[key], [("DeploymentId", Cluster), .. parameters]);

    private List<Dictionary<string, object?>> Read(string sql, (string Name, object Value)[] parameters)
    {
        using var command = new NpgsqlCommand(sql, _connection);
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
        {
            // PostgreSQL writes names small, and the provider looks for them whatever their case.
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, at => reader.IsDBNull(at) ? null : reader.GetValue(at),
                StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }
}
