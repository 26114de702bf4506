using Orleans;

namespace IdeaStorage.Embedded;

/// <summary>
/// The activations in memory, and the limit on them. Idle ones end when their class's collection age has passed. When
/// the house fills up, the least recently used idle ones end early, up to an eighth at a time; when it is full,
/// arrivals wait until someone has left.
/// </summary>
/// <remarks>
/// Lock order: an activation's lock, then this one. While this lock is held no activation is called.
/// The list keeps an order that depends on arrivals and departures only, so that a simulated run repeats exactly.
/// </remarks>
internal sealed class Residents(EmbeddedRuntime runtime, int residentsMax) : IReadyWork
{
    private const int BatchesInHouse = 8;

    private static readonly DeactivationReason Idle =
        new(DeactivationReasonCode.ActivationIdle, "Nobody called for the collection age.");

    private static readonly DeactivationReason Crowded =
        new(DeactivationReasonCode.ActivationIdle, "Room was needed, and this was the least recently used.");

    private readonly Lock _gate = new();
    private readonly List<Activation> _residents = [];
    private readonly Queue<Activation> _arrivals = new();
    private readonly int _batch = Math.Max(1, residentsMax / BatchesInHouse);
    private int _leavingCount;
    private bool _evictionIsDue;
    private bool _isCrowded;

    public string Name => "residents";

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _residents.Count;
            }
        }
    }

    /// <summary>
    /// A new activation asks for a place and begins at once or when there is one. It holds its own lock.
    /// </summary>
    public void Enter(Activation activation)
    {
        bool evict, begin;
        lock (_gate)
        {
            begin = _arrivals.Count == 0 && _residents.Count < residentsMax;
            if (begin)
            {
                Add(activation);
            }
            else
            {
                _arrivals.Enqueue(activation);
                _isCrowded = true;
            }

            evict = !_evictionIsDue && SurplusOver(residentsMax - (_batch / 2)) > 0;
            _evictionIsDue |= evict;
        }

        if (begin)
        {
            activation.Begin();
        }

        if (evict)
        {
            runtime.Scheduler.Schedule(this);
        }
    }

    /// <summary>An activation has ended; an arrival takes its place.</summary>
    public void Leave(Activation activation)
    {
        Activation? next = null;
        lock (_gate)
        {
            var last = _residents[^1];
            _residents[activation.ResidentIndex] = last;
            last.ResidentIndex = activation.ResidentIndex;
            _residents.RemoveAt(_residents.Count - 1);
            activation.ResidentIndex = -1;
            if (activation.IsLeaving)
            {
                activation.IsLeaving = false;
                _leavingCount--;
            }

            if (_residents.Count < residentsMax && _arrivals.TryDequeue(out next))
            {
                Add(next);
                _isCrowded = _arrivals.Count > 0;
            }
        }

        next?.Begin();
    }

    /// <summary>Ends what has been idle for its class's age.</summary>
    public void CollectIdle()
    {
        var now = runtime.Time.GetTimestamp();
        foreach (var activation in Snapshot())
        {
            if (activation.IsIdleForLongAt(now))
            {
                activation.DeactivateIfIdle(Idle);
            }
        }
    }

    /// <summary>Asks all activations to end.</summary>
    public Task[] DeactivateAll(DeactivationReason reason)
    {
        var all = Snapshot();
        foreach (var activation in all)
        {
            activation.Deactivate(reason);
        }

        return [.. all.Select(activation => activation.Deactivated)];
    }

    /// <summary>
    /// Makes room if arrivals wait. Called whenever an activation becomes idle, so that it costs one read when no one
    /// waits.
    /// </summary>
    public void EvictIfCrowded()
    {
        if (!Volatile.Read(ref _isCrowded))
        {
            return;
        }

        lock (_gate)
        {
            if (_evictionIsDue || _arrivals.Count <= _leavingCount)
            {
                return;
            }

            _evictionIsDue = true;
        }

        runtime.Scheduler.Schedule(this);
    }

    /// <summary>
    /// Ends some of the least recently used. A piece of work of its own, so that no caller waits for it.
    /// </summary>
    void IThreadPoolWorkItem.Execute()
    {
        int surplus;
        Activation[] all;
        lock (_gate)
        {
            // Whoever becomes idle from here on asks again.
            _evictionIsDue = false;
            all = [.. _residents];
            surplus = SurplusOver(residentsMax - _batch);
        }

        var idle = all.Where(activation => activation.IsIdle).ToArray();
        var lastUsed = Array.ConvertAll(idle, activation => activation.LastUsed);
        Array.Sort(lastUsed, idle);
        foreach (var activation in idle.AsSpan(0, Math.Clamp(surplus, 0, idle.Length)))
        {
            Mark(activation, isLeaving: true);
            if (!activation.DeactivateIfIdle(Crowded))
            {
                Mark(activation, isLeaving: false);
            }
        }
    }

    // Who has been asked to leave has as good as left.
    private int SurplusOver(int limit) => _residents.Count + _arrivals.Count - _leavingCount - limit;

    private void Mark(Activation activation, bool isLeaving)
    {
        lock (_gate)
        {
            if (activation.IsLeaving != isLeaving && activation.ResidentIndex >= 0)
            {
                activation.IsLeaving = isLeaving;
                _leavingCount += isLeaving ? 1 : -1;
            }
        }
    }

    private void Add(Activation activation)
    {
        activation.ResidentIndex = _residents.Count;
        _residents.Add(activation);
    }

    private Activation[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _residents];
        }
    }
}
