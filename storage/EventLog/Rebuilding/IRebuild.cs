namespace IdeaStorage.Storage.EventLog;

/// <summary>Makes read models anew from the log.</summary>
public interface IRebuild
{
    /// <summary>The names that <see cref="RebuildAsync"/> takes.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>
    /// Fills the tables of one read model, or of all (<paramref name="name"/> null), anew from the log, in one
    /// transaction: readers see the old rows until it is done, and a cancelled, failed or killed rebuild changes
    /// nothing. Writes wait meanwhile.
    /// </summary>
    /// <exception cref="ArgumentException">There is no read model of this name.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot take it now.</exception>
    Task RebuildAsync(
        string? name = null, IProgress<RebuildProgress>? progress = null,
        CancellationToken cancellationToken = default);
}

/// <param name="EventsDone">Events replayed so far.</param>
/// <param name="EventsTotal">Events in the log.</param>
public readonly record struct RebuildProgress(long EventsDone, long EventsTotal);
