using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.EventLog.Sqlite;

internal static class EventRows
{
    public const string Columns = "position, stream, version, command_id, name, data";

    public static long Version(SqliteStatements statements, string stream) =>
        statements.FindInt64("SELECT max(version) FROM events WHERE stream = @p0", stream) ?? 0;

    /// <summary>Inserts an event and answers its position.</summary>
    public static long Insert(
        SqliteStatements statements, string stream, long version, string commandId, StoredEvent stored)
    {
        statements.Execute(
            "INSERT INTO events (stream, version, command_id, name, data) VALUES (@p0, @p1, @p2, @p3, @p4)",
            stream, version, commandId, stored.Name, new Utf8Text(stored.Data));
        return statements.LastRowId;
    }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static RecordedEvent Read(SqliteStatement row, EventCodec codec)
    {
        var position = row.Int64(0);
        return new RecordedEvent(
            position, row.Text(1), row.Int64(2), row.Text(3), codec.Decode(row.Text(4), row.Bytes(5), position));
    }
}

internal static class CommandRows
{
    public static bool TryInsert(SqliteStatements statements, CommandRecord command) =>
        statements.Execute(
            """
            INSERT INTO commands (command_id, stream, subject_id, version) VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT DO NOTHING
            """,
            command.CommandId, command.Stream, command.SubjectId, command.Version) > 0;

    public static CommandRecord? Find(SqliteStatements statements, string commandId) =>
        statements.Find(
            "SELECT command_id, stream, subject_id, version FROM commands WHERE command_id = @p0",
            static row => new CommandRecord(row.Text(0), row.Text(1), row.Text(2), row.Int64(3)),
            commandId);
}

internal static class TextRows
{
    public static void Insert(SqliteStatements statements, Text text, string hash) =>
        statements.Execute(
            "INSERT INTO texts (id, hash, salt, content) VALUES (@p0, @p1, @p2, @p3)",
            text.Id, hash, text.Salt, text.Content);

    /// <summary>The content; empty if it was erased, null if there never was such a text.</summary>
    public static string? Find(SqliteStatements statements, string textId) =>
        statements.Find("SELECT content FROM texts WHERE id = @p0", static row => row.Text(0), textId);
}

internal static class ProfileRows
{
    public static void Save(SqliteStatements statements, Profile profile) =>
        statements.Execute(
            """
            INSERT INTO profiles (member_id, handle, handle_key, display_name, email) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (member_id) DO UPDATE SET
                handle = excluded.handle, handle_key = excluded.handle_key,
                display_name = excluded.display_name, email = excluded.email
            """,
            profile.MemberId, profile.Handle, HandleKey.Of(profile.Handle), profile.DisplayName, profile.Email);
}
