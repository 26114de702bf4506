using System.Diagnostics;
using System.Globalization;
using IdeaStorage.Bench.Databases;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>
/// PostgreSQL's own load program with a transaction of two inserts, prepared, and a commit that waits for the disk:
/// what a comment would cost if nothing but its two rows were written, straight from the client.
/// </summary>
internal sealed class Pgbench : ITarget, IDisposable
{
    private const int Threads = 2;

    /// <summary>The server may have begun work of its own meanwhile, so this wait has an end.</summary>
    private const int GoneTenthsMax = 50;

    private static readonly TimeSpan BeginTime = TimeSpan.FromSeconds(4);

    private const string Tables =
        """
        CREATE TABLE comments (
            id BIGINT PRIMARY KEY, idea_id BIGINT NOT NULL, parent_id BIGINT, at TIMESTAMPTZ NOT NULL);
        CREATE TABLE texts (id BIGINT PRIMARY KEY, content TEXT NOT NULL);
        """;

    private const string Script =
        $"""
        \set id random(1, 9000000000000000000)
        \set idea random(1, 1000)
        BEGIN;
        INSERT INTO comments VALUES (:id, :idea, NULL, now());
        INSERT INTO texts VALUES (:id, '{WebContent.Comment}');
        COMMIT;
        """;

    private readonly PostgresServer _server;
    private readonly string _database;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ideastorage-pgbench-");

    public Pgbench(PostgresServer server)
    {
        (_server, _database) = (server, server.CreateDatabase());
        server.Run("psql", _database, Tables);
        File.WriteAllText(ScriptPath, Script);
    }

    private string ScriptPath => Path.Combine(_folder.FullName, "two-inserts.sql");

    /// <summary>
    /// What is done in <paramref name="time"/>, when all connections have been made and have prepared their statements:
    /// each is a process of the server, and sixty-four of them may take more than a second for that. Returns when the
    /// last of these is gone, so that none takes from whoever is measured next.
    /// </summary>
    public async Task<Round> RunAsync(int connections, TimeSpan time)
    {
        var seconds = (int)Math.Ceiling((BeginTime + time).TotalSeconds);
        var processes = ServerProcessor.CountOf(_server.ProcessId);
        using var process = Process.Start(Command(connections, seconds))!;
        var output = process.StandardOutput.ReadToEndAsync();
        await Task.Delay(BeginTime);
        var (from, before) = (DateTimeOffset.UtcNow, ServerProcessor.Of(_server.ProcessId));
        await Task.Delay(time);
        var (until, after) = (DateTimeOffset.UtcNow, ServerProcessor.Of(_server.ProcessId));
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pgbench ended with {process.ExitCode}.");
        for (var i = 0; i < GoneTenthsMax && ServerProcessor.CountOf(_server.ProcessId) > processes; i++)
            await Task.Delay(100);
        return new Round((until - from).TotalSeconds, after - before, ReadTaken(from, until));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo Command(int connections, int seconds) => new(
        Path.Combine(_server.BinFolder, "pgbench"),
        [
            "-h", "127.0.0.1", "-p", $"{_server.Port}", "-U", "postgres", "-n", "-M", "prepared", "-l",
            "-c", $"{connections}", "-j", $"{Threads}", "-T", $"{seconds}", "-f", ScriptPath, _database,
        ])
    {
        RedirectStandardOutput = true,
        WorkingDirectory = _folder.FullName,
    };

    /// <summary>
    /// Of each line that it logs the third word is what the transaction took, in microseconds; the fifth and the sixth
    /// are when it ended, in seconds and microseconds.
    /// </summary>
    private long[] ReadTaken(DateTimeOffset from, DateTimeOffset until)
    {
        var taken = new List<long>();
        foreach (var log in _folder.GetFiles("pgbench_log.*"))
        {
            foreach (var line in File.ReadLines(log.FullName))
            {
                var words = line.Split(' ').Select(word => long.Parse(word, CultureInfo.InvariantCulture)).ToArray();
                var ended = DateTimeOffset.FromUnixTimeSeconds(words[4]).AddMicroseconds(words[5]);
                if (ended >= from && ended < until)
                    taken.Add(words[2] * Stopwatch.Frequency / 1_000_000);
            }

            log.Delete();
        }

        return [.. taken];
    }
}
