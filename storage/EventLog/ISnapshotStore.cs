namespace IdeaStorage.Storage.EventLog;

/// <summary>Folded states, to save replaying a stream. Only ever a cache: losing one costs time, never data.</summary>
public interface ISnapshotStore
{
    /// <summary>The newest snapshot of this shape, or null (none, another shape, or unreadable).</summary>
    Task<Snapshot<TState>?> ReadAsync<TState>(string stream, CancellationToken cancellationToken = default)
        where TState : class;

    /// <summary>Keeps this state unless a newer one is kept already.</summary>
    Task WriteAsync<TState>(string stream, Snapshot<TState> snapshot, CancellationToken cancellationToken = default)
        where TState : class;
}

/// <param name="Version">The number of events folded into it.</param>
/// <param name="State">The state.</param>
public sealed record Snapshot<TState>(long Version, TState State)
    where TState : class;
