using IdeaStorage.Storage;
using IdeaStorage.Storage.Backup;
using IdeaStorage.Storage.Blobs;
using IdeaStorage.Storage.Copying;
using IdeaStorage.Storage.Verification;

namespace IdeaStorage.Web.Operations;

/// <summary>What the commands of operators say, in Korean and in English.</summary>
internal static class OperationWords
{
    public static string Interrupted => Both("중단했습니다.", "Stopped.");

    public static string Files(string message) => Both(
        $"파일을 읽거나 쓸 수 없습니다: {message}", $"A file cannot be read or written: {message}");

    public static string Of(ExistsAlreadyException error) => Both(
        $"'{error.Path}'이(가) 이미 있어 덮어쓰지 않았습니다. 다른 이름이나 빈 폴더를 주거나, 있는 것을 먼저 옮기세요.",
        $"'{error.Path}' exists and was not overwritten. Give another name or an empty folder, or move it away.");

    public static string NameOf(string stage) => stage switch
    {
        JobStages.Snapshot => "데이터베이스 복사 / copying the database",
        JobStages.Archive => "백업 파일 쓰기 / writing the archive",
        JobStages.Blobs => "파일(blob) / blobs",
        JobStages.Integrity => "데이터베이스 검사 / checking the database",
        JobStages.Log => "로그 검사 / checking the log",
        JobStages.Search => "검색 색인 검사 / checking the search index",
        JobStages.Rebuild => "읽기 모델 다시 만들기 / rebuilding read models",
        JobStages.Indexes => "색인 만들기 / making indexes",
        JobStages.Compare => "읽기 모델 비교 / comparing read models",
        JobStages.Copy => "자료 복사와 대조 / copying and comparing rows",
        JobStages.Unpack => "풀고 확인하기 / unpacking and checking",
        _ => stage,
    };

    public static string Of(InvalidBackupException error)
    {
        var (korean, english) = error.Fault switch
        {
            BackupFault.NoArchive => ("백업 파일이 아니거나 끝까지 쓰이지 않았습니다", "it is no backup, or was cut off"),
            BackupFault.UnknownFormat => (
                "이 프로그램이 아는 백업 형식이 아닙니다", "it is not of a form that this program knows"),
            BackupFault.WrongEntry => ("내용이 없거나 바뀐 항목이 있습니다", "an entry is missing or was changed"),
            BackupFault.NewerSchema => (
                "더 새로운 프로그램이 만든 백업입니다. 그 버전의 프로그램으로 복원하세요",
                "a newer program made it; restore it with that one"),
            _ => ("안에 든 데이터베이스가 손상되었습니다", "the database in it is damaged"),
        };
        return Both(
            $"백업을 쓸 수 없습니다: {korean}. ({error.Subject}) 바뀐 것은 없습니다.",
            $"The backup cannot be used: {english}. ({error.Subject}) Nothing was changed.");
    }

    public static string Of(Finding finding)
    {
        var (korean, english) = finding.Kind switch
        {
            FindingKind.DatabaseDamaged => ("데이터베이스 파일 손상", "the database file is damaged"),
            FindingKind.StreamHasGaps => ("스트림의 버전이 이어지지 않음", "the versions of a stream have a gap"),
            FindingKind.StreamCutOff => (
                "스트림의 마지막 이벤트가 없음(그 명령의 기록은 있음)",
                "the last events of a stream are missing, though their command is on record"),
            FindingKind.EventUnreadable => ("읽을 수 없는 이벤트", "an event cannot be read"),
            FindingKind.CommandMissing => ("이벤트를 일으킨 명령의 기록이 없음", "the command of an event is not on record"),
            FindingKind.TextMissing => ("이벤트가 가리키는 본문이 없음", "a text that an event names is missing"),
            FindingKind.TextChanged => ("본문이 쓰인 때와 다름", "a text is not the one that was written"),
            FindingKind.ReadModelDiffers => (
                "읽기 모델이 로그와 다름(지금 행 수 / 다시 만든 행 수). rebuild 명령으로 고칠 수 있음",
                "a read model differs from the log (rows now / rebuilt); the rebuild command mends it"),
            FindingKind.BlobMissing => ("기록된 파일(blob)이 없음", "a blob that is on record is missing"),
            _ => ("파일(blob)이 저장한 때와 다름", "a blob is not what was published"),
        };
        return $"✗ {korean} / {english}: {finding.Subject}";
    }

    public static string Of(VerificationReport report) => Both(
        $"이벤트 {report.Events:N0}건, 본문 {report.Texts:N0}건, 표 {report.Tables:N0}개, 파일 {report.Blobs:N0}개를 "
        + (report.Findings.Count == 0 ? "확인했습니다. 문제가 없습니다." : $"확인했습니다. 문제 {report.Findings.Count:N0}건."),
        $"Checked {report.Events:N0} events, {report.Texts:N0} texts, {report.Tables:N0} tables, "
        + $"{report.Blobs:N0} blobs: "
        + (report.Findings.Count == 0 ? "all is well." : $"{report.Findings.Count:N0} things are wrong."));

    public static string Written(string file, BackupManifest manifest) => Both(
        $"백업했습니다: {file} (이벤트 {manifest.Events:N0}건, 위치 {manifest.HeadPosition}, 항목 {manifest.Files.Count:N0}개)",
        $"Backed up to {file} ({manifest.Events:N0} events, position {manifest.HeadPosition}, "
        + $"{manifest.Files.Count:N0} {(manifest.Files.Count == 1 ? "entry" : "entries")}).");

