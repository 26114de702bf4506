using System.Collections.Concurrent;

namespace IdeaStorage.Embedded;

/// <summary>The place of a call in its list of deadlines.</summary>
internal struct DeadlineLink
{
    public GrainCall? Earlier;
    public GrainCall? Later;
    public long Due;
    public DeadlineState State;
}

internal enum DeadlineState : byte
{
    None,
    Running,
    Over,
}

/// <summary>
/// The deadlines of all calls that wait for an answer. Calls with the same timeout expire in the order in which they
/// began, so one list and one timer per timeout are enough, and adding or removing a call moves two links.
/// </summary>
internal sealed class Deadlines(TimeProvider time)
{
    private readonly ConcurrentDictionary<TimeSpan, DeadlineList> _lists = new();

    public void Add(GrainCall call)
    {
        if (call.Timeout != Timeout.InfiniteTimeSpan)
        {
            ListOf(call).Add(call);
        }
    }

    public void Remove(GrainCall call)
    {
        if (call.Timeout != Timeout.InfiniteTimeSpan)
        {
            ListOf(call).Remove(call);
        }
    }

    private DeadlineList ListOf(GrainCall call) =>
        _lists.GetOrAdd(call.Timeout, static (timeout, time) => new DeadlineList(time, timeout), time);
}

/// <summary>The calls of one timeout, the one that began first in front.</summary>
internal sealed class DeadlineList
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly long _timeoutTicks;
    private readonly ITimer _timer;
    private GrainCall? _first;
    private GrainCall? _last;
    private bool _timerRuns;

    public DeadlineList(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;
        _timeoutTicks = (long)(timeout.TotalSeconds * time.TimestampFrequency);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(
                static list => ((DeadlineList)list!).ExpireDue(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }
    }

    public void Add(GrainCall call)
    {
        lock (_gate)
        {
            ref var link = ref call.Deadline;
            if (link.State == DeadlineState.Over)
            {
                return;
            }

            link.State = DeadlineState.Running;
            link.Due = _time.GetTimestamp() + _timeoutTicks;
            link.Earlier = _last;
            if (_last is null)
            {
                _first = call;
            }
            else
            {
                _last.Deadline.Later = call;
            }

            _last = call;
            if (!_timerRuns)
            {
                _timerRuns = true;
                _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Remove(GrainCall call)
    {
        lock (_gate)
        {
            Unlink(call);
        }
    }

    private void Unlink(GrainCall call)
    {
        ref var link = ref call.Deadline;
        if (link.State == DeadlineState.Running)
        {
            if (link.Earlier is null)
            {
                _first = link.Later;
            }
            else
            {
                link.Earlier.Deadline.Later = link.Later;
            }

            if (link.Later is null)
            {
                _last = link.Earlier;
            }
            else
            {
                link.Later.Deadline.Earlier = link.Earlier;
            }
        }

        link = new() { State = DeadlineState.Over };
    }

    // The timer is not moved when a call ends; it finds nothing due then and looks at who is in front now.
    private void ExpireDue()
    {
        while (TakeDue() is { } call)
        {
            call.Expire();
        }
    }

    private GrainCall? TakeDue()
    {
        lock (_gate)
        {
            if (_first is not { } call)
            {
                _timerRuns = false;
                return null;
            }

            var left = call.Deadline.Due - _time.GetTimestamp();
            if (left > 0)
            {
                // Rounded up, because a timer that is a moment early would have to be set again.
                var wait = TimeSpan.FromSeconds((double)left / _time.TimestampFrequency) + TimeSpan.FromMilliseconds(1);
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
                return null;
            }

            Unlink(call);
            return call;
        }
    }
}
