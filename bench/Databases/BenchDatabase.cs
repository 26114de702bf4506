using System.CommandLine;
using System.Globalization;
using IdeaStorage.Storage;

namespace IdeaStorage.Bench.Databases;

/// <summary>
/// The database that a command measures: SQLite in a folder, or PostgreSQL on a server of its own. Both are durable and
/// gone with this object.
/// </summary>
internal sealed class BenchDatabase : IDisposable
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ideastorage-bench-");

    private readonly List<string> _names = [];

    private BenchDatabase(PostgresServer? server)
    {
        Server = server;
        Address = NewAddress();
    }

    /// <summary>The server, or null for SQLite.</summary>
    public PostgresServer? Server { get; }

    /// <summary>Where storage finds it.</summary>
    public StorageAddress Address { get; }

    /// <summary>For the names of figures: <c>postgres.</c>, and nothing for SQLite.</summary>
    public string Prefix => Server is null ? "" : Postgres + ".";

    /// <summary>Of this process and of the database server.</summary>
    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime
        + (Server is null ? TimeSpan.Zero : ServerProcessor.Of(Server.ProcessId));

    /// <summary>The option <c>--database sqlite|postgres</c>.</summary>
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--database")
        {
            Description = "sqlite, or postgres: on a server that the command starts for itself.",
            DefaultValueFactory = _ => Sqlite,
        };
        option.AcceptOnlyFromAmong(Sqlite, Postgres);
        return option;
    }

    /// <param name="kind">What the option says.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed.</exception>
    public static BenchDatabase Open(string kind) => new(kind == Sqlite ? null : PostgresServer.StartMeasured());

    /// <summary>Another, empty database of the same kind.</summary>
    public StorageAddress NewAddress()
    {
        var folder = _folder.CreateSubdirectory(Path.GetRandomFileName()).FullName;
        if (Server is null)
            return new StorageAddress(folder);
        _names.Add(Server.CreateDatabase());
        return new StorageAddress(folder, Server.ConnectionString(_names[^1]));
    }

    /// <summary>Does at once what PostgreSQL does by itself some time after much was written.</summary>
    public void Vacuum()
    {
        foreach (var name in _names)
            Server!.Run("psql", name, "VACUUM ANALYZE");
    }

    /// <summary>What the newest database takes of the disk.</summary>
    public long NewestBytes() => Server is null
        ? _folder.GetDirectories().MaxBy(folder => folder.CreationTimeUtc)!.GetFiles().Sum(file => file.Length)
        : long.Parse(
            Server.Run("psql", _names[^1], "\\pset tuples_only\nSELECT pg_database_size(current_database())")
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1],
            CultureInfo.InvariantCulture);

    public void Dispose()
    {
        Server?.Dispose();
        _folder.Delete(recursive: true);
    }
}