    public static string Restored(StorageAddress to, BackupManifest manifest) => Both(
        $"{manifest.TakenAt:yyyy-MM-dd HH:mm:ss zzz}의 백업을 {to}에 복원했습니다(이벤트 {manifest.Events:N0}건).",
        $"Restored the backup of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss zzz} to {to} "
        + $"({manifest.Events:N0} events).");

    public static string Copied(BlobCopyReport report) => Both(
        $"복사 {report.Copied:N0}개, 그대로 {report.Unchanged:N0}개, 손상되어 제외 {report.Damaged.Count:N0}개.",
        $"{report.Copied:N0} copied, {report.Unchanged:N0} there already, "
        + $"{report.Damaged.Count:N0} left out as damaged.");

    public static string Rebuilt(string? model, long events, TimeSpan time) => Both(
        $"이벤트 {events:N0}건을 재생해 {(model is null ? "모든 읽기 모델을" : $"읽기 모델 '{model}'을(를)")} 다시 만들었습니다"
        + $"({time.TotalSeconds:N1}초).",
        $"Replayed {events:N0} events: {(model is null ? "all read models are" : $"the read model '{model}' is")} made "
        + $"anew ({time.TotalSeconds:N1} s).");

    public static string NotEqual(string what) => $"✗ 복사본이 원본과 다름 / the copy differs: {what}";

    public static string Of(CopyReport report, bool isResumed, StorageAddress from, StorageAddress to)
    {
        var rows = report.Tables.Sum(table => table.Rows);
        var tables = string.Join(", ", report.Tables.Where(table => table.Rows > 0).Select(table =>
            $"{table.Name} {table.Rows:N0}"));
        if (report.Differences.Count > 0)
            return Both(
                $"{to}의 자료가 {from}과(와) 다릅니다. 아직 그 데이터베이스로 시작할 수 없습니다. 같은 명령을 다시 실행하세요.",
                $"What is in {to} differs from {from}; no program starts on it yet. Run the same command again.");
        return Both(
            $"{from} → {to}: {(isResumed ? "이어서 " : "")}{rows:N0}행을 복사했고, 스트림 {report.Streams:N0}개의 해시와 표마다 행 수·해시가 "
            + $"같습니다. ({tables})\n{KeysKorean(from, to)}",
            $"{from} → {to}: copied {rows:N0} rows{(isResumed ? ", going on where it had stopped" : "")}; the hashes "
            + $"of {report.Streams:N0} streams, and rows and hash of every other table, are equal. ({tables})\n"
            + KeysEnglish(from, to));
    }

    public static string NoDatabase => Both(
        "--from과 --to에는 sqlite, sqlite:<데이터 폴더>, postgres(설정된 데이터베이스), postgres://사용자@서버/데이터베이스, "
        + "postgres:Host=…;Database=… 중 하나를 적으세요.",
        "--from and --to take sqlite, sqlite:<data folder>, postgres (the configured database), "
        + "postgres://user@host/database or postgres:Host=…;Database=….");

    public static string BlobDamaged(string name) => Of(new Finding(FindingKind.BlobDamaged, name));

    public static string BlobLeftOut(string name) =>
        $"✗ 백업할 때 이미 손상되어 백업에 없는 파일(blob) / a blob was damaged when the backup was made and is not in it: {name}";

    public static string NoPlace(string text) => Both(
        $"'{text}'은(는) 파일을 두는 곳이 아닙니다. disk, disk:<데이터 폴더>, azure, azure:<연결 문자열> 중 하나를 적으세요.",
        $"'{text}' is no place for blobs. Write disk, disk:<data folder>, azure or azure:<connection string>.");

    public static string NoBlobs(string folder) => Both(
        $"'{folder}'에 파일(blob)이 없습니다. blobs 폴더가 들어 있는 데이터 폴더를 적으세요.",
        $"'{folder}' holds no blobs. Name the data folder in which the folder blobs lies.");

    public static string SamePlace(string folder) => Both(
        $"--from과 --to가 같은 폴더입니다: '{folder}'.", $"--from and --to are the same folder: '{folder}'.");

    public static string NoAzure => Both(
        "Azure 저장소가 설정되지 않았습니다. IdeaStorage:Blobs:ConnectionString이나 IdeaStorage:Blobs:ServiceUri를 설정하세요.",
        "No Azure storage is configured. Set IdeaStorage:Blobs:ConnectionString or IdeaStorage:Blobs:ServiceUri.");

    private static string KeysKorean(StorageAddress from, StorageAddress to) => from.Folder == to.Folder
        ? $"키와 파일은 {from.Folder}에 그대로 있습니다. 서버를 같은 --data로 시작하세요."
        : $"키는 복사하지 않았습니다. {from.Folder}의 keys 폴더를 {to.Folder}에 직접 복사하세요. 그러지 않으면 회원이 다시 로그인해야 합니다.";

    private static string KeysEnglish(StorageAddress from, StorageAddress to) => from.Folder == to.Folder
        ? $"Keys and blobs stay in {from.Folder}: start the server with the same --data."
        : $"Keys were not copied: copy the folder keys of {from.Folder} into {to.Folder} by hand, or members sign in "
            + "again.";

    private static string Both(string korean, string english) => korean + "\n" + english;
}
