using System.Diagnostics;
using IdeaStorage.Bench.Web;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>What the commands backup and restore say and leave when not all is well.</summary>
public sealed class BackupCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-backup-").FullName;

    private string Archive => Path.Combine(_folder, "backup.zip");

    private string Data => Path.Combine(_folder, "data");

    [Fact]
    public async Task Restore_OfABackupWithADamagedBlob_NamesItAsBackupDid()
    {
        await MakeInstallationAsync();
        await using (var file = File.OpenWrite(Path.Combine(Data, "blobs", "models", "bad")))
            file.Write("damaged!"u8);

        foreach (var command in (string[][])[["backup", Archive, "--data", Data],
            ["restore", Archive, "--data", Path.Combine(_folder, "restored")]])
        {
            var run = await ProgramRun.OfAsync(command);
            Assert.True(run.ExitCode == 2, run.Output);
            Assert.Contains(": models/bad", run.Output);
        }
    }

    [Fact]
    public async Task Backup_WhenTheDiskIsFull_LeavesNothing()
    {
        using var disk = new SmallDisk(megabytes: 4);
        await MakeInstallationAsync();
        // More than SQLite keeps in memory: it has begun to write when the room ends.
        await using (var database = new SqliteConnection($"Data Source={Data}/ideastorage.db;Pooling=False"))
        {
            await database.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = database.CreateCommand();
            command.CommandText = "CREATE TABLE filler AS SELECT zeroblob(8000000) AS bytes";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var backup = AppProcess.Command("backup", Path.Combine(disk.Folder, "backup.zip"), "--data", Data);
        var shell = new ProcessStartInfo("sh") { RedirectStandardOutput = true, RedirectStandardError = true };
        // The disk goes away with the last process that sees it, so what is left on it is listed before.
        var script = $"\"$@\"; echo \"exit code $?, left: $(ls -A '{disk.Folder}').\"";
        foreach (var argument in (string[])["-c", script, "sh", backup.FileName, .. backup.ArgumentList])
            shell.ArgumentList.Add(argument);

        var run = await ProgramRun.OfAsync(disk.Around(shell));

        Assert.Contains("exit code 1, left: .", run.Output);
        Assert.Contains("is full", run.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task MakeInstallationAsync()
    {
        var services = new ServiceCollection();
        services.AddSqliteStorage(Data);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<IBlobStore>().PutAsync(
            "models/bad", new MemoryStream(new byte[1_000]), null, true, TestContext.Current.CancellationToken);
    }
}
