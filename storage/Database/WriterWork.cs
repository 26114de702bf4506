using System.Diagnostics;

namespace IdeaStorage.Storage.Database;

/// <summary>One piece of a group: written apart from its neighbours, acknowledged after the group's commit.</summary>
/// <typeparam name="TSession">What a database lends its writer: connection, statements, transaction.</typeparam>
internal abstract class WriterWork<TSession>
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private const int Dropped = 2;
    private int _state;
    private Activity? _span;

    /// <summary>Whether it needs the whole transaction for itself (a rebuild).</summary>
    public virtual bool IsAlone => false;

    /// <summary>Whether <see cref="Run"/> may be called once more after all that it wrote was undone.</summary>
    public virtual bool MayRunAgain => false;

    /// <summary>True once, if it was not cancelled before; from then on it is carried out.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;

    /// <summary>Writes; false has everything it wrote undone. The result waits for <see cref="Acknowledge"/>.</summary>
    public abstract bool Run(TSession session);

    /// <summary>Its own statements failed and are undone; whoever waits learns of it with the group's commit.</summary>
    public abstract void Refuse(Exception exception);

    /// <summary>The group is durable: tells whoever waits.</summary>
    public abstract void Acknowledge();

    /// <summary>The group was lost: nothing was changed.</summary>
    public abstract void Fail(Exception exception);

    /// <summary>From here on it waits, for whoever traces.</summary>
    public void BeginSpan() => _span = StorageTelemetry.BeginSpan();

    public void EndSpan(int writes, bool isDurable) => StorageTelemetry.EndSpan(_span, writes, isDurable);

    protected bool TryDrop() => Interlocked.CompareExchange(ref _state, Dropped, Waiting) == Waiting;
}

/// <summary>Work that answers with a <typeparamref name="T"/>.</summary>
internal abstract class WriterWork<TSession, T> : WriterWork<TSession>
{
    // Whoever waits goes on elsewhere: the writer never runs foreign code after a commit.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _cancellation;
    private Exception? _refusal;

    public Task<T> Task => _completion.Task;

    protected T? Result { get; set; }

    public void DropWhen(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(
                static (state, token) => ((WriterWork<TSession, T>)state!).Drop(token), this);
    }

    public override void Refuse(Exception exception) => _refusal = exception;

    public override void Acknowledge()
    {
        _cancellation.Unregister();
        if (_refusal is not null)
            _completion.TrySetException(_refusal);
        else
            _completion.TrySetResult(Result!);
    }

    public override void Fail(Exception exception)
    {
        _cancellation.Unregister();
        _completion.TrySetException(exception);
    }

    private void Drop(CancellationToken token)
    {
        if (TryDrop())
            _completion.TrySetCanceled(token);
    }
}

/// <summary>Work given as a function.</summary>
internal sealed class FunctionWork<TSession, T>(Func<TSession, T> write, bool isAlone = false)
    : WriterWork<TSession, T>
{
    public override bool IsAlone => isAlone;

    public override bool Run(TSession session)
    {
        Result = write(session);
        return true;
    }
}
