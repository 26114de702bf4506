using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Npgsql;

namespace IdeaStorage.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of this process's own: a free port on loopback, a data folder that goes away with it, an
/// unprivileged user where it runs as root. It ends with the process that started it, however that ends.
/// </summary>
internal sealed partial class PostgresServer : IDisposable
{
    private const int VersionMin = 15;

    private const string Measured =
        "-c shared_buffers=1GB -c max_wal_size=4GB -c random_page_cost=1.1 -c maintenance_work_mem=512MB";

    /// <summary>
    /// Makes the data folder, then runs the server until its own input ends, which it does with this process.
    /// </summary>
    private const string Script =
        """
        set -u
        bin=$1 port=$2 base=$3
        folder=$(mktemp -d "$base/ideastorage-postgres-XXXXXX")
        trap 'rm -rf "$folder"' EXIT
        # Whoever ends the tests by a signal to all of them ends the server, too.
        trap : INT TERM
        "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$folder/log" 2>&1 &&
            echo "folder $folder" || { cat "$folder/log"; exit 1; }
        control() { "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -s "$@" >/dev/null 2>>"$folder/log"; }
        settings="-p $port -h 127.0.0.1 -k '' -c max_connections=200 -c shared_buffers=64MB $4"
        while read -r word && [ "$word" = start ]; do
            # After a crash the old processes may hold the shared memory for a moment.
            for try in 1 2 3 4 5; do control -w -o "$settings" start && break; done
            control status && echo "pid $(head -n 1 "$folder/data/postmaster.pid")" || { cat "$folder/log"; exit 1; }
        done
        control -m immediate stop
        """;

    private static readonly string NotInstalled =
        $"PostgreSQL {VersionMin} or newer is not installed (Debian, Ubuntu: apt-get install postgresql).";

    private static readonly Lazy<string?> Programs = new(Bin);

    private readonly Process _shell;
    private readonly int _port = FreePort();
    private int _databases;

    /// <param name="bin">Where the server's programs lie.</param>
    /// <param name="start">Makes a command that runs it, from the script's for a folder and settings.</param>
    private PostgresServer(string bin, Func<Func<string, string, string[]>, ProcessStartInfo> start)
    {
        _shell = Process.Start(start((folder, settings) =>
            ["sh", "-c", Script, "sh", bin, $"{_port}", folder, settings]))!;
        var folder = _shell.StandardOutput.ReadLine() ?? "";
        if (!folder.StartsWith("folder ", StringComparison.Ordinal))
            throw new InvalidOperationException($"initdb failed: {folder}{_shell.StandardOutput.ReadToEnd()}");
        BinFolder = bin;
        Start();
    }

    public static bool IsInstalled => Programs.Value is not null;

    /// <summary>A server to measure: as durable as PostgreSQL is by itself, with a small machine's memory.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static PostgresServer StartMeasured()
    {
        if (Programs.Value is not { } bin)
            throw new InvalidOperationException(NotInstalled);
        return new PostgresServer(bin, command => AsUnprivileged(command(Path.GetTempPath(), Measured)));
    }

    /// <summary>Where <c>psql</c>, <c>pg_dump</c> and the others lie.</summary>
    public string BinFolder { get; }

    /// <summary>The process of the server itself, to be killed by a test that wants it to fail.</summary>
    public int ProcessId { get; private set; }

    /// <summary>A process beside the server that is never killed and sees the same files.</summary>
    public int HelperId => _shell.Id;

    public int Port => _port;

    /// <summary>Starts the server, again after it was killed, and waits until it answers.</summary>
    public void Start()
    {
        _shell.StandardInput.WriteLine("start");
        _shell.StandardInput.Flush();
        var started = _shell.StandardOutput.ReadLine() ?? "";
        if (!started.StartsWith("pid ", StringComparison.Ordinal))
            throw new InvalidOperationException($"No start: {started}\n{_shell.StandardOutput.ReadToEnd()}");
        ProcessId = int.Parse(started["pid ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Ends the server at once, as a crash would.</summary>
    public void Kill()
    {
        using var server = Process.GetProcessById(ProcessId);
        server.Kill();
        server.WaitForExit();
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;Include Error Detail=true";

    /// <summary>A new database, empty or a copy of another one to which nobody is connected.</summary>
    /// <returns>Its name.</returns>
    public string CreateDatabase(string? template = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        Execute($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
        return name;
    }

    /// <summary>Stops the server and removes its data.</summary>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit();
        _shell.Dispose();
    }

    public void DropDatabase(string name) => Execute($"DROP DATABASE {name} WITH (FORCE)");

    /// <summary>Runs one of the server's programs on a database; answers what it prints.</summary>
    public string Run(string program, string database, string input = "")
    {
        var start = new ProcessStartInfo(
            Path.Combine(BinFolder, program), ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (program == "psql")
            start.ArgumentList.Insert(0, "--set=ON_ERROR_STOP=1");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Result
            : throw new InvalidOperationException($"{program} of {database} ended with {process.ExitCode}.");
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string? Bin()
    {
        var folders = Output("pg_config", "--bindir")
            .Concat(Directory.Exists("/usr/lib/postgresql")
                ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(path => path + "/bin")
                : []);
        return folders.FirstOrDefault(folder => VersionOf(Path.Combine(folder, "postgres")) >= VersionMin);
    }

    private static int VersionOf(string program)
    {
        var words = Output(program, "--version").SelectMany(line => line.Split(' ', '.')).ToList();
        return words.Select(word => int.TryParse(word, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .FirstOrDefault(number => number > 0);
    }

    /// <summary>The lines that a program prints; none if there is no such program.</summary>
    private static IEnumerable<string> Output(string program, string argument)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, [argument]) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return [];
        }
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static ProcessStartInfo AsUnprivileged(string[] command)
    {
        string[] user = ["setpriv", "--reuid", UnprivilegedUser(), "--regid", "nogroup", "--clear-groups"];
        return Piped(Environment.IsPrivilegedProcess && !RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? [.. user, .. command]
            : command);
    }

    private static ProcessStartInfo Piped(string[] command) => new(command[0], command[1..])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        WorkingDirectory = Path.GetTempPath(),
    };

    private static string UnprivilegedUser() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
