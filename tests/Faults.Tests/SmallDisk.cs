using System.Diagnostics;

namespace IdeaStorage.Faults.Tests;

/// <summary>
/// A small file system in memory that only the processes see which are started in it (a mount namespace, which most
/// Linux systems grant without being root); where there is none, the test is skipped.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const int BlockBytes = 64 * 1024;

    private readonly int _megabytes;

    public SmallDisk(int megabytes)
    {
        _megabytes = megabytes;
        Assert.SkipUnless(MayMount(), "No mount namespace may be made here.");
    }

    /// <summary>Where it lies, for those processes.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("ideastorage-full-").FullName;

    /// <summary>The command with the small disk, as root of its namespace.</summary>
    public ProcessStartInfo Around(ProcessStartInfo command) => InNamespace(command, "exec \"$@\"");

    /// <summary>The command with the small disk, as another user to whom the disk belongs.</summary>
    public ProcessStartInfo AroundUser(ProcessStartInfo command) =>
        InNamespace(command, "exec unshare --user --map-user=1000 --map-group=1000 \"$@\"");

    /// <summary>Leaves no room on the disk that this process sees.</summary>
    public void Fill(int processId)
    {
        using var file = new FileStream(
            Filler(processId), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[BlockBytes];
        try
        {
            for (var blocks = 0; blocks < _megabytes * 1024 * 1024 / BlockBytes; blocks++)
                file.Write(block);
            throw new InvalidOperationException("The disk took more than it has room for.");
        }
        catch (IOException)
        {
            // Full, as wished.
        }
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom(int processId) => File.Delete(Filler(processId));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Filler(int processId) => $"/proc/{processId}/root{Folder}/filler";

    private ProcessStartInfo InNamespace(ProcessStartInfo command, string script)
    {
        var start = new ProcessStartInfo("unshare")
        {
            RedirectStandardInput = command.RedirectStandardInput,
            RedirectStandardOutput = command.RedirectStandardOutput,
            RedirectStandardError = command.RedirectStandardError,
            WorkingDirectory = command.WorkingDirectory,
        };
        string[] arguments =
        [
            "--user", "--map-root-user", "--mount", "sh", "-c",
            $"mount -t tmpfs -o size={_megabytes}m tmpfs '{Folder}' && {script}", "sh", command.FileName,
            .. command.ArgumentList,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return start;
    }

    private bool MayMount()
    {
        try
        {
            using var process = Process.Start(AroundUser(new ProcessStartInfo("true")))!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
