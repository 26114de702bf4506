using System.IO.Compression;
using IdeaStorage.Storage.Backup;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Blobs.Disk;
using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tests.ReadModels;
using IdeaStorage.Storage.Verification;

namespace IdeaStorage.Storage.Tests.Backup;

/// <summary>Backups of real files, taken while they are written, and restored.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    private string Archive => Path.Combine(_folder.Path, "backup.zip");

    private string Target => Path.Combine(_folder.Path, "restored");

    [Fact]
    public async Task Restore_OfABackupTakenWhileMembersWrite_IsOneMomentOfTheInstallation()
    {
        using var world = new World(StorageFixture.ReadModelsInFolder(Data));
        await new RandomHistory(7, world).Live(200);
        await PutBlobAsync(world, "models/a.bin", 300_000);
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "key-1.xml"), "<key/>", Now);
        var before = await world.Storage.Get<IEventLog>().GetHeadAsync(Now);

        var writing = WriteOnAsync(world, 200);
        var manifest = await BackUpAsync();
        await writing;

        Assert.InRange(manifest.HeadPosition, before, before + 200);
        Assert.Equal(3, manifest.Files.Count);
        Assert.Equal(manifest.TakenAt, (await RestoreAsync(Target)).TakenAt);
        var report = await VerifyAsync();
        Assert.Empty(report.Findings);
        Assert.Equal((manifest.Events, 1), (report.Events, report.Blobs));
        Assert.Equal("<key/>", await File.ReadAllTextAsync(Path.Combine(Target, "keys", "key-1.xml"), Now));
        await AssertSameLogAsync(world, manifest.HeadPosition);
    }

    [Fact]
    public async Task Backup_LeavesNothingButTheArchive_AndReplacesNone()
    {
        using var world = new World(StorageFixture.ReadModelsInFolder(Data));
        await new RandomHistory(1, world).Live(20);
        await BackUpAsync();
        Assert.Equal(["backup.zip"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));

        var content = await File.ReadAllBytesAsync(Archive, Now);
        await Assert.ThrowsAsync<ExistsAlreadyException>(() => BackUpAsync());
        Assert.Equal(content, await File.ReadAllBytesAsync(Archive, Now));
    }

    [Fact]
    public async Task BackupAndRestore_LetNobodyElseReadWhatTheyWrite()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There the rights of the folder hold.");
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        await File.WriteAllTextAsync(Path.Combine(Data, "keys", "key-1.xml"), "<key/>", Now);
        var seen = new Dictionary<string, UnixFileMode>();
        void Look(string path)
        {
            if (!OperatingSystem.IsWindows() && File.Exists(path))
                seen[path] = File.GetUnixFileMode(path);
        }

        string[] meanwhile = [Archive + ".partial", Archive + ".snapshot"];
        await MakeBackupAsync(new Meanwhile(() => Array.ForEach(meanwhile, Look)));
        await RestoreAsync(Target);
        string[] after =
            [Archive, Path.Combine(Target, "ideastorage.db"), Path.Combine(Target, "keys", "key-1.xml")];
        Array.ForEach(after, Look);

        Assert.Equal(meanwhile.Concat(after).Order(), seen.Keys.Order());
        Assert.All(seen, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Value));
    }

    [Fact]
    public async Task Backup_WhenThereIsNoDatabase_SaysSo()
    {
        Directory.CreateDirectory(Data);
        await Assert.ThrowsAsync<DatabaseUnusableException>(() => BackUpAsync());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Backup_WhenABlobIsDamaged_NamesItAndKeepsTheRest()
    {
        using var world = new World(StorageFixture.ReadModelsInFolder(Data));
        await new RandomHistory(1, world).Live(20);
        await PutBlobAsync(world, "good", 1_000);
        await PutBlobAsync(world, "bad", 1_000);
        Flip(Path.Combine(Data, "blobs", "bad"), 500);

        Assert.Equal(["bad"], (await BackUpAsync()).DamagedBlobs);
        await RestoreAsync(Target);
        var kept = DiskBlobs.OpenReading(Target).ListAsync("", Now).Select(blob => blob.Name);
        Assert.Equal(["good"], await kept.ToListAsync(Now));
    }

    [Fact]
    public async Task Restore_WhenFolderHoldsAnInstallation_RefusesAndLeavesIt()
    {
        await MakeBackupAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "ideastorage.db"), Now);
        await Assert.ThrowsAsync<ExistsAlreadyException>(() => RestoreAsync(Data));
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "ideastorage.db"), Now));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public async Task Restore_WhenArchiveWasCutOff_RefusesAndLeavesTheFolderEmpty(double share)
    {
        await MakeBackupAsync();
        using (var file = File.OpenWrite(Archive))
            file.SetLength((long)(file.Length * share));
        await AssertRefusedAsync(BackupFault.NoArchive);
    }

    [Fact]
    public async Task Restore_WhenAByteOfTheArchiveChanged_RefusesAndLeavesTheFolderEmpty()
    {
        await MakeBackupAsync();
        Flip(Archive, new FileInfo(Archive).Length / 2);
        await Assert.ThrowsAnyAsync<InvalidBackupException>(
            () => RestoreAsync(Target));
        AssertEmpty();
    }

    [Fact]
    public async Task Restore_WhenAnEntryWasExchanged_NamesIt()
    {
        await MakeBackupAsync();
        using (var archive = ZipFile.Open(Archive, ZipArchiveMode.Update))
        {
            archive.GetEntry("ideastorage.db")!.Delete();
            using var entry = archive.CreateEntry("ideastorage.db").Open();
            entry.Write(new byte[4096]);
        }

        await AssertRefusedAsync(BackupFault.WrongEntry);
    }

    [Theory]
    [InlineData("\"schemaVersion\": ", "\"schemaVersion\": 9", BackupFault.NewerSchema)]
    [InlineData("\"format\": 1", "\"format\": 3", BackupFault.UnknownFormat)]
    [InlineData("\"name\": \"blobs/", "\"name\": \"../", BackupFault.UnknownFormat)]
    [InlineData("\"events\": ", "\"events\": 9", BackupFault.WrongDatabase)]
    public async Task Restore_WhenManifestSpeaksOfAnother_Refuses(string text, string changed, BackupFault fault)
    {
        await MakeBackupAsync();
        using (var archive = ZipFile.Open(Archive, ZipArchiveMode.Update))
        {
            using var entry = archive.GetEntry("manifest.json")!.Open();
            var manifest = await new StreamReader(entry).ReadToEndAsync(Now);
            Assert.Contains(text, manifest);
            entry.SetLength(0);
            entry.Write(System.Text.Encoding.UTF8.GetBytes(manifest.Replace(text, changed)));
        }

        await AssertRefusedAsync(fault);
    }

    [Fact]
    public async Task Open_WhenARestoreWasCutOff_Refuses_AndTheNextRestoreBeginsAnew()
    {
        await MakeBackupAsync();
        Directory.CreateDirectory(Path.Combine(Target, ".restoring"));
        Directory.CreateDirectory(Path.Combine(Target, "blobs"));
        await File.WriteAllTextAsync(Path.Combine(Target, "ideastorage.db"), "half", Now);

        using (var storage = StorageFixture.ReadModelsInFolder(Target))
            Assert.Throws<DatabaseUnusableException>(storage.Get<IEventLog>);
        await RestoreAsync(Target);
        Assert.Empty((await VerifyAsync()).Findings);
    }

    public void Dispose() => _folder.Dispose();

    private async Task MakeBackupAsync(IProgress<JobProgress>? progress = null)
    {
        using var world = new World(StorageFixture.ReadModelsInFolder(Data));
        await new RandomHistory(3, world).Live(60);
        await PutBlobAsync(world, "one", 5_000);
        await BackUpAsync(progress);
    }

    private Task<BackupManifest> BackUpAsync(IProgress<JobProgress>? progress = null) =>
        new BackupWriter(new StorageAddress(Data), DiskBlobs.OpenReading(Data), TimeProvider.System)
            .WriteAsync(Archive, progress, Now);

    private Task<BackupManifest> RestoreAsync(string folder) =>
        BackupReader.RestoreAsync(Archive, new StorageAddress(folder), null, Now);

    private Task<VerificationReport> VerifyAsync() =>
        new Verifier(new StorageAddress(Target), DiskBlobs.OpenReading(Target)).RunAsync(null, Now);

    private static Task PutBlobAsync(World world, string name, int bytes)
    {
        var content = new byte[bytes];
        new Random(1).NextBytes(content);
        return world.Storage.Get<IBlobStore>().PutAsync(name, new MemoryStream(content), null, true, Now);
    }

    private static async Task WriteOnAsync(World world, int members)
    {
        for (var i = 0; i < members; i++)
            await world.Member($"late-{i}", $"늦은 회원 {i}");
    }

    private async Task AssertSameLogAsync(World world, long head)
    {
        using var restored = new World(StorageFixture.ReadModelsInFolder(Target));
        var original = world.Storage.Get<IEventLog>().ReadAllAsync(0, Now).Where(one => one.Position <= head);
        var copy = await restored.Storage.Get<IEventLog>().ReadAllAsync(0, Now).Select(Line).ToListAsync(Now);
        Assert.Equal(await original.Select(Line).ToListAsync(Now), copy);

        static string Line(RecordedEvent recorded) => $"{recorded.Position} {recorded.Stream} {recorded.CommandId}";
    }

    private async Task AssertRefusedAsync(BackupFault fault)
    {
        var refused = await Assert.ThrowsAsync<InvalidBackupException>(
            () => RestoreAsync(Target));
        Assert.Equal(fault, refused.Fault);
        AssertEmpty();
    }

    private void AssertEmpty() => Assert.Equal(
        ["ideastorage.lock"], Directory.GetFileSystemEntries(Target).Select(Path.GetFileName));

    private static void Flip(string path, long at)
    {
        using var file = File.Open(path, FileMode.Open);
        file.Position = at;
        var value = file.ReadByte();
        file.Position = at;
        file.WriteByte((byte)~value);
    }

    /// <summary>Does something whenever progress is told.</summary>
    internal sealed class Meanwhile(Action act) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => act();
    }
}
