namespace IdeaStorage.Embedded;

/// <summary>
/// A clock that stands still until it is told to go on. Timers fire on the thread that advances it, in the order in
/// which they are due (and, at one time, in the order in which they were set).
/// </summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    /// <summary>How many void settings the queue of timers may hold before they are looked for.</summary>
    private const int VoidSettingsMax = 1_024;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, long Setting), (long Due, long Setting)> _due = new();
    private long _now;
    private long _settings;
    private int _voidSettings;

    /// <summary>Starts at <paramref name="start"/>; without one at the first of January 2030, 00:00 UTC.</summary>
    public VirtualTimeProvider(DateTimeOffset? start = null) =>
        _now = (start ?? new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>
    /// By how much the clock has passed the moment at which a timer is due when it fires; none unless it is set. On a
    /// machine a timer is always a little late, and there is code that counts on it: <see cref="Task.Delay(TimeSpan)"/>
    /// cuts the rest of a millisecond off, so a loop that waits until a moment would for ever wait for that rest.
    /// </summary>
    public TimeSpan Lateness { get; init; }

    /// <summary>Timestamps are ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock on and fires what falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetTimestamp() + by.Ticks;
        while (TryFireNext(until))
        {
            // Each timer may set others.
        }

        Interlocked.Exchange(ref _now, Math.Max(until, GetTimestamp()));
    }

    /// <summary>Moves the clock to the next timer and fires it; false if no timer is set.</summary>
    public bool TryAdvanceToNextTimer() => TryFireNext(long.MaxValue);

    private bool TryFireNext(long until)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            while (_due.TryPeek(out var next, out _) && !next.Timer.IsSet(next.Setting))
            {
                _due.Dequeue();
                _voidSettings--;
            }

            if (!_due.TryPeek(out var first, out var when) || when.Due > until)
            {
                return false;
            }

            _due.Dequeue();
            timer = first.Timer;
            timer.Repeat(when.Due);
            _now = Math.Max(_now, when.Due + Lateness.Ticks);
            _voidSettings--;
        }

        timer.Fire();
        return true;
    }

    // Most timers are ended long before they are due; without this they would all be kept until then.
    private void ForgetVoidSettings()
    {
        if (_voidSettings <= VoidSettingsMax || _voidSettings <= _due.Count / 2)
        {
            return;
        }

        var valid = _due.UnorderedItems.Where(each => each.Element.Timer.IsSet(each.Element.Setting)).ToArray();
        _due.Clear();
        _due.EnqueueRange(valid);
        _voidSettings = 0;
    }

    private sealed class VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period;
        private long _setting;
        private bool _isQueued;

        public bool IsSet(long setting) => _setting == setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                Set(clock._now, dueTime);
                return true;
            }
        }

        public void Repeat(long due) => Set(due, _period <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _period);

        public void Fire()
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, new ContextCallback(callback), state);
            }
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        // A new number makes the earlier setting in the queue void.
        private void Set(long from, TimeSpan dueTime)
        {
            if (_isQueued)
            {
                clock._voidSettings++;
            }

            _setting = ++clock._settings;
            _isQueued = dueTime != Timeout.InfiniteTimeSpan;
            if (_isQueued)
            {
                clock._due.Enqueue((this, _setting), (from + dueTime.Ticks, _setting));
            }

            clock.ForgetVoidSettings();
        }
    }
}
