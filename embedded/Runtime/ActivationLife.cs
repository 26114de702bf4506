using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// How an activation begins and ends. New → arriving (waits for a place among the residents) → activating → active →
/// ending → ended; each step is taken once. Requests that are left at the end go to the next activation.
/// </summary>
internal sealed partial class Activation : IActivation
{
    private readonly WorkerPool? _pool;
    private Stage _stage;
    private DeactivationReason? _endReason;
    private AsyncServiceScope _scope;
    private IGrainBase? _grain;
    private GrainReference? _reference;
    private TaskCompletionSource? _ended;
    private List<GrainTimer>? _timers;
    private long _keptUntil;

    private enum Stage : byte
    {
        New,
        Arriving,
        Activating,
        Active,
        Ending,
        Ended,
    }

    public GrainId GrainId { get; }

    public GrainReference GrainReference => _reference ??= Class.ReferenceTo(GrainId);

    public object? GrainInstance => _grain;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public IGrainFactory GrainFactory => Runtime.Client;

    /// <summary>The place in the list of residents; belongs to <see cref="Residents"/>.</summary>
    public int ResidentIndex { get; set; } = -1;

    /// <summary>Whether it was asked to make room; belongs to <see cref="Residents"/>.</summary>
    public bool IsLeaving { get; set; }

    public Task Deactivated
    {
        get
        {
            lock (_gate)
            {
                _ended ??= new(Runtime.Scheduler.ReplyOptions);
                if (_stage == Stage.Ended)
                {
                    _ended.TrySetResult();
                }

                return _ended.Task;
            }
        }
    }

    /// <summary>Whether it is about to leave the residents.</summary>
    public bool IsEnding => _stage >= Stage.Ending;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    /// <summary>There is a place: the grain is made and activated in the first turn.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _stage = Stage.Activating;
            StartTurn(ActivateAsync);
        }
    }

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _endReason ??= deactivationReason;
            EndIfIdle();
        }
    }

    /// <summary>Ends the activation if nobody uses it; otherwise gives false, and nothing happens.</summary>
    public bool DeactivateIfIdle(DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_stage != Stage.Active || !IsIdle)
            {
                return false;
            }

            Deactivate(reason);
            return true;
        }
    }

    /// <summary>Whether the collection age of the class has passed since the last use.</summary>
    public bool IsIdleForLongAt(long now) =>
        IsIdle && now >= _keptUntil && Runtime.Time.GetElapsedTime(LastUsed, now) >= Class.CollectionAge;

    public void DelayDeactivation(TimeSpan timeSpan) => _keptUntil = timeSpan <= TimeSpan.Zero
        ? 0
        : timeSpan == TimeSpan.MaxValue ? long.MaxValue
        : Runtime.Time.GetTimestamp() + (long)(timeSpan.TotalSeconds * Runtime.Time.TimestampFrequency);

    public IGrainTimer RegisterTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stage >= Stage.Ending, this);
            var timer = new GrainTimer(this, Runtime, callback, options);
            (_timers ??= []).Add(timer);
            return timer;
        }
    }

    public void Forget(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers?.Remove(timer);
        }
    }

    private void StartTurn(Func<Task> code) =>
        _ = Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.None, _turns);

    private async Task ActivateAsync()
    {
        try
        {
            _scope = Runtime.Client.ServiceProvider.CreateAsyncScope();
            _grain = Class.Create(_scope.ServiceProvider);
            if (Class.ActsOnActivation)
            {
                using var timeout = new CancellationTokenSource(Runtime.Collection.ActivationTimeout, Runtime.Time);
                await _grain.OnActivateAsync(timeout.Token);
            }
        }
        catch (Exception error)
        {
            Runtime.Log.ActivationFailed(error, GrainId);
            await DisposeGrainAsync();
            foreach (var request in End())
            {
                request.Refuse(error);
            }

            return;
        }

        lock (_gate)
        {
            _stage = Stage.Active;

            // A grain may ask for its end while it is activated. Whoever has called it is still answered; otherwise
            // the call would go round from one activation to the next for ever.
            (var reason, _endReason) = (_endReason, null);
            AdmitWaiting();
            _endReason ??= reason;
            EndIfIdle();
        }
    }

    // Called under the lock.
    private void EndIfIdle()
    {
        if (_stage == Stage.Active && _endReason is not null && RequestsInProgress == 0)
        {
            _stage = Stage.Ending;
            using (ExecutionContext.SuppressFlow())
            {
                StartTurn(DeactivateAsync);
            }
        }
    }

    private async Task DeactivateAsync()
    {
        StopTimers();
        try
        {
            if (Class.ActsOnDeactivation)
            {
                var timeMax = Runtime.Collection.DeactivationTimeout;
                using var timeout = new CancellationTokenSource(timeMax, Runtime.Time);
                await _grain!.OnDeactivateAsync(_endReason!.Value, timeout.Token).WaitAsync(timeMax, Runtime.Time);
            }
        }
        catch (Exception error)
        {
            Runtime.Log.DeactivationFailed(error, GrainId);
        }

        await DisposeGrainAsync();
        foreach (var request in End())
        {
            request.Forward();
        }
    }

    private void StopTimers()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            timers = _timers is null ? [] : [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    private async Task DisposeGrainAsync()
    {
        try
        {
            switch (_grain)
            {
                case IAsyncDisposable grain:
                    await grain.DisposeAsync();
                    break;
                case IDisposable grain:
                    grain.Dispose();
                    break;
            }

            await _scope.DisposeAsync();
        }
        catch (Exception error)
        {
            Runtime.Log.DeactivationFailed(error, GrainId);
        }
    }

    // From here on the target is looked up anew, so that the next request finds or makes the next activation.
    private TurnRequest[] End()
    {
        TurnRequest[] left;
        TaskCompletionSource? ended;
        lock (_gate)
        {
            _stage = Stage.Ended;
            left = [.. _waiting];
            _waiting.Clear();
            ended = _ended;
        }

        StopTimers();
        if (_pool is null)
        {
            Class.Remove(GrainId.Key, this);
        }
        else
        {
            _pool.Remove(this);
        }

        Runtime.Residents.Leave(this);
        ended?.TrySetResult();
        return left;
    }
}
