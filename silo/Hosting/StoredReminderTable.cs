using IdeaStorage.Storage.Reminders;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Silo.Hosting;

/// <summary>Keeps the grains' reminders in the product's own database, on either host.</summary>
internal sealed class StoredReminderTable(IReminderStore store) : IReminderTable
{
    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Data(await store.ReadGrainAsync(grainId.ToString()));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) =>
        Data(await store.ReadRangeAsync(begin, end));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) =>
        await store.FindAsync(grainId.ToString(), reminderName) is { } row ? Entry(row) : null;

    public async Task<string?> UpsertRow(ReminderEntry entry) => await store.UpsertAsync(new ReminderRow(
        entry.GrainId.ToString(),
        entry.ReminderName,
        entry.GrainId.GetUniformHashCode(),
        new DateTimeOffset(DateTime.SpecifyKind(entry.StartAt, DateTimeKind.Utc)),
        entry.Period));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        store.RemoveAsync(grainId.ToString(), reminderName, eTag);

    public Task TestOnlyClearTable() => store.ClearAsync();

    private static ReminderTableData Data(IEnumerable<ReminderRow> rows) => new(rows.Select(Entry));

    private static ReminderEntry Entry(ReminderRow row) => new()
    {
        GrainId = GrainId.Parse(row.GrainId, null),
        ReminderName = row.Name,
        StartAt = row.StartAt.UtcDateTime,
        Period = row.Period,
        ETag = row.ETag,
    };
}
