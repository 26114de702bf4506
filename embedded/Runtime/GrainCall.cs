using Orleans.Runtime;

namespace IdeaStorage.Embedded;

/// <summary>One call, as far as its deadline and its cancellation are concerned.</summary>
internal abstract class GrainCall(GrainProxy target) : TurnRequest
{
    protected GrainProxy Target { get; } = target;

    public abstract TimeSpan Timeout { get; }

    /// <summary>Links of the deadlines' list; they belong to <see cref="DeadlineList"/>.</summary>
    public DeadlineLink Deadline;

    /// <summary>The caller waits no longer.</summary>
    public abstract void Expire();
}

/// <summary>
/// One call. Its answer is decided once: either the call ends first and leaves its task for the caller, or the caller
/// comes first and leaves a promise to be kept. The former costs nothing, and calls that end in their first turn on the
/// caller's thread all go that way.
/// </summary>
internal sealed class GrainCall<TArguments, TResult> : GrainCall
    where TArguments : struct
{
    private readonly GrainMethod<TArguments, TResult> _method;
    private readonly TArguments _arguments;
    private readonly IActivation? _source = RuntimeContext.Current;
    private object? _answer;
    private CancellationTokenRegistration _registration;

    public GrainCall(GrainProxy target, GrainMethod<TArguments, TResult> method, in TArguments arguments)
        : base(target)
    {
        _method = method;
        _arguments = arguments;
        Cancellation = method.CancellationOf(arguments);
    }

    public CancellationToken Cancellation { get; }

    public override Interleaving Interleaving => _method.Interleaving;

    public override bool KeepsAlive => true;

    public override bool IsDropped => _answer is TaskCompletionSource<TResult> { Task.IsCompleted: true };

    public override TimeSpan Timeout => _method.OwnTimeout ?? Target.Runtime.Messaging.ResponseTimeout;

    /// <summary>The caller's side of the answer.</summary>
    public Task GetAnswer()
    {
        if (Volatile.Read(ref _answer) is Task answer)
        {
            return answer;
        }

        if (_method.IsOneWay)
        {
            return Task.CompletedTask;
        }

        var promise = new TaskCompletionSource<TResult>(Target.Runtime.Scheduler.ReplyOptions);
        if (Interlocked.CompareExchange(ref _answer, promise, null) is Task meanwhile)
        {
            return meanwhile;
        }

        Target.Runtime.Deadlines.Add(this);
        if (Cancellation.CanBeCanceled)
        {
            _registration = Cancellation.UnsafeRegister(
                static (promise, token) => ((TaskCompletionSource<TResult>)promise!).TrySetCanceled(token), promise);
        }

        return promise.Task;
    }

    public override void Expire() => (_answer as TaskCompletionSource<TResult>)?.TrySetException(
        new TimeoutException($"{_method} of {Target.GrainId} did not answer within {Timeout}."));

    public override void Refuse(Exception reason) => Answer(Task.FromException<TResult>(reason));

    public override void Forward() => Target.Dispatch(this);

    protected override Task Start(Activation home)
    {
        var grain = home.GrainInstance!;
        var runtime = home.Class.Runtime;
        var task = runtime.IncomingFilters.Length == 0
            ? _method.Invoke(grain, _arguments)
            : new IncomingCall<TArguments, TResult>(home, Target, _source, _method, _arguments).RunAsync();
        return runtime.Copier is { } copier && task is Task<TResult> answer ? copier.CopyAsync(_method, answer) : task;
    }

    protected override void Answer(Task outcome)
    {
        if (Interlocked.CompareExchange(ref _answer, outcome, null) is TaskCompletionSource<TResult> promise)
        {
            Target.Runtime.Deadlines.Remove(this);
            _registration.Dispose();
            Keep(promise, outcome);
        }
        else if (_method.IsOneWay && outcome.IsFaulted)
        {
            Target.Runtime.Log.OneWayCallFailed(outcome.Exception.InnerException!, _method.ToString(), Target.GrainId);
        }
    }

    private static void Keep(TaskCompletionSource<TResult> promise, Task outcome)
    {
        if (outcome is Task<TResult> typed)
        {
            promise.TrySetFromTask(typed);
        }
        else if (outcome.IsFaulted)
        {
            promise.TrySetException(outcome.Exception.InnerExceptions);
        }
        else if (outcome.IsCanceled)
        {
            promise.TrySetCanceled();
        }
        else
        {
            promise.TrySetResult(default!);
        }
    }
}
