namespace IdeaStorage.Storage;

/// <summary>
/// Files that hold texts, accounts or keys: their owner alone reads them. On Windows the rights of their folder hold.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file is there or in use, or the disk failed.</exception>
    public static FileStream Create(string path, FileMode mode = FileMode.CreateNew)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        return new FileStream(path, options);
    }

    /// <exception cref="IOException">The disk failed.</exception>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnersFile | UnixFileMode.UserExecute);
    }
}
