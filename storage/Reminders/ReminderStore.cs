using System.Globalization;
using IdeaStorage.Storage.Database;

namespace IdeaStorage.Storage.Reminders;

internal sealed class ReminderStore(IDatabase database) : IReminderStore
{
    private const string Select =
        "SELECT grain_id, name, grain_hash, start_at, period, etag FROM reminders";

    private const string Order = "ORDER BY grain_id, name";

    public Task<IReadOnlyList<ReminderRow>> ReadGrainAsync(
        string grainId, CancellationToken cancellationToken = default) =>
        ListAsync($"{Select} WHERE grain_id = @p0 {Order}", [grainId], cancellationToken);

    public Task<IReadOnlyList<ReminderRow>> ReadRangeAsync(
        uint begin, uint end, CancellationToken cancellationToken = default) =>
        ListAsync(
            begin < end
                ? $"{Select} WHERE grain_hash > @p0 AND grain_hash <= @p1 {Order}"
                : $"{Select} WHERE grain_hash > @p0 OR grain_hash <= @p1 {Order}",
            [begin, end], cancellationToken);

    public Task<ReminderRow?> FindAsync(
        string grainId, string name, CancellationToken cancellationToken = default) =>
        database.FindAsync(
            $"{Select} WHERE grain_id = @p0 AND name = @p1", Read, [grainId, name], cancellationToken);

    public Task<string> UpsertAsync(ReminderRow row, CancellationToken cancellationToken = default) =>
        database.RunAsync(
            statements =>
            {
                // Always a new row, so that it draws a new etag.
                statements.Send(
                    "DELETE FROM reminders WHERE grain_id = @p0 AND name = @p1", row.GrainId, row.Name);
                return statements.Find(
                    """
                    INSERT INTO reminders (grain_id, name, grain_hash, start_at, period)
                    VALUES (@p0, @p1, @p2, @p3, @p4) RETURNING etag
                    """,
                    static inserted => inserted.Int64(0).ToString(CultureInfo.InvariantCulture),
                    row.GrainId, row.Name, row.GrainHash, row.StartAt.ToUnixTimeMilliseconds(),
                    (long)row.Period.TotalMilliseconds)!;
            },
            cancellationToken: cancellationToken);

    public async Task<bool> RemoveAsync(
        string grainId, string name, string etag, CancellationToken cancellationToken = default) =>
        long.TryParse(etag, CultureInfo.InvariantCulture, out var expected)
        && await database.ExecuteAsync(
            "DELETE FROM reminders WHERE grain_id = @p0 AND name = @p1 AND etag = @p2", [grainId, name, expected],
            cancellationToken) > 0;

    public Task ClearAsync(CancellationToken cancellationToken = default) =>
        database.ExecuteAsync("DELETE FROM reminders", [], cancellationToken);

    private static ReminderRow Read(IRow row) => new(
        row.Text(0), row.Text(1), (uint)row.Int64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3)),
        TimeSpan.FromMilliseconds(row.Int64(4)), row.Int64(5).ToString(CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<ReminderRow>> ListAsync(
        string sql, object?[] parameters, CancellationToken cancellationToken) =>
        await database.ListAsync(sql, Read, parameters, cancellationToken);
}
