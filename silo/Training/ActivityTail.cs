using IdeaStorage.Grains.Recommendations;
using IdeaStorage.Grains.Recommendations.Training;
using IdeaStorage.Silo.Tails;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Silo.Training;

/// <summary>
/// Keeps the snapshot of activity near the end of the log, and tells the training grain how much was done. The log
/// itself is read, from where the snapshot ends, so events that come twice or were parked make no difference.
/// </summary>
internal sealed partial class ActivityTail(
    ActivityModel activity, IGrainFactory grains, TimeProvider time, ILogger<ActivityTail> logger)
    : ITailConsumer, IAsyncDisposable
{
    /// <summary>Far less than a tail may take; what is left is read with the next events.</summary>
    private const int EventsAtOnceMax = 5_000;

    private const int ActsPerNote = 100;

    /// <summary>
    /// A snapshot is the whole of the activity, so its cost must not come with so many events: on a busy installation
    /// it comes with time.
    /// </summary>
    public static readonly TimeSpan SnapshotInterval = TimeSpan.FromMinutes(10);

    private long? _publishedAt;
    private long _snapshotAt = -1;
    private long _notedActs = -1;

    public string Name => "activity";

    /// <summary>Fewer events than this are replayed sooner than a snapshot of them is worth.</summary>
    public int EventsPerSnapshot { get; init; } = 5_000;

    /// <summary>Ends with the snapshot that is being published.</summary>
    public Task Publishing { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// One is enough to say that there is something to read; the others would be decoded here for nothing.
    /// </summary>
    public Task<IReadOnlyList<LogEntry>> ChooseAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken)
    {
        var last = entries.LastOrDefault(ActivityModel.IsActivity);
        return Task.FromResult<IReadOnlyList<LogEntry>>(
            [.. entries.Where(entry => ReferenceEquals(entry, last) || !entry.IsKnown)]);
    }

    public async Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken)
    {
        var acts = await activity.FollowAsync(EventsAtOnceMax, cancellationToken);
        if (_snapshotAt < 0) _snapshotAt = activity.SnapshotPosition;
        if (IsSnapshotDue())
        {
            (_snapshotAt, _publishedAt) = (activity.Position, time.GetTimestamp());
            // Beside the tail, which must not wait for a store that may be far away.
            Publishing = PublishAsync();
        }

        if (_notedActs < 0 || acts - _notedActs >= ActsPerNote)
        {
            await grains.GetGrain<ITrainingGrain>(0).Note(acts).WaitAsync(cancellationToken);
            _notedActs = acts;
        }
    }

    public async ValueTask DisposeAsync() => await Publishing;

    private bool IsSnapshotDue() =>
        activity.Position - _snapshotAt >= EventsPerSnapshot
        && (_publishedAt is not { } then || time.GetElapsedTime(then) >= SnapshotInterval)
        && Publishing.IsCompleted;

    private async Task PublishAsync()
    {
        await Task.Yield();
        try
        {
            LogPublished(await activity.PublishSnapshotAsync(CancellationToken.None));
        }
        catch (Exception error)
        {
            // The one before is still there, and the next comes.
            LogFailed(error);
        }
    }

    [LoggerMessage(LogLevel.Debug, "A snapshot of activity up to position {Position} is published")]
    private partial void LogPublished(long position);

    [LoggerMessage(LogLevel.Warning, "No snapshot of activity could be published; it is tried again later")]
    private partial void LogFailed(Exception error);
}
