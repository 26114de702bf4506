using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IdeaStorage.Bench.Databases;

namespace IdeaStorage.Bench.Web.Load;

/// <summary>
/// PostgreSQL's own load program with a transaction of two inserts, prepared, and a commit that waits for the disk:
/// what a comment would cost if nothing but its two rows were written, straight from the client.
/// </summary>
internal sealed partial class Pgbench : ITarget, IDisposable
{
    private const int Threads = 2;

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

    public async Task<Round> RunAsync(int connections, TimeSpan time)
    {
        var before = ServerProcessor.Of(_server.ProcessId);
        var seconds = Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));
        using var process = Process.Start(Command(connections, seconds))!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"pgbench ended with {process.ExitCode}.");
        var taken = ReadTaken();
        var perSecond = double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
        return new Round(taken.Length / perSecond, ServerProcessor.Of(_server.ProcessId) - before, taken);
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

    /// <summary>The third word of each line that it logs is what the transaction took, in microseconds.</summary>
    private long[] ReadTaken()
    {
        var taken = new List<long>();
        foreach (var log in _folder.GetFiles("pgbench_log.*"))
        {
            taken.AddRange(File.ReadLines(log.FullName).Select(line =>
                long.Parse(line.Split(' ', 4)[2], CultureInfo.InvariantCulture) * Stopwatch.Frequency / 1_000_000));
            log.Delete();
        }

        return [.. taken];
    }

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+) \(without initial connection time\)")]
    private static partial Regex Rate();
}
