namespace IdeaStorage.Storage.Database.Sqlite;

/// <summary>
/// A file that one process holds locked while it uses the folder: two writers would each believe to be the only one.
/// The operating system lets go of it when the process ends, however it ends.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
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
