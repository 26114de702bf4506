using IdeaStorage.Storage.Database.Postgres;

namespace IdeaStorage.Storage.EventLog.Postgres;

/// <summary>
/// What a group must know of the log before it writes: its head, the versions of the streams, the commands that were
/// used. Read under the log's lock, so it stays true until the commit but for what the group itself adds.
/// </summary>
internal sealed class LogFacts
{
    private const string Sql =
        """
        SELECT 'head', NULL, NULL, NULL, COALESCE(max(position), 0) FROM events
        UNION ALL
        SELECT 'version', NULL, s.stream, NULL, (SELECT max(e.version) FROM events e WHERE e.stream = s.stream)
        FROM unnest(@p0) AS s (stream)
        UNION ALL
        SELECT 'command', command_id, stream, subject_id, version FROM commands WHERE command_id = ANY (@p1)
        """;

    private readonly Dictionary<string, long> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommandRecord> _commands = new(StringComparer.Ordinal);

    public static LogFacts None { get; } = new();

    /// <summary>The position of the newest event.</summary>
    public long Head { get; private set; }

    public static LogFacts Read(PostgresSession session, IEnumerable<PostgresAppend> appends)
    {
        var asked = appends.ToList();
        if (asked.Count == 0)
            return None;
        var facts = new LogFacts();
        string[] streams = [.. asked.Select(append => append.Stream).Distinct()];
        string[] commands = [.. asked.Select(append => append.CommandId).Distinct()];
        foreach (var (kind, command) in session.List(
            Sql, static row => (row.Text(0), new CommandRecord(row.Text(1), row.Text(2), row.Text(3), Number(row))),
            streams, commands))
        {
            if (kind == "head")
                facts.Head = command.Version;
            else if (kind == "version")
                facts._versions[command.Stream] = command.Version;
            else
                facts._commands[command.CommandId] = command;
        }

        return facts;
    }

    public long VersionOf(string stream) => _versions.GetValueOrDefault(stream);

    public CommandRecord? FindCommand(string commandId) => _commands.GetValueOrDefault(commandId);

    public long NextPosition() => ++Head;

    public void Add(CommandRecord command)
    {
        _versions[command.Stream] = command.Version;
        _commands[command.CommandId] = command;
    }

    private static long Number(Database.IRow row) => row.IsNull(4) ? 0 : row.Int64(4);
}
