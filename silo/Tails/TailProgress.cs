namespace IdeaStorage.Silo.Tails;

/// <summary>How one tail of this process gets on, for the metrics. Written by its runner, read by any thread.</summary>
public sealed class TailProgress
{
    private readonly TailMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private bool _isHeld;
    private long _position;
    private long _head;
    private long? _behindSince;

    internal TailProgress(string name, TailMetrics metrics, TimeProvider time) =>
        (Name, _metrics, _time) = (name, metrics, time);

    public string Name { get; }

    /// <summary>Where it is; null while another process works on it.</summary>
    public TailFigures? Figures
    {
        get
        {
            lock (_gate)
            {
                return !_isHeld ? null : new TailFigures(
                    _position, Math.Max(0, _head - _position),
                    _behindSince is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero);
            }
        }
    }

    internal void Takes(long position, long head)
    {
        lock (_gate)
            (_isHeld, _position, _head, _behindSince) = (true, position, head, null);
    }

    internal void Waits()
    {
        lock (_gate)
            _isHeld = false;
    }

    internal void Sees(long head)
    {
        lock (_gate)
            _head = head;
    }

    /// <summary>Reads on: what it finds was stored after the moment when it was last at the end.</summary>
    internal void Begins(long at, long head)
    {
        lock (_gate)
            (_behindSince, _head) = (_behindSince ?? at, head);
    }

    internal void IsAtEnd()
    {
        lock (_gate)
            _behindSince = null;
    }

    internal void Reaches(long position)
    {
        lock (_gate)
            _position = position;
    }

    internal void Handles(int events) => _metrics.Handled(Name, events);

    internal void Fails() => _metrics.Failed(Name);

    internal void Parks() => _metrics.Parked(Name);
}

/// <param name="Position">Everything up to here is handled or parked.</param>
/// <param name="LagEvents">Positions up to the newest event, as last seen.</param>
/// <param name="Lag">For how long it has not been at the end of the log.</param>
public readonly record struct TailFigures(long Position, long LagEvents, TimeSpan Lag);
