using System.Security.Cryptography;
using IdeaStorage.Bench.Web;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// A backup or a restore that is killed leaves nothing half-made that looks whole; the next one succeeds.
/// </summary>
public sealed class BackupFaultTests : IDisposable
{
    private const int BlobBytes = 24 * 1024 * 1024;
    private const int Blobs = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-backup-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder, "data");

    private string Archive => Path.Combine(_folder, "backup.zip");

    private string Target => Path.Combine(_folder, "restored");

    [Fact]
    public async Task Kill_DuringBackupAndRestore_LeavesNothingThatLooksWhole()
    {
        await using (var app = await AppProcess.StartAsync(Data))
        {
            using var board = await Board.MakeAsync(app.Address);
            await PutBlobsAsync();
            foreach (var share in (double[])[0, 0.3, 0.9])
                await KillBackupAsync(share);
            await board.CommentAsync("Written between two backups.");
            await SucceedAsync("backup", Archive, "--data", Data);
        }

        foreach (var share in (double[])[0, 0.3, 0.9])
            await KillRestoreAsync(share);
        await SucceedAsync("restore", Archive, "--data", Target);
        await SucceedAsync("verify", "--data", Target);
        (await ProgramRun.OfAsync("restore", Archive, "--data", Target)).AssertRefused("was not overwritten");
        await using var restored = await AppProcess.StartAsync(Target);
        Assert.Equal(0, await restored.StopAsync());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task KillBackupAsync(double share)
    {
        var partial = new FileInfo(Archive + ".partial");
        Assert.True(await ProgramRun.KillWhenAsync(() => IsAtLeast(partial, share), "backup", Archive, "--data", Data));
        Assert.False(File.Exists(Archive));
        var torn = Path.Combine(_folder, "torn.zip");
        File.Copy(partial.FullName, torn, overwrite: true);
        (await ProgramRun.OfAsync("restore", torn, "--data", Target)).AssertRefused("cannot be used");
    }

    private async Task KillRestoreAsync(double share)
    {
        var incoming = Path.Combine(Target, ".restoring");
        Assert.True(await ProgramRun.KillWhenAsync(
            () => Directory.Exists(incoming) && BytesIn(incoming) >= share * BlobBytes * Blobs,
            "restore", Archive, "--data", Target));
        (await ProgramRun.OfAsync("--urls", "http://127.0.0.1:0", "--data", Target)).AssertRefused("was cut off");
    }

    /// <summary>Blobs of noise, which no archive makes smaller.</summary>
    private async Task PutBlobsAsync()
    {
        // The program holds its folder; the files are made in another and moved there.
        var other = Path.Combine(_folder, "other");
        var services = new ServiceCollection();
        services.AddSqliteStorage(other);
        await using (var provider = services.BuildServiceProvider())
        {
            for (var i = 0; i < Blobs; i++)
            {
                await provider.GetRequiredService<IBlobStore>().PutAsync(
                    $"noise-{i}", new MemoryStream(RandomNumberGenerator.GetBytes(BlobBytes)), null, true, Now);
            }
        }

        Directory.CreateDirectory(Path.Combine(Data, "blobs"));
        foreach (var file in Directory.GetFiles(Path.Combine(other, "blobs")))
            File.Move(file, Path.Combine(Data, "blobs", Path.GetFileName(file)));
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(arguments);
        Assert.True(run.ExitCode == 0, run.Output);
    }

    private static bool IsAtLeast(FileInfo file, double share)
    {
        file.Refresh();
        return file.Exists && file.Length >= share * BlobBytes * Blobs;
    }

    /// <summary>Files come and go while they are counted.</summary>
    private static long BytesIn(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
