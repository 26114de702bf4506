using System.Text.Json;
using IdeaStorage.Storage;
using IdeaStorage.Storage.EventLog;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>An import whose process is killed goes on where it stopped, and ends with everything there once.</summary>
public sealed class ImportFaultTests : IDisposable
{
    private const int Petitions = 6_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-import-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    private string ReportFile => Path.Combine(_folder, "report.json");

    [Fact]
    public async Task Kill_DuringAnImport_LosesNothing_AndDoublesNothing()
    {
        var file = Path.Combine(_folder, "petitions.jsonl");
        await File.WriteAllLinesAsync(
            file,
            Enumerable.Range(1, Petitions).Select(number =>
                $$"""{"title": "청원 {{number}}번", "content": "공장의 남는 열을 이웃 공장과 나누어 씁시다. {{number}}"}"""),
            Now);
        string[] command = ["import", "petitions", file, "--data", Data, "--report", ReportFile];

        foreach (var share in new[] { 1, 2 })
            Assert.True(await ProgramRun.KillWhenAsync(() => Ideas() >= share * Petitions / 4, command));
        var there = Ideas();
        Assert.InRange(there, Petitions / 2, Petitions - 1);

        var (records, imported, unchanged, skipped) = await ImportAsync(command);
        Assert.Equal((Petitions, Petitions, 0), (records, imported + unchanged, skipped));
        Assert.InRange(unchanged, there, Petitions - 1);
        var head = await HeadAsync();
        Assert.Equal((Petitions, 0, Petitions, 0), await ImportAsync(command));
        Assert.Equal((head, Petitions), (await HeadAsync(), Ideas()));
        var verified = await ProgramRun.OfAsync("verify", "--data", Data);
        Assert.True(verified.ExitCode == 0, verified.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Records, int Imported, int Unchanged, int Skipped)> ImportAsync(string[] command)
    {
        var run = await ProgramRun.OfAsync(command);
        Assert.True(run.ExitCode == 0, run.Output);
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportFile, Now));
        var section = Assert.Single(report.RootElement.GetProperty("sections").EnumerateArray());
        int Of(string name) => section.GetProperty(name).GetInt32();
        return (Of("records"), Of("imported"), Of("unchanged"), Of("skipped"));
    }

    /// <summary>How many ideas are there now; while the database is made there are none.</summary>
    private int Ideas()
    {
        try
        {
            using var connection = new SqliteConnection(
                $"Data Source={Data}/ideastorage.db;Mode=ReadOnly;Pooling=False;Default Timeout=5");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM ideas";
            return Convert.ToInt32(command.ExecuteScalar(), null);
        }
        catch (SqliteException)
        {
            return 0;
        }
    }

    private async Task<long> HeadAsync()
    {
        await using var provider = new ServiceCollection().AddSqliteStorage(Data).BuildServiceProvider();
        return await provider.GetRequiredService<IEventLog>().GetHeadAsync(Now);
    }
}
