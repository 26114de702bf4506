using System.Diagnostics;
using IdeaStorage.Bench.Web;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// A rebuild that is killed leaves the read models as they were, whole and usable; the next one goes through.
/// </summary>
public sealed class RebuildFaultTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("ideastorage-rebuild-").FullName;

    [Fact]
    public Task Kill_DuringARebuild_ChangesNothing() => KillAsync("--data", _data);

    [Fact]
    public async Task Kill_DuringARebuildOnPostgres_ChangesNothing()
    {
        using var server = PostgresServer.StartOwn();

        await KillAsync("--data", _data, "--database", server.ConnectionString("postgres"));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Kills it after shares of the time that it takes, the most of which is spent on the tables.</summary>
    private async Task KillAsync(params string[] where)
    {
        await using (var app = await AppProcess.StartAsync(_data, ["--demo", "true", .. where[2..]]))
            Assert.Equal(0, await app.StopAsync());
        var whole = Stopwatch.StartNew();
        await SucceedAsync(["rebuild", .. where]);
        var time = whole.Elapsed;

        var killed = 0;
        foreach (var share in (double[])[0.4, 0.6, 0.8, 0.9])
        {
            var clock = Stopwatch.StartNew();
            if (await ProgramRun.KillWhenAsync(() => clock.Elapsed >= share * time, ["rebuild", .. where]))
                killed++;
            await SucceedAsync(["verify", .. where]);
        }

        Assert.True(killed > 0);
        await SucceedAsync(["rebuild", .. where]);
        await SucceedAsync(["verify", .. where]);
        await using var again = await AppProcess.StartAsync(_data, where[2..]);
        Assert.Equal(0, await again.StopAsync());
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Output);
    }
}
