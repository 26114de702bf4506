namespace IdeaStorage.Storage.Reminders;

/// <summary>
/// The rows behind grains' reminders, with the meaning that Orleans gives to a reminder table: ranges on the ring of
/// grain hashes, and an etag that changes with every write.
/// </summary>
public interface IReminderStore
{
    /// <summary>All reminders of one grain.</summary>
    Task<IReadOnlyList<ReminderRow>> ReadGrainAsync(string grainId, CancellationToken cancellationToken = default);

    /// <summary>
    /// All reminders of grains whose hash lies after <paramref name="begin"/> up to and with <paramref name="end"/>,
    /// going round the ring: with <paramref name="begin"/> ≥ <paramref name="end"/> it passes zero, with both equal
    /// it is all.
    /// </summary>
    Task<IReadOnlyList<ReminderRow>> ReadRangeAsync(
        uint begin, uint end, CancellationToken cancellationToken = default);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderRow?> FindAsync(string grainId, string name, CancellationToken cancellationToken = default);

    /// <summary>Inserts or replaces, whatever etag the row brings; answers the new etag.</summary>
    Task<string> UpsertAsync(ReminderRow row, CancellationToken cancellationToken = default);

    /// <summary>Removes it if it still has this etag; false if it has another or is gone.</summary>
    Task<bool> RemoveAsync(
        string grainId, string name, string etag, CancellationToken cancellationToken = default);

    /// <summary>Removes all reminders. Only tests ask for it.</summary>
    Task ClearAsync(CancellationToken cancellationToken = default);
}

/// <param name="GrainId">The grain, as text.</param>
/// <param name="Name">The reminder's name, unique in its grain.</param>
/// <param name="GrainHash">The grain's place on the ring of 2³².</param>
/// <param name="StartAt">When it first ticks, in UTC; kept to the millisecond.</param>
/// <param name="Period">Time between ticks; kept to the millisecond.</param>
/// <param name="ETag">The version of the row; empty for a new one.</param>
public sealed record ReminderRow(
    string GrainId, string Name, uint GrainHash, DateTimeOffset StartAt, TimeSpan Period, string ETag = "");
