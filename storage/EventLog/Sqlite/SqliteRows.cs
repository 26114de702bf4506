using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.EventLog.Sqlite;

/// <summary>Rows of events and commands, asked for and written one by one.</summary>
internal static class SqliteRows
{
    public static long Version(SqliteStatements statements, string stream) =>
        statements.FindInt64("SELECT max(version) FROM events WHERE stream = @p0", stream) ?? 0;

    /// <summary>Inserts an event and answers its position.</summary>
    public static long InsertEvent(
        SqliteStatements statements, string stream, long version, string commandId, StoredEvent stored)
    {
        statements.Execute(
            "INSERT INTO events (stream, version, command_id, name, data) VALUES (@p0, @p1, @p2, @p3, @p4)",
            stream, version, commandId, stored.Name, new Utf8Text(stored.Data));
        return statements.LastRowId;
    }

    /// <summary>False if the command's id was used before.</summary>
    public static bool TryInsertCommand(SqliteStatements statements, CommandRecord command) =>
        statements.Execute(
            """
            INSERT INTO commands (command_id, stream, subject_id, version) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT DO NOTHING
            """,
            command.CommandId, command.Stream, command.SubjectId, command.Version) > 0;

    public static CommandRecord? FindCommand(SqliteStatements statements, string commandId) => statements.Find(
        $"SELECT {CommandRows.Columns} FROM commands WHERE command_id = @p0", CommandRows.Read, commandId);
}
