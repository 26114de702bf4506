using IdeaStorage.Storage.Database;
using IdeaStorage.Storage.EventLog;
using IdeaStorage.Storage.Tails;
using Microsoft.Extensions.Logging;

namespace IdeaStorage.Silo.Tails;

/// <summary>
/// Carries one tail along the log: takes it when nobody else works on it, hands the consumer batch after batch, keeps
/// the checkpoint, and parks what cannot be handled. What goes wrong here concerns no other tail.
/// </summary>
public sealed partial class TailRunner(
    ITailConsumer consumer, TailStore store, ParkedEvents parked, LogReader log, LogSignal signal, TimeProvider time,
    TailNode node, TailMetrics metrics, ILogger<TailRunner> logger)
{
    private readonly TailProgress _progress = metrics.Add(consumer.Name, time);

    private TailLease? _lease;
    private long _position;

    // By our own clock, which no one can set back: when we last wrote, and since when another's beat is the same.
    private long _beatAt;
    private long _seenBeat = -1;
    private long _seenAt;

    // When the last batch was read; null when there was none yet.
    private long? _readAt;

    // The batch up to here failed: its events come one by one, to find the one at fault.
    private long _singlyUntil;
    private int _failures;
    private long _failedAt;
    private TimeSpan _retryAfter;

    /// <summary>Works until it is stopped, then lets go of the tail.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var pulses = signal.Pulses;
            var wait = await StepAsync(stop);
            if (wait <= TimeSpan.Zero)
                continue;
            await signal.WaitAsync(pulses, wait, time, stop);
            if (_readAt is { } readAt)
                await LogSignal.RestAsync(Remaining(readAt, TailLimits.RestTime), time, stop);
        }

        await ReleaseAsync();
    }

    /// <summary>
    /// One step: look whether the tail is free, or show that we live, or handle one batch or one replay.
    /// </summary>
    /// <returns>How long nothing needs to be done unless the log grows; zero if there is more to do at once.</returns>
    /// <exception cref="StorageUnavailableException">The database cannot answer now; a later step goes on.</exception>
    public async Task<TimeSpan> RunOnceAsync(CancellationToken stop = default)
    {
        if (_lease is null ? !await TryTakeAsync(stop) : !await KeepAsync(stop))
            return TailLimits.BeatEvery;
        if (_failures > 0 && Remaining(_failedAt, _retryAfter) is var wait && wait > TimeSpan.Zero)
            return wait < UntilBeat ? wait : UntilBeat;
        return await ReplayAsync(stop) ? TimeSpan.Zero : await FollowAsync(stop);
    }

    private TimeSpan UntilBeat => Remaining(_beatAt, TailLimits.BeatEvery);

    private async Task<TimeSpan> StepAsync(CancellationToken stop)
    {
        try
        {
            return await RunOnceAsync(stop);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception)
        {
            // The database's fault, not the event's: the same step is tried again, however long it takes.
            LogStepFailed(exception, consumer.Name);
            return TailLimits.BeatEvery;
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken stop)
    {
        var found = await store.FindAsync(consumer.Name, stop);
        if (found?.Holder is not null && !IsSilent(found.Beat))
        {
            _progress.Waits();
            return false;
        }

        var beatAt = time.GetTimestamp();
        _lease = await store.TryTakeAsync(consumer.Name, node.Holder, found?.Beat ?? 0, stop);
        if (_lease is null)
            return false;
        (_position, _beatAt, _failures, _singlyUntil) = (_lease.Position, beatAt, 0, 0);
        _progress.Takes(_position, await log.GetHeadAsync(stop));
        LogTaken(consumer.Name, _position, found?.Holder);
        return true;
    }

    /// <summary>Whether the present holder has shown no sign of life for the time of a lease.</summary>
    private bool IsSilent(long beat)
    {
        if (beat != _seenBeat)
            (_seenBeat, _seenAt) = (beat, time.GetTimestamp());
        return Remaining(_seenAt, TailLimits.LeaseTime) <= TimeSpan.Zero;
    }

    /// <summary>Shows that we live where that is due; false if the tail is no longer ours.</summary>
    private async Task<bool> KeepAsync(CancellationToken stop)
    {
        if (UntilBeat > TimeSpan.Zero)
            return true;
        _progress.Sees(await log.GetHeadAsync(stop));
        return await WriteAsync(store.BeatAsync);
    }

    private async Task<bool> ReplayAsync(CancellationToken stop)
    {
        if (await parked.FindNextReplayAsync(consumer.Name, stop) is not { } position)
            return false;
        var error = await log.FindAsync(position, stop) is { } entry
            ? (await HandleAsync([entry], stop)).Error
            : new InvalidDataException("The log has no event at this position.");
        if (await WriteAsync((lease, none) => store.SettleAsync(lease, position, Describe(error), none)))
            LogReplayed(consumer.Name, position, error);
        return true;
    }

    private async Task<TimeSpan> FollowAsync(CancellationToken stop)
    {
        var begunAt = time.GetTimestamp();
        var max = _position < _singlyUntil ? 1 : TailLimits.BatchEvents;
        var entries = await log.ReadAsync(_position, max, stop);
        var isLast = entries.Count < max;
        _progress.Begins(begunAt, isLast && entries.Count > 0 ? entries[^1].Position : await log.GetHeadAsync(stop));
        if (entries.Count == 0)
        {
            _progress.IsAtEnd();
            return UntilBeat;
        }

        _readAt = begunAt;
        if (!await KeepAsync(stop))
            return TailLimits.BeatEvery;
        var (handled, error) = await HandleAsync(entries, stop);
        if (error is not null && handled == 0)
            return await FailAsync(entries, error);
        if (!await AdvanceAsync(entries[handled - 1].Position))
            return TailLimits.BeatEvery;
        _progress.Handles(handled);
        if (!isLast || handled < entries.Count)
            return TimeSpan.Zero;
        _progress.IsAtEnd();
        return UntilBeat;
    }

    /// <summary>A batch is taken apart; one event is tried again later, and parked when that has been often
    /// enough.</summary>
    private async Task<TimeSpan> FailAsync(IReadOnlyList<LogEntry> entries, Exception error)
    {
        if (entries.Count > 1)
        {
            _singlyUntil = entries[^1].Position;
            return TimeSpan.Zero;
        }

        var position = entries[0].Position;
        _failures++;
        _progress.Fails();
        if (_failures < TailLimits.AttemptsMax)
        {
            _failedAt = time.GetTimestamp();
            _retryAfter = TailLimits.FirstRetryAfter * (1 << (_failures - 1)) * ((1 + node.Jitter()) / 2);
            LogFailed(error, consumer.Name, position, _failures, _retryAfter);
            return _retryAfter < UntilBeat ? _retryAfter : UntilBeat;
        }

        if (!await AdvanceAsync(position, new Parking(Describe(error)!, _failures)))
            return TailLimits.BeatEvery;
        _progress.Parks();
        LogParked(error, consumer.Name, position);
        return TimeSpan.Zero;
    }

    /// <summary>
    /// Hands over what is wanted and can be read; answers how many of the entries are done with, and what stopped at
    /// the next.
    /// </summary>
    private async Task<(int Handled, Exception? Error)> HandleAsync(
        IReadOnlyList<LogEntry> entries, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(TailLimits.HandlingMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            var chosen = await consumer.ChooseAsync(entries, either.Token);
            var (events, error) = await log.DecodeAsync(chosen, either.Token);
            if (events.Count > 0)
                await consumer.HandleAsync(events, either.Token);
            return error is null
                ? (entries.Count, null)
                : (entries.Count(entry => entry.Position < chosen[events.Count].Position), error);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return (0, new TimeoutException($"It took longer than {TailLimits.HandlingMax.TotalSeconds} s."));
        }
        catch (Exception exception) when (
            !DatabaseFailure.Is(exception) && !stop.IsCancellationRequested)
        {
            return (0, exception);
        }
    }

    private async Task<bool> AdvanceAsync(long position, Parking? parking = null)
    {
        if (!await WriteAsync((lease, none) => store.AdvanceAsync(lease, position, parking, none)))
            return false;
        (_position, _failures) = (position, 0);
        _progress.Reaches(position);
        return true;
    }

    /// <summary>A write counts as a beat from the moment it was sent. What is handled is kept even when we are asked to
    /// stop meanwhile.</summary>
    private async Task<bool> WriteAsync(Func<TailLease, CancellationToken, Task<bool>> write)
    {
        var beatAt = time.GetTimestamp();
        if (await write(_lease!, CancellationToken.None))
        {
            _beatAt = beatAt;
            return true;
        }

        LogLost(consumer.Name);
        _lease = null;
        _progress.Waits();
        return false;
    }

    private async Task ReleaseAsync()
    {
        if (_lease is null)
            return;
        try
        {
            await store.ReleaseAsync(_lease);
        }
        catch (StorageUnavailableException)
        {
            // Then the next process waits for the time of a lease, as after a crash.
        }

        _lease = null;
        _progress.Waits();
    }

    /// <summary>For an operator; the stack is in the log.</summary>
    private static string? Describe(Exception? error) =>
        error is null ? null : $"{error.GetType().Name}: {error.Message}";

    private TimeSpan Remaining(long since, TimeSpan whole) => whole - time.GetElapsedTime(since);

    [LoggerMessage(LogLevel.Debug, "Tail {Tail}: taken at position {Position}, after {Holder}")]
    private partial void LogTaken(string tail, long position, string? holder);

    [LoggerMessage(LogLevel.Warning, "Tail {Tail}: another process took it; this one waits")]
    private partial void LogLost(string tail);

    [LoggerMessage(LogLevel.Warning, "Tail {Tail}: the database did not answer; it is asked again")]
    private partial void LogStepFailed(Exception exception, string tail);

    [LoggerMessage(LogLevel.Warning, "Tail {Tail}: event {Position} failed {Failures}×, again in {RetryAfter}")]
    private partial void LogFailed(Exception error, string tail, long position, int failures, TimeSpan retryAfter);

    [LoggerMessage(LogLevel.Error, "Tail {Tail}: event {Position} is parked; see 'tails list {Tail}'")]
    private partial void LogParked(Exception error, string tail, long position);

    [LoggerMessage(LogLevel.Information, "Tail {Tail}: the parked event {Position} was tried again")]
    private partial void LogReplayed(string tail, long position, Exception? error);
}
