namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// A file that one process holds locked while it uses the folder: two writers would each believe to be the only one.
/// The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    /// <summary>There while a backup is being restored into the data folder.</summary>
    public const string RestoringFolder = ".restoring";

    private const string FileName = "ideastorage.lock";
    private readonly FileStream _held;

    private DatabaseLock(FileStream held) => _held = held;

    public static DatabaseLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnusableException(
                DatabaseFault.NotWritable,
                $"데이터 폴더 ‘{folder}’를 만들 수 없습니다. --data로 다른 폴더를 지정하세요.",
                $"The data folder '{folder}' cannot be made: {exception.Message} Choose another with --data.",
                exception);
        }

        return new DatabaseLock(Open(folder));
    }

    /// <exception cref="DatabaseUnusableException">What lies in the folder is half of a backup.</exception>
    public static void RefuseHalfRestored(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, RestoringFolder)))
            throw new DatabaseUnusableException(
                DatabaseFault.HalfRestored,
                $"‘{folder}’에 백업을 복원하다가 중단되었습니다. 같은 백업으로 restore를 다시 실행하면 처음부터 복원합니다.",
                $"A restore into '{folder}' was cut off. Run it again with the same backup; it begins anew.");
    }

    public void Dispose() => _held.Dispose();

    private static FileStream Open(string folder)
    {
        try
        {
            return new FileStream(
                Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DatabaseUnusableException(
                DatabaseFault.NotWritable,
                $"데이터 폴더 ‘{folder}’에 쓸 수 없습니다. 소유자와 권한을 확인하거나 --data로 다른 폴더를 지정하세요.",
                $"The data folder '{folder}' may not be written. Check its owner and rights, or choose another "
                + "with --data.",
                exception);
        }
        catch (IOException exception)
        {
            throw new DatabaseUnusableException(
                DatabaseFault.InUse,
                $"데이터 폴더 ‘{folder}’를 잠글 수 없습니다. 다른 프로세스가 쓰고 있거나 디스크가 읽기 전용입니다. "
                + "그 프로세스를 멈추거나 --data로 다른 폴더를 지정하세요.",
                $"The data folder '{folder}' cannot be locked: another process uses it, or its disk is read-only. "
                + $"Stop that process, or choose another folder with --data. ({exception.Message})",
                exception);
        }
    }
}
