using IdeaStorage.Domain;
using IdeaStorage.Storage.EventLog;
using Microsoft.Extensions.Logging;
using Orleans;

namespace IdeaStorage.Grains;

/// <summary>
/// A grain whose state is folded from one stream of the event log: load, decide, append, reply. An answer is given only
/// after the events are durable. A second activation of the same grain (a cluster partition) can never win as well: the
/// log checks the version, and the loser reloads and decides again.
/// </summary>
internal abstract class EventSourcedGrain<TState>(IEventLog log, ISnapshotStore snapshots, ILogger logger) : Grain
    where TState : class, IAggregate<TState>
{
    /// <summary>Events between two snapshots.</summary>
    internal const int SnapshotEventsMin = 200;

    /// <summary>How often a decision is made anew because someone else appended first.</summary>
    internal const int AttemptsMax = 4;

    private long _snapshotVersion;
    private bool _mayBeStale;

    /// <summary>The state after <see cref="Version"/> events.</summary>
    protected TState State { get; private set; } = TState.Empty;

    protected long Version { get; private set; }

    /// <summary>The stream that this grain owns.</summary>
    protected abstract string Stream { get; }

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (await snapshots.ReadAsync<TState>(Stream, cancellationToken) is { } snapshot)
        {
            (Version, State) = (snapshot.Version, snapshot.State);
            _snapshotVersion = Version;
        }

        await CatchUpAsync(cancellationToken);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (Version > _snapshotVersion) await KeepSnapshotAsync(cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync(ICommand, string, Func{TState, ValueTask{Decision}})"/>
    protected Task<Result<Receipt>> ExecuteAsync(
        ICommand command, string subjectId, Func<TState, Decision> decide) =>
        ExecuteAsync(command, subjectId, state => ValueTask.FromResult(decide(state)));

    /// <summary>Carries out one command: the same id twice gives the same answer and changes nothing.</summary>
    /// <param name="command">The command.</param>
    /// <param name="subjectId">The id that the receipt names.</param>
    /// <param name="decide">The pure decision, with the facts that it asks other grains for.</param>
    protected async Task<Result<Receipt>> ExecuteAsync(
        ICommand command, string subjectId, Func<TState, ValueTask<Decision>> decide)
    {
        if (command.Context.MayRepeat && await log.FindCommandAsync(command.Context.CommandId) is { } earlier)
        {
            if (earlier.Stream != Stream)
                throw new InvalidOperationException($"{Stream}: that command was one of {earlier.Stream}.");
            return new Receipt(earlier.SubjectId, earlier.Version);
        }

        for (var attempt = 1; ; attempt++)
        {
            if (_mayBeStale) await CatchUpAsync(CancellationToken.None);
            var decision = await decide(State);
            if (decision.Events.IsEmpty)
            {
                // The log checks the version of events alone. Whoever is told "no" or "it is so already" must be told
                // it of the present state too, whatever another activation did meanwhile.
                if (await CatchUpAsync(CancellationToken.None)) continue;
                return decision.Refusal is { } refusal ? refusal : new Receipt(subjectId, Version);
            }

            switch (await AppendAsync(command, subjectId, decision))
            {
                case AppendResult.Appended appended:
                    Fold(decision.Events, appended.Version);
                    return new Receipt(subjectId, Version);
                case AppendResult.Duplicate duplicate:
                    await CatchUpAsync(CancellationToken.None);
                    return new Receipt(duplicate.Earlier.SubjectId, duplicate.Earlier.Version);
                case AppendResult.UniqueViolation violation:
                    return RefusalOf(violation.Index)
                        ?? throw new InvalidOperationException($"{Stream}: unexpected unique index {violation.Index}.");
                case AppendResult.VersionConflict when attempt < AttemptsMax:
                    await CatchUpAsync(CancellationToken.None);
                    break;
                case AppendResult.VersionConflict conflict:
                    throw new InvalidOperationException(
                        $"{Stream}: still at another version ({conflict.ActualVersion}) after {AttemptsMax} attempts.");
            }
        }
    }

    /// <summary>The state as it was at a version; an earlier one than the present is folded anew.</summary>
    protected async Task<TState> StateAtAsync(long version)
    {
        if (version == Version) return State;
        var state = TState.Empty;
        await foreach (var recorded in log.ReadStreamAsync(Stream, 0))
        {
            if (recorded.Version > version) break;
            state = state.Apply(recorded.Event);
        }

        return state;
    }

    /// <summary>The refusal that a unique index stands for; null if this aggregate has none on it.</summary>
    protected virtual Refusal? RefusalOf(string index) => null;

    private async Task<AppendResult> AppendAsync(ICommand command, string subjectId, Decision decision)
    {
        try
        {
            return await log.AppendAsync(new Append(
                Stream, Version, command.Context.CommandId, subjectId, decision.Events)
            {
                Texts = decision.Texts,
                Profile = decision.Profile,
            });
        }
        catch
        {
            // Whether a failed append reached the disk is unknown: the state is read again before the next decision,
            // and an activation of its own answers whoever only asks.
            _mayBeStale = true;
            DeactivateOnIdle();
            throw;
        }
    }

    private void Fold(IEnumerable<IEvent> events, long version)
    {
        foreach (var change in events) State = State.Apply(change);
        Version = version;
        if (Version - _snapshotVersion >= SnapshotEventsMin) _ = KeepSnapshotAsync(CancellationToken.None);
    }

    /// <summary>Folds what the log has more; false if that is nothing.</summary>
    protected async Task<bool> CatchUpAsync(CancellationToken cancellationToken)
    {
        var known = Version;
        await foreach (var recorded in log.ReadStreamAsync(Stream, Version, cancellationToken))
        {
            State = State.Apply(recorded.Event);
            Version = recorded.Version;
        }

        _mayBeStale = false;
        return Version > known;
    }

    private async Task KeepSnapshotAsync(CancellationToken cancellationToken)
    {
        _snapshotVersion = Version;
        try
        {
            await snapshots.WriteAsync(Stream, new Snapshot<TState>(Version, State), cancellationToken);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A snapshot is only a cache: without it the next activation replays more events.
            logger.LogWarning(exception, "No snapshot of {Stream} at version {Version} was kept.", Stream, Version);
        }
    }
}
