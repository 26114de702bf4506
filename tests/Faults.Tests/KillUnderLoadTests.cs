using IdeaStorage.Faults.Tests.Load;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// The program, or its database server, is killed while many members write: what it acknowledged is there once, and
/// nothing is doubled.
/// </summary>
public sealed class KillUnderLoadTests : IDisposable
{
    private const int SqliteKills = 20;
    private const int PostgresKills = 5;
    private const int Restarts = 5;

    private readonly string _data = Directory.CreateTempSubdirectory("ideastorage-kill-").FullName;

    [Fact]
    public async Task Kill_UnderLoad_LosesAndDoublesNothing()
    {
        var crowd = await Rounds.KillAsync(new Installation(_data), SqliteKills, Say);

        Assert.True(crowd.Acknowledged >= SqliteKills * 50);
        Assert.True(crowd.BrokenOff > 0);
    }

    [Fact]
    public async Task Kill_UnderLoadOnPostgres_LosesAndDoublesNothing()
    {
        using var server = PostgresServer.StartOwn();

        var crowd = await Rounds.KillAsync(
            new Installation(_data, server.ConnectionString("postgres")), PostgresKills, Say);

        Assert.True(crowd.Acknowledged >= PostgresKills * 50);
        Assert.True(crowd.BrokenOff > 0);
    }

    [Fact]
    public async Task Kill_OfPostgresUnderLoad_IsWaitedOutAndLosesNothing()
    {
        using var server = PostgresServer.StartOwn();

        var crowd = await Rounds.RestartAsync(
            new Installation(_data, server.ConnectionString("postgres")), server, Restarts, Say);

        Assert.True(crowd.Refused > 0);
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static void Say(string line) => TestContext.Current.SendDiagnosticMessage(line);
}
