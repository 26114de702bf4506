using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;

namespace IdeaStorage.Silo.Tails;

/// <summary>
/// What is done about events after they are stored. Each event comes at least once: a consumer for which a second time
/// makes a difference loses or doubles something.
/// </summary>
public interface ITailConsumer
{
    /// <summary>The name of its tail: <c>news</c>. Its checkpoint is kept under it, so it never changes.</summary>
    string Name { get; }

    /// <summary>
    /// The entries that it has something to do about, in their order; the others are passed over, and not even read.
    /// An event that this program does not know must be among them, so that it is parked for a newer one.
    /// </summary>
    Task<IReadOnlyList<LogEntry>> ChooseAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken cancellationToken) => Task.FromResult(entries);

    /// <summary>
    /// Handles the next events, which come in the order of the log; one that is replayed comes later than its
    /// neighbours.
    /// </summary>
    /// <remarks>
    /// It must end, or give up when cancelled, within <see cref="TailLimits.HandlingMax"/>. Whatever it throws has the
    /// events come again, one by one, until the one at fault is parked; but not
    /// a <see cref="DatabaseFailure"/>, which is no event's fault and is waited out.
    /// </remarks>
    Task HandleAsync(IReadOnlyList<RecordedEvent> events, CancellationToken cancellationToken);
}

/// <summary>How tails work. Their sum keeps the promise that a crashed holder's tail goes on within 10 s.</summary>
public static class TailLimits
{
    /// <summary>Events handled, and acknowledged to the database, at once.</summary>
    public const int BatchEvents = 256;

    /// <summary>
    /// The least time between two reads of a log that grows all the while: many events at once cost little more than
    /// one. The first event after a pause is handled at once.
    /// </summary>
    public static readonly TimeSpan RestTime = TimeSpan.FromMilliseconds(100);

    /// <summary>How often an event is tried before it is parked.</summary>
    public const int AttemptsMax = 6;

    /// <summary>
    /// How often a holder shows that it is alive, and how often whoever waits looks; also the slow poll of the log.
    /// </summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(2);

    /// <summary>A holder that has shown nothing for so long has lost the tail. Handling begins at most
    /// <see cref="BeatEvery"/> after a beat, so it has ended before.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(6);

    /// <summary>How long a consumer may take for what it is given.</summary>
    public static readonly TimeSpan HandlingMax = TimeSpan.FromSeconds(3);

    /// <summary>The wait after the first failure; each further one doubles it. Half of it is fixed, half is
    /// random.</summary>
    public static readonly TimeSpan FirstRetryAfter = TimeSpan.FromMilliseconds(500);
}

/// <summary>The process that tails run in.</summary>
/// <param name="Holder">Names it to an operator: machine and process.</param>
/// <param name="Jitter">Draws from [0, 1), so that not everyone retries at once.</param>
public sealed record TailNode(string Holder, Func<double> Jitter);
