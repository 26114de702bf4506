using System.Globalization;

namespace IdeaStorage.Bench.Databases;

/// <summary>The processor time that a PostgreSQL server took, all of its processes together.</summary>
internal static class ServerProcessor
{
    // Linux gives these times to programs in hundredths of a second, whatever its own clock is.
    private const int TicksPerSecond = 100;

    // The fields of /proc/<id>/stat after the program's name, from 0; see proc(5).
    private const int Parent = 1;
    private const int User = 11;
    private const int System = 12;
    private const int UserOfEnded = 13;
    private const int SystemOfEnded = 14;

    /// <param name="processId">The server's first process, the parent of all others.</param>
    public static TimeSpan Of(int processId)
    {
        var ticks = 0L;
        foreach (var (id, fields) in ProcessesOf(processId))
        {
            ticks += fields[User] + fields[System];
            if (id == processId)
                ticks += fields[UserOfEnded] + fields[SystemOfEnded];
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>How many processes the server has: one for each connection, and its own.</summary>
    public static int CountOf(int processId) => ProcessesOf(processId).Count();

    private static IEnumerable<(int Id, long[] Fields)> ProcessesOf(int processId)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && FieldsOf(folder) is { } fields
                && (id == processId || fields[Parent] == processId))
                yield return (id, fields);
        }
    }

    private static long[]? FieldsOf(string folder)
    {
        try
        {
            var line = File.ReadAllText(Path.Combine(folder, "stat"));
            return
            [
                .. line[(line.LastIndexOf(')') + 2)..].Split(' ').Take(SystemOfEnded + 1)
                    .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out var number) ? number : 0),
            ];
        }
        catch (IOException)
        {
            // The process has ended meanwhile.
            return null;
        }
    }
}
