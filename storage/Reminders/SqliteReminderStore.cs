using System.Globalization;
using IdeaStorage.Storage.Database.Sqlite;

namespace IdeaStorage.Storage.Reminders;

internal sealed class SqliteReminderStore(SqliteDatabase database) : IReminderStore
{
    private const string Select =
        "SELECT grain_id, name, grain_hash, start_at, period, etag FROM reminders";

    private const string Order = "ORDER BY grain_id, name";

    public Task<IReadOnlyList<ReminderRow>> ReadGrainAsync(
        string grainId, CancellationToken cancellationToken = default) =>
        ListAsync($"{Select} WHERE grain_id = @p0 {Order}", grainId);

    public Task<IReadOnlyList<ReminderRow>> ReadRangeAsync(
        uint begin, uint end, CancellationToken cancellationToken = default) =>
        ListAsync(
            begin < end
                ? $"{Select} WHERE grain_hash > @p0 AND grain_hash <= @p1 {Order}"
                : $"{Select} WHERE grain_hash > @p0 OR grain_hash <= @p1 {Order}",
            begin, end);

    public Task<ReminderRow?> FindAsync(
        string grainId, string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(database.Read(statements =>
            statements.Find($"{Select} WHERE grain_id = @p0 AND name = @p1", Read, grainId, name)));

    public Task<string> UpsertAsync(ReminderRow row, CancellationToken cancellationToken = default) =>
        database.RunAsync(
            session =>
            {
                // Replacing inserts a new row, and with it draws a new etag.
                session.Statements.Execute(
                    """
                    INSERT OR REPLACE INTO reminders (grain_id, name, grain_hash, start_at, period)
                    VALUES (@p0, @p1, @p2, @p3, @p4)
                    """,
                    row.GrainId, row.Name, row.GrainHash, row.StartAt.ToUnixTimeMilliseconds(),
                    (long)row.Period.TotalMilliseconds);
                return session.Statements.LastRowId.ToString(CultureInfo.InvariantCulture);
            },
            cancellationToken);

    public Task<bool> RemoveAsync(
        string grainId, string name, string etag, CancellationToken cancellationToken = default) =>
        database.RunAsync(
            session => long.TryParse(etag, CultureInfo.InvariantCulture, out var expected)
                && session.Statements.Execute(
                    "DELETE FROM reminders WHERE grain_id = @p0 AND name = @p1 AND etag = @p2",
                    grainId, name, expected) > 0,
            cancellationToken);

    public Task ClearAsync(CancellationToken cancellationToken = default) =>
        database.RunAsync(session => session.Statements.Execute("DELETE FROM reminders"), cancellationToken);

    private static ReminderRow Read(SqliteStatement row) => new(
        row.Text(0), row.Text(1), (uint)row.Int64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3)),
        TimeSpan.FromMilliseconds(row.Int64(4)), row.Int64(5).ToString(CultureInfo.InvariantCulture));

    private Task<IReadOnlyList<ReminderRow>> ListAsync(string sql, params object?[] parameters) =>
        Task.FromResult<IReadOnlyList<ReminderRow>>(
            database.Read(statements => statements.List(sql, Read, parameters)));
}
