using System.Diagnostics;

namespace IdeaStorage.Tests.Postgres;

/// <summary>The servers of tests: one that all of a process share, and some of a test's own.</summary>
internal sealed partial class PostgresServer
{
    private const string Memory = "/dev/shm";
    private const long MemoryBytesMin = 1L << 30;

    /// <summary>What the tests write is gone with them: nothing waits for a disk.</summary>
    private const string Quick =
        "-c fsync=off -c full_page_writes=off -c min_wal_size=32MB -c max_wal_size=128MB";

    /// <summary>Waits for the disk, as a server does that must outlive a crash.</summary>
    private const string Durable = "-c min_wal_size=32MB -c max_wal_size=48MB";

    private static readonly Lazy<PostgresServer> Server = new(
        () => new PostgresServer(Programs.Value!, command => AsUnprivileged(command(QuickFolder(), Quick))));

    /// <summary>Skips the test that asks if there is no server.</summary>
    public static T Needed<T>(T fixture)
    {
        SkipUnlessInstalled();
        return fixture;
    }

    /// <summary>The server, started when first asked for. Without PostgreSQL the test that asks is skipped.</summary>
    public static PostgresServer Shared
    {
        get
        {
            SkipUnlessInstalled();
            return Server.Value;
        }
    }

    /// <summary>A server of one test's own, to be killed: it waits for the disk, as a real one does.</summary>
    public static PostgresServer StartOwn()
    {
        SkipUnlessInstalled();
        return new PostgresServer(
            Programs.Value!, command => AsUnprivileged(command(Path.GetTempPath(), Durable)));
    }

    /// <summary>The same with its data in a folder that only a certain command makes, as a user it sets.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="around">From the command of the server to that which makes the folder and runs the server.</param>
    public static PostgresServer StartOwn(string folder, Func<ProcessStartInfo, ProcessStartInfo> around)
    {
        SkipUnlessInstalled();
        return new PostgresServer(Programs.Value!, command => around(Piped(command(folder, Durable))));
    }

    private static void SkipUnlessInstalled() => Assert.SkipUnless(IsInstalled, NotInstalled);

    /// <summary>A copy of a database is 300 files: 20 times faster in memory, where there is room for it.</summary>
    private static string QuickFolder() =>
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MemoryBytesMin
            ? Memory
            : Path.GetTempPath();
}
