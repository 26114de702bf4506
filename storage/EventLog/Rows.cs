using IdeaStorage.Domain;
using IdeaStorage.Domain.Members;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.EventLog;

internal static class EventRows
{
    public const string Columns = "position, stream, version, command_id, name, data";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static RecordedEvent Read(IRow row, EventCodec codec)
    {
        var position = row.Int64(0);
        return new RecordedEvent(
            position, row.Text(1), row.Int64(2), row.Text(3), codec.Decode(row.Text(4), row.Bytes(5), position));
    }
}

internal static class CommandRows
{
    public const string Columns = "command_id, stream, subject_id, version";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static CommandRecord Read(IRow row) => new(row.Text(0), row.Text(1), row.Text(2), row.Int64(3));
}

internal static class TextRows
{
    public static void Insert(IStatements statements, string stream, Text text, string hash) =>
        statements.SendOf(
            stream, "INSERT INTO texts (id, hash, salt, content) VALUES (@p0, @p1, @p2, @p3)",
            text.Id, hash, text.Salt, text.Content);

    /// <summary>The content; empty if it was erased, null if there never was such a text.</summary>
    public static string? Find(IStatements statements, string textId) =>
        statements.Find("SELECT content FROM texts WHERE id = @p0", static row => row.Text(0), textId);
}

internal static class ProfileRows
{
    public static void Save(IStatements statements, Profile profile) =>
        statements.Send(
            """
            INSERT INTO profiles (member_id, handle, handle_key, display_name, email) VALUES (@p0, @p1, @p2, @p3, @p4)
            ON CONFLICT (member_id) DO UPDATE SET
                handle = excluded.handle, handle_key = excluded.handle_key,
                display_name = excluded.display_name, email = excluded.email
            """,
            profile.MemberId, profile.Handle, HandleKey.Of(profile.Handle), profile.DisplayName, profile.Email);
}
