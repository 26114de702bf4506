using System.Diagnostics;
using System.Globalization;
using IdeaStorage.Tests.Postgres;

namespace IdeaStorage.Faults.Tests.Load;

/// <summary>
/// <c>--kills 100 --restarts 20</c>: many rounds of what the tests do a few of. Half of the kills are of the program on
/// SQLite, half of it on PostgreSQL; the restarts are PostgreSQL's.
/// </summary>
internal static class FaultCommand
{
    /// <returns>0 if nothing was lost or doubled, 1 if something was, 2 if the arguments are wrong.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (Counts.Read(args) is not { } counts)
        {
            await output.WriteLineAsync("Usage: --kills <count>, --restarts <count>, or both.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("ideastorage-faults-").FullName;
        var clock = Stopwatch.StartNew();
        try
        {
            await RunAsync(counts, folder, line => output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds,6:F0} s  {line}")));
            await output.WriteLineAsync("Nothing that was acknowledged is lost, nothing is doubled.");
            return 0;
        }
        catch (Exception failure)
        {
            await output.WriteLineAsync(failure.ToString());
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(Counts counts, string folder, Action<string> report)
    {
        if (counts.Kills / 2 is > 0 and var onSqlite)
        {
            report("the program on SQLite is killed");
            Tell(await Rounds.KillAsync(new Installation(Path.Combine(folder, "sqlite")), onSqlite, report), report);
        }

        if (counts is { Kills: 0, Restarts: 0 })
            return;
        using var server = PostgresServer.StartOwn();
        if (counts.Kills - (counts.Kills / 2) is > 0 and var onPostgres)
        {
            report("the program on PostgreSQL is killed");
            Tell(await Rounds.KillAsync(On(server, folder), onPostgres, report), report);
        }

        if (counts.Restarts > 0)
        {
            report("PostgreSQL is killed and started again");
            Tell(await Rounds.RestartAsync(On(server, folder), server, counts.Restarts, report), report);
        }
    }

    private static Installation On(PostgresServer server, string folder)
    {
        var database = server.CreateDatabase();
        return new Installation(Path.Combine(folder, database), server.ConnectionString(database));
    }

    private static void Tell(Crowd crowd, Action<string> report) => report(
        $"{crowd.Acknowledged} acknowledged, each there once; {crowd.BrokenOff} broken off and repeated, "
        + $"{crowd.Refused} told to try again, slowest answer {crowd.LongestAnswer.TotalSeconds:F1} s");

    private sealed record Counts(int Kills, int Restarts)
    {
        public static Counts? Read(string[] args)
        {
            var counts = new Counts(0, 0);
            for (var index = 0; index < args.Length; index += 2)
            {
                if (!int.TryParse(
                    args.ElementAtOrDefault(index + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    return null;
                switch (args[index])
                {
                    case "--kills": counts = counts with { Kills = count }; break;
                    case "--restarts": counts = counts with { Restarts = count }; break;
                    default: return null;
                }
            }

            return counts;
        }
    }
}
