using System.Text.Json;
using IdeaStorage.Bench.Web;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// An installation on PostgreSQL through the command line alone, from its import to a restored backup.
/// </summary>
public sealed class PostgresCommandTests : IDisposable
{
    private const int Petitions = 40;

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-commands-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_FromImportToRestore_AgreeOnWhatIsThere()
    {
        using var server = PostgresServer.StartOwn();
        string[] here = Place("data", server.ConnectionString("postgres"));
        Assert.Equal((Petitions, 0, 1), await ImportAsync(here));
        Assert.Equal((0, Petitions, 1), await ImportAsync(here));
        await SucceedAsync("verify", here);
        await SucceedAsync("rebuild", here);
        await SucceedAsync("verify", here);
        await using (var app = await AppProcess.StartAsync(here[1], here[2..]))
        {
            // Also while the program runs, and has brought its tails to life.
            await Eventually.UntilAsync(
                async () => (await SucceedAsync("tails list", here)).Contains("news", StringComparison.Ordinal));
            await SucceedAsync("verify", here);
            Assert.Equal(0, await app.StopAsync());
        }

        (await ProgramRun.OfAsync(["tails", "list", "nosuchtail", .. here])).AssertRefused("nosuchtail");
        var archive = Path.Combine(_folder, "backup.zip");
        await SucceedAsync($"backup {archive}", here);
        (await ProgramRun.OfAsync(["backup", archive, .. here])).AssertRefused(archive);

        string[] there = Place("restored", server.ConnectionString(server.CreateDatabase()));
        await SucceedAsync($"restore {archive}", there);
        await SucceedAsync("verify", there);
        Assert.Equal((0, Petitions, 1), await ImportAsync(there));
        (await ProgramRun.OfAsync(["restore", archive, .. there]))
            .AssertRefused("holds the data of an installation already");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Place(string name, string database) =>
        ["--data", Path.Combine(_folder, name), "--database", database];

    /// <summary>Some petitions, and a line that is none.</summary>
    private async Task<(int Imported, int Unchanged, int Skipped)> ImportAsync(string[] where)
    {
        var (file, report) = (Path.Combine(_folder, "petitions.jsonl"), Path.Combine(_folder, "report.json"));
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(1, Petitions)
                .Select(i => $$"""{"title": "청원 {{i}}번", "content": "공장의 남는 열을 나누어 씁시다. {{i}}"}""")
                .Append("{\"title\": "),
            Now);
        var run = await ProgramRun.OfAsync(["import", "petitions", file, "--report", report, .. where]);
        using var read = JsonDocument.Parse(await File.ReadAllTextAsync(report, Now));
        var section = Assert.Single(read.RootElement.GetProperty("sections").EnumerateArray());
        int Of(string name) => section.GetProperty(name).GetInt32();
        Assert.True(run.ExitCode == 0, run.Output);
        return (Of("imported"), Of("unchanged"), Of("skipped"));
    }

    private static async Task<string> SucceedAsync(string command, string[] where)
    {
        var run = await ProgramRun.OfAsync([.. command.Split(' '), .. where]);
        Assert.True(run.ExitCode == 0, $"{command}: {run.Output}");
        return run.Output;
    }
}
