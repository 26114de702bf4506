using System.Data.Common;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// An older program may run on a database of its schema: every command refuses it and changes nothing, for what was
/// brought to a newer schema has no way back.
/// </summary>
public sealed class OlderSchemaTests : IDisposable
{
    private const string State = "SELECT max(version) FROM schema_versions";

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-older-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public static TheoryData<string> Commands =>
    [
        "tails list", "tails replay news", "rebuild", "rebuild nope", "rebuild-activity", "verify",
        "import ksic /nonexistent", "import petitions {file}",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ACommand_OnSqliteOfAnOlderSchema_RefusesItAndChangesNothing(string command)
    {
        var services = new ServiceCollection().AddStorage(new StorageAddress(_folder));
        await using (var provider = services.BuildServiceProvider())
            provider.GetRequiredService<IEventLog>();

        await AssertRefusesAsync(command, Connect, "--data", _folder);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    [InlineData("backup {folder}/backup.zip")]
    public async Task ACommand_OnPostgresOfAnOlderSchema_RefusesItAndChangesNothing(string command)
    {
        using var database = new PostgresTestDatabase();

        await AssertRefusesAsync(
            command, database.Connect, "--data", _folder, "--database", database.ConnectionString);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An older schema is this one without its last step.</summary>
    private async Task AssertRefusesAsync(string command, Func<DbConnection> connect, params string[] where)
    {
        await File.WriteAllTextAsync(Petitions, """{"title": "청원", "content": "공장 폐열을 나누어 씁시다"}""", Now);
        await RunAsync(connect, $"DELETE FROM schema_versions WHERE version = ({State})");
        var before = await RunAsync(connect, State);
        var words = command.Replace("{file}", Petitions).Replace("{folder}", _folder).Split(' ');

        var run = await ProgramRun.OfAsync([.. words, .. where]);

        run.AssertRefused($"의 스키마는 {before}인데");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(before, await RunAsync(connect, State));
    }

    private string Petitions => Path.Combine(_folder, "petitions.jsonl");

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder}/ideastorage.db;Pooling=False");
        connection.Open();
        return connection;
    }

    private static async Task<object?> RunAsync(Func<DbConnection> connect, string sql)
    {
        await using var connection = connect();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Now);
    }
}
