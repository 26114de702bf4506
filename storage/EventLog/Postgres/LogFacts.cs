using IdeaStorage.Storage.Database.Postgres;

namespace IdeaStorage.Storage.EventLog.Postgres;

/// <summary>
/// What a group must know of the log before it writes: its head, the versions of the streams, the commands that were
/// used. Read under the log's lock, so it stays true until the commit but for what the group itself adds. Or expected,
/// and made sure of under the lock, by the same batch that writes.
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

    /// <summary>
    /// Fails, by a division, where the log is not as expected. An insert that inserts nothing, because it must give no
    /// rows in the middle of a batch.
    /// </summary>
    private const string MakeSure =
        """
        INSERT INTO commands (command_id, stream, subject_id, version)
        SELECT '', '', '', 1 / (found - found) FROM (
            SELECT @p0 AS expected, (SELECT COALESCE(max(position), 0) FROM events) AS found
            UNION ALL
            SELECT s.version, COALESCE((SELECT max(e.version) FROM events e WHERE e.stream = s.stream), 0)
            FROM unnest(@p1, @p2) AS s (stream, version)) AS log
        WHERE expected <> found
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

    /// <summary>
    /// The log as the appends take it to be, with commands that were not used before. Where it is not so, the batch
    /// fails: by the statement that is sent here, or because a command is there.
    /// </summary>
    /// <param name="session">Sends the statement that makes sure.</param>
    /// <param name="appends">In their order.</param>
    /// <param name="head">The position of the newest event, as this process left it.</param>
    public static LogFacts Expect(PostgresSession session, IEnumerable<PostgresAppend> appends, long head)
    {
        var facts = new LogFacts { Head = head };
        foreach (var append in appends)
            facts._versions.TryAdd(append.Stream, append.ExpectedVersion);
        if (facts._versions.Count > 0)
            session.Send(MakeSure, head, facts._versions.Keys.ToArray(), facts._versions.Values.ToArray());
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
