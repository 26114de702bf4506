using IdeaStorage.Storage.Backup;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Tests.Copying;
using IdeaStorage.Storage.Verification;

namespace IdeaStorage.Storage.Tests.Backup;

/// <summary>A backup of either database is restored into either.</summary>
public sealed class BackupAcrossDatabasesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Directions => InstallationCopyTests.Directions;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Archive => Path.Combine(_folder.Path, "backup.zip");

    [Theory]
    [MemberData(nameof(Directions))]
    public async Task Restore_IntoAFreshServerOrFolder_IsTheSameInstallation_AndPositionsGoOn(string one, string other)
    {
        using Installation from = new(one), to = new(other);
        await LiveAsync(from);
        var manifest = await BackUpAsync(from);
        Assert.Equal(["backup.zip"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));

        await RestoreAsync(to);
        Assert.Equal(from.Dump(), to.Dump());
        await AssertVerifiesAsync(to);
        Assert.Equal("<key/>", await File.ReadAllTextAsync(Path.Combine(to.Address.Folder, "keys", "key-1.xml"), Now));
        Assert.False(Directory.Exists(Path.Combine(to.Address.Folder, ".restoring")));
        Assert.Equal(manifest.HeadPosition + 1, await to.LiveOnAsync());
    }

    [Fact]
    public async Task Backup_OfPostgresWhileMembersWrite_IsOneMomentOfTheInstallation()
    {
        using Installation from = new(Installation.Postgres), to = new(Installation.Postgres);
        await LiveAsync(from);
        var head = from.Query<long>("SELECT max(position) FROM events");
        using var stop = new CancellationTokenSource();
        var writing = WriteUntilAsync(from, stop.Token);
        var manifest = await BackUpAsync(from);
        await stop.CancelAsync();
        var written = await writing;

        await RestoreAsync(to);
        Assert.InRange(to.Query<long>("SELECT max(position) FROM events"), head, head + written);
        Assert.Equal(manifest.HeadPosition, to.Query<long>("SELECT max(position) FROM events"));
        await AssertVerifiesAsync(to);
    }

    [Fact]
    public async Task Backup_OfPostgres_LetsNobodyElseReadWhatItWrites()
    {
        using var from = new Installation(Installation.Postgres);
        await LiveAsync(from);
        var folder = Archive + ".snapshot.folder";
        var mode = UnixFileMode.None;
        await BackUpAsync(from, new BackupTests.Meanwhile(() =>
        {
            if (!OperatingSystem.IsWindows() && Directory.Exists(folder))
                mode = File.GetUnixFileMode(folder);
        }));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, mode);
    }

    [Fact]
    public async Task Restore_WhenTheDatabaseHoldsAnInstallation_RefusesAndChangesNothing()
    {
        using Installation from = new(Installation.Sqlite), to = new(Installation.Postgres);
        await LiveAsync(from);
        await BackUpAsync(from);
        await to.LiveAsync(seed: 2, steps: 20);
        var before = to.Dump();
        var refused = await Assert.ThrowsAsync<DatabaseUnusableException>(() => RestoreAsync(to));
        Assert.Equal(DatabaseFault.NotEmpty, refused.Fault);
        Assert.Equal(before, to.Dump());
        Assert.False(Directory.Exists(Path.Combine(to.Address.Folder, "blobs")));
    }

    [Theory]
    [InlineData(JobStages.Unpack)]
    [InlineData(JobStages.Copy)]
    [InlineData(JobStages.Rebuild)]
    public async Task Restore_WhenItWasCutOff_BeginsAnew(string stage)
    {
        using Installation from = new(Installation.Postgres), to = new(Installation.Postgres);
        await LiveAsync(from);
        await BackUpAsync(from);
        using var end = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BackupReader.RestoreAsync(
            Archive, to.Address, new CancelAt(stage, end), end.Token));
        await RestoreAsync(to);
        Assert.Equal(from.Dump(), to.Dump());
        await AssertVerifiesAsync(to);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task LiveAsync(Installation installation)
    {
        await installation.LiveAsync(seed: 1, steps: 150);
        using var storage = installation.Open();
        await storage.Get<IBlobStore>().PutAsync("models/a", new MemoryStream(new byte[9_000]), null, true, Now);
        var keys = Directory.CreateDirectory(Path.Combine(installation.Address.Folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(keys.FullName, "key-1.xml"), "<key/>", Now);
    }

    private static async Task<int> WriteUntilAsync(Installation installation, CancellationToken stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
            await installation.LiveOnAsync($"late-{written}");
        return written;
    }

    private Task<BackupManifest> BackUpAsync(Installation from, IProgress<JobProgress>? progress = null) =>
        new BackupWriter(from.Address, DiskBlobs.OpenReading(from.Address.Folder), TimeProvider.System)
            .WriteAsync(Archive, progress, Now);

    private Task<BackupManifest> RestoreAsync(Installation to) =>
        BackupReader.RestoreAsync(Archive, to.Address, null, Now);

    private static async Task AssertVerifiesAsync(Installation installation)
    {
        var report = await new Verifier(installation.Address, DiskBlobs.OpenReading(installation.Address.Folder))
            .RunAsync(null, Now);
        Assert.Empty(report.Findings);
        Assert.Equal(1, report.Blobs);
    }

    private sealed class CancelAt(string stage, CancellationTokenSource end) : IProgress<JobProgress>
    {
        public void Report(JobProgress value)
        {
            if (value.Stage == stage)
                end.Cancel();
        }
    }
}
