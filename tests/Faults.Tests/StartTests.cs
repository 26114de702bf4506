using IdeaStorage.Bench.Web;
using Microsoft.Data.Sqlite;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// A start that cannot succeed says why and what to do, ends with an error, and leaves everything as it was.
/// </summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-start-").FullName;

    private string Database => Path.Combine(_folder, "ideastorage.db");

    [Fact]
    public async Task Start_WhenTheFileIsNoDatabase_SaysSoAndLeavesIt()
    {
        var content = new byte[8192];
        new Random(1).NextBytes(content);
        await File.WriteAllBytesAsync(Database, content, TestContext.Current.CancellationToken);

        var run = await StartAsync();

        run.AssertRefused("is not an intact database");
        run.AssertRefused("온전한 데이터베이스가 아닙니다");
        Assert.Equal(content, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_WhenPagesOfTheDatabaseAreDamaged_SaysSoAndLeavesThem()
    {
        await using (var app = await AppProcess.StartAsync(_folder))
            Assert.Equal(0, await app.StopAsync());
        var content = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        Array.Fill(content, (byte)0x5a, content.Length / 2, content.Length / 4);
        await File.WriteAllBytesAsync(Database, content, TestContext.Current.CancellationToken);

        var run = await StartAsync();

        run.AssertRefused(Database);
        Assert.Equal(content, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_WhenAnotherProgramHoldsTheDatabase_SaysSo()
    {
        await using (var app = await AppProcess.StartAsync(_folder))
            Assert.Equal(0, await app.StopAsync());
        await using var other = new SqliteConnection($"Data Source={Database};Pooling=false");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var run = await StartAsync();
        run.AssertRefused("locked by another program");
        var korean = run.Output.Split('\n').First(line => line.Contains("데이터베이스", StringComparison.Ordinal));
        Assert.DoesNotMatch("[a-z]{3,} [a-z]{2,} [a-z]{2,}", korean);
    }

    [Fact]
    public async Task Start_WhenAProcessUsesTheFolder_IsRefusedAndTheFirstGoesOn()
    {
        await using var first = await AppProcess.StartAsync(_folder);
        using var board = await Board.MakeAsync(first.Address);

        (await StartAsync()).AssertRefused("another process uses it");

        await board.AssertHoldsAsync([await board.CommentAsync("The first process goes on.")]);
    }

    [Fact]
    public async Task Start_WhenTheFolderCannotBeMade_NamesTheOption()
    {
        var file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await ProgramRun.OfAsync("--data", Path.Combine(file, "data"), "--demo", "false", "--urls", FreeUrl);

        run.AssertRefused("--data");
    }

    [Fact]
    public async Task Start_WhenThePortIsUsed_NamesItAndTheOption()
    {
        await using var first = await AppProcess.StartAsync(_folder);
        var address = first.Address.ToString().TrimEnd('/');

        var run = await ProgramRun.OfAsync(
            "--data", Path.Combine(_folder, "second"), "--demo", "false", "--urls", address);

        run.AssertRefused(address);
        Assert.Contains("--urls", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dta", "folder", "--data")]
    [InlineData("--demo", "perhaps", "true")]
    [InlineData("--urls", "127.0.0.1", "http://127.0.0.1:5080")]
    public async Task Start_WithAWrongOption_NamesWhatWouldBeRight(string option, string value, string right)
    {
        var run = await ProgramRun.OfAsync(option, value);

        run.AssertRefused(right);
    }

    [Fact]
    public async Task Start_WithDemoDataBehindAProxy_IsRefusedAtOnce()
    {
        var run = await ProgramRun.OfAsync(
            "--data", _folder, "--demo", "true", "--proxy", "true", "--urls", FreeUrl);

        run.AssertRefused("exclude each other");
        Assert.False(File.Exists(Database));
    }

    [Fact]
    public async Task Import_OfAnotherKindOfFile_SaysWhatTheFileShouldLookLike()
    {
        var file = Path.Combine(_folder, "ideas.csv");
        await File.WriteAllTextAsync(
            file, "Idea ID,Title\n1,Heat pumps\n2,Sensors\n", TestContext.Current.CancellationToken);

        var run = await ProgramRun.OfAsync("import", "petitions", file, "--data", _folder, "--lang", "en");

        run.AssertRefused("one JSON object a line");
        Assert.Equal(1, run.ExitCode);
    }

    /// <summary>This build is for one machine: a command that needs grains says so, as the server does.</summary>
    [Fact]
    public async Task Import_WhenAClusterIsConfigured_SaysWhatToBuild()
    {
        var command = AppProcess.Command(["import", "petitions", "none.jsonl", "--data", _folder, "--lang", "en"]);
        command.Environment["IdeaStorage__Cluster__Id"] = "cluster";
        command.Environment["IdeaStorage__Cluster__Postgres"] = "Host=127.0.0.1;Database=ideas";

        (await ProgramRun.OfAsync(command)).AssertRefused("Build with -p:GrainHost=Orleans");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FreeUrl => "http://127.0.0.1:0";

    private Task<ProgramRun> StartAsync() =>
        ProgramRun.OfAsync("--data", _folder, "--demo", "false", "--urls", FreeUrl);
}
