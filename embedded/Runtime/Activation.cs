using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// One grain object and its turns.
/// <para>
/// A turn is a task of <see cref="_turns"/>, the activation's task scheduler: the first part of a call, a tick of a
/// timer, or what follows an <c>await</c>, which .NET brings back to the scheduler it left. Turns that may run wait
/// in <c>_ready</c>. At most one thread runs them at a time: the one that turned <c>_isPumped</c> to true. So no two
/// turns overlap, whatever requests are in progress.
/// </para>
/// <para>
/// Requests wait in <c>_waiting</c> until the ones in progress let them in (<see cref="MayAdmit"/>), in the order of
/// their arrival. A request that interleaves with the ones in progress overtakes those that do not: one of the
/// former may depend on it.
/// </para>
/// <para>
/// The pumping thread is usually one of the pool. If the activation is idle when a call arrives, the caller's own
/// thread pumps until the first turn of its call has run (see <see cref="InlineTurns"/>); most calls end there, without
/// any change of thread.
/// </para>
/// </summary>
internal sealed partial class Activation : CallTarget, IReadyWork
{
    private readonly Lock _gate = new();
    private readonly TurnQueue _turns;
    private readonly Queue<Task> _ready = new();
    private readonly Queue<TurnRequest> _waiting = new();
    private bool _isPumped;
    private int _exclusiveCount;
    private int _readOnlyCount;
    private int _interleavingCount;

    public Activation(GrainClass grainClass, IdSpan key, WorkerPool? pool)
    {
        Class = grainClass;
        GrainId = new(grainClass.GrainType, key);
        _pool = pool;
        _turns = new(this);
        LastUsed = Runtime.Time.GetTimestamp();
    }

    public GrainClass Class { get; }

    /// <summary>The scheduler of this activation's turns.</summary>
    public TaskScheduler Turns => _turns;

    /// <summary>When the last request arrived that counts as use, by the host's timestamps.</summary>
    public long LastUsed { get; private set; }

    public string Name => GrainId.ToString();

    /// <summary>Whether no request is in progress or waiting. A hint: it may change at once.</summary>
    public bool IsIdle => !_isPumped && RequestsInProgress == 0 && _waiting.Count == 0;

    private EmbeddedRuntime Runtime => Class.Runtime;

    private int RequestsInProgress => _exclusiveCount + _readOnlyCount + _interleavingCount;

    /// <summary>Takes a request and, if the activation is idle and it may, runs its first turn at once.</summary>
    /// <exception cref="LimitExceededException">Too many requests wait.</exception>
    public override bool TryAccept(TurnRequest request)
    {
        var pump = false;
        lock (_gate)
        {
            if (_stage == Stage.Ended)
            {
                return false;
            }

            pump = !_isPumped && _stage <= Stage.Active && Runtime.Scheduler.RunsInline && InlineTurns.MayEnter();
            _isPumped |= pump;
            if (request.KeepsAlive)
            {
                LastUsed = Runtime.Time.GetTimestamp();
            }

            if (MayAdmit(request))
            {
                Admit(request);
            }
            else
            {
                Wait(request);
            }
        }

        if (pump)
        {
            InlineTurns.Pump(this, request);
        }

        return true;
    }

    /// <summary>A request in progress has ended; others may start.</summary>
    public void Release(TurnRequest request)
    {
        lock (_gate)
        {
            CountOf(request.Interleaving)--;
            AdmitWaiting();
        }
    }

    /// <summary>
    /// Runs ready turns until none is left, the slice is used up, or <paramref name="until"/> has started.
    /// </summary>
    public void Pump(TurnRequest? until)
    {
        var previous = RuntimeContext.Current;
        RuntimeContext.Current = this;
        try
        {
            for (var turns = Runtime.Scheduler.TurnsPerSliceMax; turns > 0 && until?.HasStarted != true; turns--)
            {
                if (!TryTakeTurn(out var turn))
                {
                    Runtime.Residents.EvictIfCrowded();
                    return;
                }

                _turns.Run(turn);
            }
        }
        finally
        {
            RuntimeContext.Current = previous;
        }

        GiveWay();
    }

    void IThreadPoolWorkItem.Execute() => Pump(until: null);

    private bool TryTakeTurn(out Task turn)
    {
        lock (_gate)
        {
            var any = _ready.TryDequeue(out turn!);
            _isPumped = any;
            return any;
        }
    }

    // More turns may be ready; they go behind those of other activations.
    private void GiveWay()
    {
        bool isPumped;
        lock (_gate)
        {
            isPumped = _isPumped = _ready.Count > 0;
        }

        if (isPumped)
        {
            Runtime.Scheduler.Schedule(this);
        }
        else
        {
            Runtime.Residents.EvictIfCrowded();
        }
    }

    private void Enqueue(Task turn)
    {
        lock (_gate)
        {
            _ready.Enqueue(turn);
            if (_isPumped)
            {
                return;
            }

            _isPumped = true;
        }

        Runtime.Scheduler.Schedule(this);
    }

    private bool MayAdmit(TurnRequest request)
    {
        // While requests are in progress, others that they may depend on are still let in, even if the activation is
        // to end; the last of them ends it.
        if (_stage != Stage.Active || (_endReason is not null && RequestsInProgress == 0))
        {
            return false;
        }

        return request.Interleaving switch
        {
            Interleaving.Always => true,
            Interleaving.ReadOnly => _exclusiveCount == 0,
            _ => _exclusiveCount + _readOnlyCount == 0,
        };
    }

    private void Admit(TurnRequest request)
    {
        CountOf(request.Interleaving)++;
        request.Admit(this);
    }

    private void Wait(TurnRequest request)
    {
        var waitingMax = Runtime.Messaging.MaxEnqueuedRequestsHardLimit;
        if (waitingMax > 0 && _waiting.Count >= waitingMax)
        {
            request.Refuse(new LimitExceededException($"{waitingMax} calls already wait for {GrainId}."));
            return;
        }

        _waiting.Enqueue(request);
        if (_stage == Stage.New)
        {
            _stage = Stage.Arriving;
            Runtime.Residents.Enter(this);
        }
    }

    private void AdmitWaiting()
    {
        while (_waiting.TryPeek(out var next) && (next.IsDropped || MayAdmit(next)))
        {
            _waiting.Dequeue();
            if (!next.IsDropped)
            {
                Admit(next);
            }
        }

        EndIfIdle();
    }

    private ref int CountOf(Interleaving interleaving)
    {
        switch (interleaving)
        {
            case Interleaving.Always:
                return ref _interleavingCount;
            case Interleaving.ReadOnly:
                return ref _readOnlyCount;
            default:
                return ref _exclusiveCount;
        }
    }

    /// <summary>Brings continuations of the grain's code back to the activation.</summary>
    private sealed class TurnQueue(Activation activation) : TaskScheduler
    {
        public void Run(Task turn) => TryExecuteTask(turn);

        protected override void QueueTask(Task task) => activation.Enqueue(task);

        // Only a thread that is in a turn of this activation may run more of it on the spot.
        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
            !taskWasPreviouslyQueued && ReferenceEquals(RuntimeContext.Current, activation) && TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
