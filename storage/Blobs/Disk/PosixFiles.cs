using System.Runtime.InteropServices;

namespace IdeaStorage.Storage.Blobs.Disk;

/// <summary>What POSIX promises of names in a folder and the class library has no call for.</summary>
internal static class PosixFiles
{
    private const int OpenReadOnly = 0;
    private const int FileExists = 17;

    /// <summary>
    /// Makes the entries of a folder durable (a rename, a removal). On Windows the file system's own journal does it.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, OpenReadOnly);
        if (descriptor < 0)
            throw Failure(folder);
        try
        {
            if (Sync(descriptor) != 0)
                throw Failure(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>
    /// Gives a file a second name, in one step that of several processes one alone can take. The class library's move
    /// looks whether a name is free and renames then, over what came in between. False if the name is taken.
    /// </summary>
    /// <remarks>
    /// On Windows, whose move is one step, and where a file system knows no second names, the file is moved.
    /// </remarks>
    public static bool TryLink(string file, string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            if (Link(file, name) == 0)
                return true;
            if (Marshal.GetLastPInvokeError() == FileExists)
                return false;
        }

        try
        {
            File.Move(file, name, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(name))
        {
            return false;
        }
    }

    private static IOException Failure(string folder) =>
        new($"The folder '{folder}' cannot be synced: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);

    [DllImport("libc", EntryPoint = "link", SetLastError = true)]
    private static extern int Link(
        [MarshalAs(UnmanagedType.LPUTF8Str)] string path, [MarshalAs(UnmanagedType.LPUTF8Str)] string name);
}
