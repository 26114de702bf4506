using System.Data.Common;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.ReadModels;
using IdeaStorage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// A copy whose process is killed keeps the server out of what is half there; run again, it goes on and ends with the
/// same installation.
/// </summary>
public sealed class CopyFaultTests : IDisposable
{
    private const int Members = 20_000;

    /// <summary>Fewer than may wait for the writer.</summary>
    private const int MembersAtOnce = 4_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-copy-").FullName;
    private readonly PostgresTestDatabase _database = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    private string Back => Path.Combine(_folder, "back");

    private string Postgres => "postgres:" + _database.ConnectionString;

    [Fact]
    public async Task Kill_DuringCopyThereAndBack_LosesNothing()
    {
        await MakeInstallationAsync();
        await CopyAsync(
            ["--from", $"sqlite:{Data}", "--to", Postgres, "--data", Data], _database.Connect,
            ["--data", Data, "--database", _database.ConnectionString]);
        await CopyAsync(
            ["--from", Postgres, "--to", $"sqlite:{Back}", "--data", Data], ConnectBack, ["--data", Back]);
        Assert.Equal(await EventsAsync(Data), await EventsAsync(Back));
        (await ProgramRun.OfAsync("copy", "--from", $"sqlite:{Data}", "--to", Postgres, "--data", Data))
            .AssertRefused("holds the data of an installation already");
    }

    public void Dispose()
    {
        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task CopyAsync(string[] places, Func<DbConnection> connect, string[] target)
    {
        foreach (var table in (string[])["events", "commands", "profiles"])
        {
            Assert.True(await ProgramRun.KillWhenAsync(() => HasArrived(connect, table), ["copy", .. places]));
            (await ProgramRun.OfAsync(["--urls", "http://127.0.0.1:0", .. target])).AssertRefused("was cut off");
        }

        var run = await ProgramRun.OfAsync(["copy", .. places]);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("going on where it had stopped", run.Output);
        var verified = await ProgramRun.OfAsync(["verify", .. target]);
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Contains($"{Members:N0} events", verified.Output);
    }

    /// <summary>Some rows of a table have come.</summary>
    private static bool HasArrived(Func<DbConnection> connect, string table)
    {
        try
        {
            using var connection = connect();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM incoming WHERE name = '{table}' AND last_key IS NOT NULL";
            return Convert.ToInt64(command.ExecuteScalar(), null) > 0;
        }
        catch (SqliteException)
        {
            // There is no file yet, or no table in it.
            return false;
        }
    }

    private SqliteConnection ConnectBack()
    {
        var connection = new SqliteConnection(
            $"Data Source={Back}/ideastorage.db;Mode=ReadOnly;Pooling=False;Default Timeout=5");
        connection.Open();
        return connection;
    }

    private async Task MakeInstallationAsync()
    {
        await using var provider = Open(Data);
        var log = provider.GetRequiredService<IEventLog>();
        foreach (var some in Enumerable.Range(0, Members).Chunk(MembersAtOnce))
            Assert.All(await Task.WhenAll(some.Select(i => RegisterAsync(log, $"member-{i}"))),
                result => Assert.IsType<AppendResult.Appended>(result));
    }

    private static Task<AppendResult> RegisterAsync(IEventLog log, string id) => log.AppendAsync(
        new Append(
            Streams.Member(id), 0, $"register-{id}", id,
            [new MemberRegistered(id, MemberOrigin.Registered, "ko", false, id, DateTimeOffset.UnixEpoch)])
        {
            Profile = new Profile(id, id, $"회원 {id}", null),
        },
        Now);

    private static async Task<List<RecordedEvent>> EventsAsync(string folder)
    {
        await using var provider = Open(folder);
        return await provider.GetRequiredService<IEventLog>().ReadAllAsync(0, Now).ToListAsync(Now);
    }

    private static ServiceProvider Open(string folder) =>
        new ServiceCollection().AddSqliteStorage(folder).AddReadModels().BuildServiceProvider();
}
