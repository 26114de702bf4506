using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>
/// A timer of one activation. When it is due it asks for turns like a call; the next period begins when the tick has
/// ended, so ticks of one timer never pile up.
/// </summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _home;
    private readonly EmbeddedRuntime _runtime;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposal = new();
    private readonly ITimer _timer;
    private TimeSpan _period;
    private int _changes;

    public GrainTimer(
        Activation home,
        EmbeddedRuntime runtime,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options)
    {
        _home = home;
        _runtime = runtime;
        _callback = callback;
        _options = options;
        _period = options.Period;

        // A tick is nobody's call: the request context of whoever set up the timer must not reach it.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = runtime.Time.CreateTimer(
                static timer => ((GrainTimer)timer!).OnDue(), this, options.DueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _changes++;
        _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        if (!_disposal.IsCancellationRequested)
        {
            _disposal.Cancel();
            _timer.Dispose();
            _home.Forget(this);
        }
    }

    private void OnDue()
    {
        if (!_disposal.IsCancellationRequested)
        {
            _home.TryAccept(new Tick(this));
        }
    }

    private sealed class Tick(GrainTimer timer) : TurnRequest
    {
        private readonly int _changesBefore = timer._changes;

        public override Interleaving Interleaving =>
            timer._options.Interleave ? Interleaving.Always : Interleaving.Never;

        public override bool IsDropped => timer._disposal.IsCancellationRequested;

        public override bool KeepsAlive => timer._options.KeepAlive;

        // The timer ends with its activation, so there is nothing to refuse and nothing to forward.
        public override void Refuse(Exception reason)
        {
        }

        public override void Forward()
        {
        }

        protected override Task Start(Activation home) => timer._callback(timer._disposal.Token);

        protected override void Answer(Task outcome)
        {
            if (outcome is { IsFaulted: true } && !IsDropped)
            {
                timer._runtime.Log.TimerFailed(outcome.Exception!.InnerException!, timer._home.GrainId);
            }

            if (!IsDropped && timer._changes == _changesBefore)
            {
                timer._timer.Change(timer._period, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
