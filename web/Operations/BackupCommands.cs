using System.CommandLine;
using IdeaStorage.Storage;
using IdeaStorage.Storage.Backup;
using IdeaStorage.Storage.Verification;
using IdeaStorage.Web.Startup.Configuration;

namespace IdeaStorage.Web.Operations;

/// <summary><c>backup</c>, <c>restore</c> and <c>verify</c>; the first and the last while the server runs.</summary>
internal static class BackupCommands
{
    /// <param name="storage">Where the command line says that the data is.</param>
    /// <param name="settings">What is configured.</param>
    public static Command CreateBackup(Func<ParseResult, StorageAddress> storage, Settings settings)
    {
        var file = File("The archive to write; it must not exist. / 새로 쓸 백업 파일.");
        var command = new Command(
            "backup", "Back up database, blobs and keys, while the server runs. / 서버를 멈추지 않고 백업합니다.") { file };
        command.SetAction((parsed, cancellation) => Job.RunAsync(async progress =>
        {
            var (to, from) = (parsed.GetRequiredValue(file), storage(parsed));
            var writer = new BackupWriter(from, BlobPlace.OpenReading(from.Folder, settings), TimeProvider.System);
            var manifest = await writer.WriteAsync(to, progress, cancellation);
            return new JobEnd(
                manifest.DamagedBlobs.Select(OperationWords.BlobDamaged), OperationWords.Written(to, manifest));
        }));
        return command;
    }

    /// <param name="storage">Where the command line says that the data is to be.</param>
    public static Command CreateRestore(Func<ParseResult, StorageAddress> storage)
    {
        var file = File("The archive that backup wrote. / backup 명령이 쓴 파일.");
        var command = new Command(
            "restore",
            "Restore a backup into an empty data folder and database. / 빈 데이터 폴더와 데이터베이스에 백업을 복원합니다.") { file };
        command.SetAction((parsed, cancellation) => Job.RunAsync(async progress =>
        {
            var to = storage(parsed);
            var manifest = await BackupReader.RestoreAsync(parsed.GetRequiredValue(file), to, progress, cancellation);
            return new JobEnd(
                manifest.DamagedBlobs.Select(OperationWords.BlobLeftOut), OperationWords.Restored(to, manifest));
        }));
        return command;
    }

    /// <param name="storage">Where the command line says that the data is.</param>
    /// <param name="settings">What is configured.</param>
    public static Command CreateVerify(Func<ParseResult, StorageAddress> storage, Settings settings)
    {
        var command = new Command(
            "verify",
            "Check log, texts, read models and blobs; changes nothing. / 로그·본문·읽기 모델·파일을 확인합니다(바꾸지 않음).");
        command.SetAction((parsed, cancellation) => Job.RunAsync(async progress =>
        {
            var of = storage(parsed);
            var report = await new Verifier(of, BlobPlace.OpenReading(of.Folder, settings))
                .RunAsync(progress, cancellation);
            return new JobEnd(report.Findings.Select(OperationWords.Of), OperationWords.Of(report));
        }));
        return command;
    }

    private static Argument<string> File(string description) => new("file") { Description = description };
}
