using Dapper;
using IdeaStorage.Bench.Web;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Tests.Postgres;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>What a command says where its output goes into a file.</summary>
public sealed class CommandOutputTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-output-").FullName;

    [Theory]
    [InlineData("", "all read models are made anew")]
    [InlineData("search", "the read model 'search' is made anew")]
    public async Task Rebuild_EndsWithWhatWasDone(string name, string says)
    {
        await MakeAsync();

        var run = await RunAsync(name.Length == 0 ? ["rebuild"] : ["rebuild", name]);

        Assert.Matches($@"Replayed 0 events: {says} \(\d+\.\d s\)\.\s*$", run.Output);
    }

    [Fact]
    public async Task RebuildOnPostgres_EndsWithWhatWasDone()
    {
        using var database = new PostgresTestDatabase();

        var run = await RunAsync("rebuild", "--database", database.ConnectionString);

        Assert.Matches(@"Replayed 0 events: all read models are made anew \(\d+\.\d s\)\.\s*$", run.Output);
    }

    [Theory]
    [InlineData("rebuild", "making indexes: 100%")]
    [InlineData("verify", "comparing read models: 100%")]
    public async Task Progress_InAFile_IsPlainAndComesToItsEnd(string name, string says)
    {
        using var database = new PostgresTestDatabase();

        var run = await RunAsync(name, "--database", database.ConnectionString);

        Assert.Contains(says, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Output);
    }

    [Fact]
    public async Task Rebuild_OfALogWithAnEventThatIsUnknown_NamesItWithoutAStackTrace()
    {
        await MakeAsync();
        await using (var connection = new SqliteConnection($"Data Source={_folder}/ideastorage.db;Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await connection.ExecuteAsync("INSERT INTO events VALUES (1, 'idea-1', 1, 'c1', 'idea.sung.v9', '{}')");
        }

        var run = await ProgramRun.OfAsync(AppProcess.Command(["rebuild", "--data", _folder]));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'idea.sung.v9' at position 1", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at IdeaStorage", run.Output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task MakeAsync()
    {
        var services = new ServiceCollection().AddStorage(new StorageAddress(_folder));
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<IEventLog>();
    }

    /// <summary>Where it runs there is a terminal, but its output does not go there.</summary>
    private async Task<ProgramRun> RunAsync(params string[] arguments)
    {
        var command = AppProcess.Command([.. arguments, "--data", _folder]);
        command.Environment["TERM"] = "xterm-256color";
        var run = await ProgramRun.OfAsync(command);
        Assert.True(run.ExitCode == 0, run.Output);
        return run;
    }
}
