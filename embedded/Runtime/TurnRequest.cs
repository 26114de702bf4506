namespace IdeaStorage.Embedded;

/// <summary>What a request allows to run besides it, in an activation that never runs two turns at once.</summary>
internal enum Interleaving : byte
{
    /// <summary>No other request may be in progress.</summary>
    Never,

    /// <summary>Other read-only requests may be in progress.</summary>
    ReadOnly,

    /// <summary>Anything may be in progress.</summary>
    Always,
}

/// <summary>
/// Something that asks an activation for turns: a call or a tick of a timer. It waits until the activation admits it,
/// its first turn runs <see cref="Start"/>, and it ends when the task that this gave has ended.
/// </summary>
internal abstract class TurnRequest
{
    private static readonly Action<object?> FirstTurn = static request => ((TurnRequest)request!).RunFirstTurn();

    private static readonly Action<Task, object?> AfterLastTurn =
        static (outcome, request) => ((TurnRequest)request!).Finish(outcome);

    private Activation? _home;

    // The task is made here and not when the request is admitted, because it captures the requester's execution
    // context: request context and tracing must reach the grain, whoever happens to admit the request.
    protected TurnRequest() => Turn = new(FirstTurn, this);

    /// <summary>The first turn, as a task of the activation's scheduler.</summary>
    public Task Turn { get; }

    public abstract Interleaving Interleaving { get; }

    /// <summary>Whether nobody waits for it any more, so that it need not start.</summary>
    public abstract bool IsDropped { get; }

    /// <summary>Whether it counts as use of the activation.</summary>
    public abstract bool KeepsAlive { get; }

    /// <summary>The first turn has run.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>The activation takes the request. Called under the activation's lock.</summary>
    public void Admit(Activation home)
    {
        _home = home;
        Turn.Start(home.Turns);
    }

    /// <summary>Ends without having started, because there is no activation and will be none.</summary>
    public abstract void Refuse(Exception reason);

    /// <summary>The activation has ended before the request could start.</summary>
    public abstract void Forward();

    /// <summary>Runs the request's code in a turn. May throw.</summary>
    protected abstract Task Start(Activation home);

    /// <summary>The request has ended and the activation has let go of it.</summary>
    protected abstract void Answer(Task outcome);

    private void RunFirstTurn()
    {
        Task outcome;
        try
        {
            outcome = Start(_home!);
        }
        catch (Exception error)
        {
            outcome = Task.FromException(error);
        }

        HasStarted = true;
        if (outcome.IsCompleted)
        {
            Finish(outcome);
        }
        else
        {
            // On the activation's scheduler, so that a simulated run never needs another thread.
            outcome.ContinueWith(
                AfterLastTurn,
                this,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                _home!.Turns);
        }
    }

    private void Finish(Task outcome)
    {
        _home!.Release(this);
        Answer(outcome);
    }
}
