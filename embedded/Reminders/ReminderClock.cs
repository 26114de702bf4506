using Orleans;

namespace IdeaStorage.Embedded;

/// <summary>
/// The clock of one reminder: calls the grain at StartAt and every period after; never twice at a time.
/// </summary>
internal sealed class ReminderClock : IDisposable
{
    /// <summary>Timers cannot wait longer than 49 days, so a long wait is cut into days.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);

    private readonly EmbeddedRuntime _runtime;
    private readonly ReminderEntry _entry;
    private readonly ITimer _timer;
    private DateTime _due;

    public ReminderClock(EmbeddedRuntime runtime, ReminderEntry entry)
    {
        _runtime = runtime;
        _entry = entry;
        _due = NextTick(Now);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = runtime.Time.CreateTimer(
                static clock => ((ReminderClock)clock!).OnTimer(), this, WaitFrom(Now), Timeout.InfiniteTimeSpan);
        }
    }

    private DateTime Now => _runtime.Time.GetUtcNow().UtcDateTime;

    public void Dispose() => _timer.Dispose();

    private void OnTimer()
    {
        if (Now < _due)
        {
            Wait();
            return;
        }

        // What follows the answer runs where the answer is given, so that a simulated run keeps to its thread.
        Remind().ContinueWith(
            static (answer, clock) => ((ReminderClock)clock!).OnAnswered(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private Task Remind()
    {
        try
        {
            return _runtime.Client.GetGrain<IRemindable>(_entry.GrainId)
                .ReceiveReminder(_entry.ReminderName, new(_entry.StartAt, _entry.Period, _due));
        }
        catch (Exception error)
        {
            // The class of the grain may be gone since the reminder was set up.
            return Task.FromException(error);
        }
    }

    private void OnAnswered(Task answer)
    {
        if (answer.IsFaulted)
        {
            _runtime.Log.ReminderFailed(answer.Exception.InnerException!, _entry.ReminderName, _entry.GrainId);
        }

        _due = NextTick(Now);
        Wait();
    }

    private void Wait() => _timer.Change(WaitFrom(Now), Timeout.InfiniteTimeSpan);

    private TimeSpan WaitFrom(DateTime now)
    {
        var wait = _due - now;
        return wait > WaitMax ? WaitMax : wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private DateTime NextTick(DateTime now)
    {
        if (now < _entry.StartAt)
        {
            return _entry.StartAt;
        }

        var passed = (now - _entry.StartAt).Ticks / _entry.Period.Ticks;
        return _entry.StartAt + TimeSpan.FromTicks((passed + 1) * _entry.Period.Ticks);
    }
}
