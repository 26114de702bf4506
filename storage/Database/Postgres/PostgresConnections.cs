using System.Globalization;
using Npgsql;

namespace IdeaStorage.Storage.Database.Postgres;

/// <summary>
/// How connections are made, each setting with its reason. What the given string says itself is kept.
/// </summary>
internal static class PostgresConnections
{
    /// <summary>Connections for reading of one process. A server takes 100 unless told otherwise.</summary>
    public const int ReadersMax = 32;

    /// <summary>A server that says nothing for so long is taken for gone. Longer than it waits for a lock.</summary>
    private const int SilenceSecondsMax = 15;

    private static readonly (string Name, string Value)[] Writer =
    [
        // An acknowledged append is on the server's disk.
        ("synchronous_commit", "on"),
        // Another process holds the log for one group at a time, which is milliseconds.
        ("lock_timeout", "10s"),
        // A process that hangs or is cut off in the middle of a group loses the log's lock, before others who wait for
        // the lock give up.
        ("idle_in_transaction_session_timeout", "4s"),
        // A cut network is noticed within 15 seconds.
        ("tcp_keepalives_idle", "5"),
        ("tcp_keepalives_interval", "5"),
        ("tcp_keepalives_count", "2"),
        // Statements are short and prepared; compiling them to machine code costs more than they do.
        ("jit", "off"),
        // Rows are found by key, however many or few there were when a statement was planned; and it is planned once.
        ("enable_seqscan", "off"),
        ("enable_hashjoin", "off"),
        ("enable_mergejoin", "off"),
        ("plan_cache_mode", "force_generic_plan"),
    ];

    private static readonly (string Name, string Value)[] Reader =
    [
        ("default_transaction_read_only", "on"),
        // A page waits no longer than this for its rows.
        ("statement_timeout", "15s"),
        ("jit", "off"),
        // Statements name tables in the order in which they are joined best; to look for another order among ten takes
        // ten times as long as to carry it out.
        ("join_collapse_limit", "1"),
    ];

    public static NpgsqlDataSource Writers(string connectionString)
    {
        var settings = Common(connectionString, Writer);
        // The one writer keeps its connection; a broken one is replaced, never reset and lent again.
        settings.Pooling = false;
        return NpgsqlDataSource.Create(settings);
    }

    public static NpgsqlDataSource Readers(string connectionString)
    {
        var settings = Common(connectionString, Reader);
        if (!IsGiven(connectionString, "Maximum Pool Size"))
            settings.MaxPoolSize = ReadersMax;
        // Settings come with the connection, so nothing has to be reset between two uses.
        settings.NoResetOnClose = true;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>One connection that stays open to hear notifications; those would be lost in a pool.</summary>
    public static NpgsqlDataSource Listener(string connectionString)
    {
        var settings = Common(connectionString, []);
        settings.Pooling = false;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Server and database, without the password.</summary>
    public static string Describe(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        return $"'{settings.Database ?? settings.Username}' on {settings.Host}:{settings.Port}";
    }

    /// <summary>The builder's own question is whether there is such a setting at all.</summary>
    private static bool IsGiven(string connectionString, string setting) =>
        new NpgsqlConnectionStringBuilder(connectionString).Keys.Contains(setting);

    private static NpgsqlConnectionStringBuilder Common(string connectionString, (string, string)[] options)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // A network that swallows everything: no answer is an answer, too.
        if (!IsGiven(connectionString, "Command Timeout"))
            settings.CommandTimeout = SilenceSecondsMax;
        settings.ApplicationName ??= "IDEA STORAGE";
        // Every statement is a constant, prepared at its second use.
        settings.MaxAutoPrepare = 500;
        settings.AutoPrepareMinUsages = 2;
        settings.KeepAlive = 10;
        settings.Timeout = Math.Min(settings.Timeout, 5);
        var all = options.Select(option =>
            string.Create(CultureInfo.InvariantCulture, $"-c {option.Item1}={option.Item2}"));
        settings.Options = string.Join(' ', all.Prepend(settings.Options).Where(part => !string.IsNullOrEmpty(part)));
        return settings;
    }
}
