using IdeaStorage.Bench.Web;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Tests.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace IdeaStorage.Faults.Tests;

/// <summary>The command that copies blobs, between the disk and a real blob service.</summary>
public sealed class CopyBlobsTests : IDisposable
{
    private const int BlobBytes = 160 * 1024 * 1024;

    /// <summary>A heap in which no such blob has room, so that a copy that held one would end the program.</summary>
    private const string HeapLimit = "0x4000000";

    private readonly string _folder = Directory.CreateTempSubdirectory("ideastorage-copy-").FullName;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_ToAzureAndBack_StreamsVerifiesAndGoesOnWhereItStopped()
    {
        var azure = AzuriteServer.Shared.ConnectionString;
        var (here, there) = (Path.Combine(_folder, "here"), Path.Combine(_folder, "there"));
        var blob = await PutAsync(here, "large", BlobBytes);
        await PutAsync(here, "models/small", 10);

        await CopyAsync(azure, 0, "2 copied, 0 there already", "--from", "disk", "--to", "azure", "--data", here);
        await CopyAsync(azure, 0, "0 copied, 2 there already", "--from", "disk", "--to", "azure", "--data", here);
        await CopyAsync(azure, 0, "2 copied, 0 there already", "--from", "azure", "--to", $"disk:{there}");
        Assert.Equal(blob, await FindAsync(there, "large"));

        await using (var file = File.OpenWrite(Path.Combine(here, "blobs", "models", "small")))
            file.Write("damaged!"u8);
        File.Delete(Path.Combine(there, "blobs", "models", "small"));
        await CopyAsync(
            azure, 2, "models/small", "--from", "disk", "--to", $"disk:{there}", "--data", here);
        Assert.Null(await FindAsync(there, "models/small"));
    }

    [Fact]
    public async Task Copy_IntoANewFolder_MakesNoDatabaseThere()
    {
        var (here, there) = (Path.Combine(_folder, "here"), Path.Combine(_folder, "there"));
        await PutAsync(here, "small", 10);
        var run = await ProgramRun.OfAsync("copy-blobs", "--from", $"disk:{here}", "--to", "disk", "--data", there);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Equal(
            ["blobs", "ideastorage.lock"], Directory.GetFileSystemEntries(there).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Copy_WhenTheSourceHoldsNoBlobs_IsRefused_AndNothingIsMade()
    {
        var (here, there) = (Path.Combine(_folder, "here"), Path.Combine(_folder, "there"));
        await AssertRefusedAsync("holds no blobs", "--from", $"disk:{here}", "--to", $"disk:{there}");
        Assert.Empty(Directory.GetFileSystemEntries(_folder));

        Directory.CreateDirectory(Path.Combine(here, "blobs", ".incoming"));
        await AssertRefusedAsync("holds no blobs", "--from", "disk", "--to", $"disk:{there}", "--data", here);
        Assert.False(Directory.Exists(there));
    }

    [Fact]
    public async Task Copy_WhenSourceAndTargetAreTheSameFolder_IsRefused()
    {
        await PutAsync(_folder, "small", 10);
        await AssertRefusedAsync(
            "are the same folder", "--from", $"disk:{_folder}/./", "--to", "disk", "--data", _folder);
        await AssertRefusedAsync("'disk:' is no place for blobs", "--from", "disk:", "--to", "disk", "--data", _folder);
    }

    [Fact]
    public async Task Copy_WhenAPlaceIsNone_SaysWhatWouldBe_WithoutASecret()
    {
        var run = await ProgramRun.OfAsync("copy-blobs", "--from", "aws:geheim", "--to", "azure", "--data", _folder);
        run.AssertRefused("'aws' is no place for blobs");
        Assert.Contains("No Azure storage is configured", run.Output);
        Assert.DoesNotContain("geheim", run.Output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task CopyAsync(string azure, int exitCode, string says, params string[] arguments)
    {
        var command = AppProcess.Command(["copy-blobs", .. arguments]);
        command.Environment["IdeaStorage__Blobs__ConnectionString"] = azure;
        command.Environment["IdeaStorage__Blobs__Container"] = "copies";
        command.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        var run = await ProgramRun.OfAsync(command);
        Assert.True(run.ExitCode == exitCode, run.Output);
        Assert.Contains(says, run.Output);
    }

    private static async Task AssertRefusedAsync(string says, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(["copy-blobs", .. arguments]);
        Assert.Equal(1, run.ExitCode);
        run.AssertRefused(says);
    }

    private static Task<BlobInfo> PutAsync(string data, string name, int bytes) =>
        InAsync(data, blobs => blobs.PutAsync(name, new MemoryStream(new byte[bytes]), null, true, Now));

    private static Task<BlobInfo?> FindAsync(string data, string name) =>
        InAsync(data, blobs => blobs.FindAsync(name, Now));

    private static async Task<T> InAsync<T>(string data, Func<IBlobStore, Task<T>> use)
    {
        var services = new ServiceCollection();
        services.AddSqliteStorage(data);
        await using var provider = services.BuildServiceProvider();
        return await use(provider.GetRequiredService<IBlobStore>());
    }
}
